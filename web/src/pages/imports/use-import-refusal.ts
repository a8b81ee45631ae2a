import { useAccount } from "#api/use-account.ts";

/** Why the person signed in may not bring logs, or null for those who may. */
export function useImportRefusal(): string | null {
  const { role } = useAccount();
  return role === "owner" || role === "coordinator" ? null : "Only owners and coordinators can bring call logs.";
}
