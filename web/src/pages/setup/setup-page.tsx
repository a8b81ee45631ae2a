import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function SetupPage() {
  return (
    <Screen>
      <PageHead title="Set-up" />
    </Screen>
  );
}
