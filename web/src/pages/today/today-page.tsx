import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function TodayPage() {
  return (
    <Screen>
      <PageHead title="Today" />
    </Screen>
  );
}
