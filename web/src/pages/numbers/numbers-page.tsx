import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function NumbersPage() {
  return (
    <Screen>
      <PageHead title="Numbers" />
    </Screen>
  );
}
