import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { chooseAccount } from "#api/chosen-account.ts";
import type { Request } from "#api/client.ts";
import { signIn } from "#api/session.ts";
import { useAct } from "#api/use-act.ts";
import { paths } from "#paths.ts";

/** Accepts an invitation, signs a new person in, and opens Today of the business they have joined. */
export function useAccept() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const enter = async (accountId: string, { email, password }: NonNullable<Request<"acceptInvitation">["body"]>) => {
    // Accepting makes the sign-in but no session. Should signing in fail, Today leads to the sign-in anyway.
    if (email !== undefined && password !== undefined) await signIn(email, password).catch(() => undefined);
    client.clear();
    chooseAccount(accountId);
    await navigate({ to: paths.today });
  };
  return useAct("acceptInvitation", {
    ownErrors: true,
    onDone: ({ accountId }, { body }) => void enter(accountId, body ?? {}),
  });
}
