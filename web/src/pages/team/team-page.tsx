import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function TeamPage() {
  return (
    <Screen>
      <PageHead title="Team and hours" />
    </Screen>
  );
}
