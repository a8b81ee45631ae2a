import { useAccount } from "#api/use-account.ts";

/** Whether whoever is signed in may change what the cost is worked out with. */
export function useMayType(): boolean {
  const { role } = useAccount();
  return role === "owner" || role === "coordinator";
}
