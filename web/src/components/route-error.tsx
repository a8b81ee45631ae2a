import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { Button } from "#ui/button.tsx";
import { ProblemNote } from "#ui/problem-note.tsx";
import { Screen } from "#ui/screen.tsx";

/** What a screen shows that could not be loaded. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const tryAgain = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Screen>
      <ProblemNote error={error} action={<Button onClick={tryAgain}>Try again</Button>} />
    </Screen>
  );
}
