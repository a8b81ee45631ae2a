import type { Role } from "./may.ts";

/** What the rule needs to know of a member. */
export interface OwnerCandidate {
  readonly id: string;
  readonly role: Role;
  /** Whether they have a sign-in. An owner who cannot sign in cannot look after the business. */
  readonly canSignIn: boolean;
}

/**
 * Whether a business would have no owner who can sign in, if this member got `role` (null: left). False also when there
 * is none to begin with, so that a business in that state can still be repaired.
 */
export function losesLastOwner(members: readonly OwnerCandidate[], memberId: string, role: Role | null): boolean {
  if (role === "owner") return false;
  const owners = members.filter((member) => member.role === "owner" && member.canSignIn);
  return owners.length === 1 && owners[0]?.id === memberId;
}
