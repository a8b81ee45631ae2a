import { PageHead } from "#ui/page-head.tsx";
import { Screen } from "#ui/screen.tsx";

/** To be built. */
export function SignInPage() {
  return (
    <Screen>
      <PageHead title="Sign in" />
    </Screen>
  );
}
