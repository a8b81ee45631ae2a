import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function CallsPage() {
  return (
    <Screen>
      <PageHead title="Calls" />
    </Screen>
  );
}
