import type { Me } from "@ringback/contract/installation.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useChosenAccount } from "./chosen-account.ts";
import { Problem } from "./problem.ts";
import { read } from "./queries.ts";

export type Account = Me["accounts"][number];

/** The business on the screen, as the person signed in belongs to it (role, zone, member id). Only inside the app's shell. */
export function useAccount(): Account {
  const chosen = useChosenAccount();
  const { data: me } = useSuspenseQuery(read("me"));
  const account = me.accounts.find((each) => each.id === chosen) ?? me.accounts[0];
  if (account === undefined) throw new Problem({ title: "No business yet", status: 404, code: "no-account" });
  return account;
}
