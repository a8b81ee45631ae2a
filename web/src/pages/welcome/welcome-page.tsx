import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function WelcomePage() {
  return (
    <Screen>
      <PageHead title="Welcome" />
    </Screen>
  );
}
