import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function PhonePage() {
  return (
    <Screen>
      <PageHead title="Simulated phone" />
    </Screen>
  );
}
