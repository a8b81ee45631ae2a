import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { chooseAccount } from "#api/chosen-account.ts";
import { useAct } from "#api/use-act.ts";
import { paths } from "#paths.ts";

/** Accepts an invitation and opens Today of the business one has joined. */
export function useAccept() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useAct("acceptInvitation", {
    ownErrors: true,
    onDone: ({ accountId }) => {
      client.clear();
      chooseAccount(accountId);
      void navigate({ to: paths.today });
    },
  });
}
