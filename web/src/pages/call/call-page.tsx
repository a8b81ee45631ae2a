import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function CallPage() {
  return (
    <Screen>
      <PageHead title="Call" />
    </Screen>
  );
}
