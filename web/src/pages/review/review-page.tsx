import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function ReviewPage() {
  return (
    <Screen>
      <PageHead title="Review" />
    </Screen>
  );
}
