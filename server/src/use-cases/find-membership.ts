import type { Role } from "@ringback/core/people/may.ts";
import { loadMembership } from "#db/stores/installation.ts";
import type { Context } from "./context.ts";

/** What a person is in a business; null when they do not belong to it, or it does not exist. */
export async function findMembership(
  { db }: Pick<Context, "db">,
  userId: string,
  accountId: string,
): Promise<{ memberId: string; role: Role } | null> {
  return await loadMembership(db, userId, accountId);
}
