import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function SettingsPage() {
  return (
    <Screen>
      <PageHead title="Settings" />
    </Screen>
  );
}
