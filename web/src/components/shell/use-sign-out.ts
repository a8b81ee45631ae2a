import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { signOut } from "#api/session.ts";
import { sayDone } from "#components/undo.tsx";
import { waitingNow } from "#offline/waiting.ts";
import { paths } from "#paths.ts";

/** Ends the session and forgets everything that was read in it. What still waits to be sent is not thrown away with it. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    const waiting = waitingNow().length;
    if (waiting > 0) {
      sayDone("Not signed out", `${waiting} of your actions not sent yet. Send or discard them first.`);
      return;
    }
    // While there is still a session to say so.
    await import("#api/push.ts").then(({ unsubscribePush }) => unsubscribePush());
    await signOut();
    await navigate({ to: paths.signIn, search: {} });
    client.clear();
    await import("#offline/kept-screens.ts").then(({ forgetScreens }) => forgetScreens());
  };
}
