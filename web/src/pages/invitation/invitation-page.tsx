import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function InvitationPage() {
  return (
    <Screen>
      <PageHead title="Invitation" />
    </Screen>
  );
}
