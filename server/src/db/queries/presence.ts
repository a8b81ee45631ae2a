import type { Presence } from "@ringback/contract/callbacks.ts";
import type { Database } from "#db/database.ts";
import { type PresentMember, presenceSeconds, presentMembers } from "#db/stores/presence.ts";
import { transaction } from "#db/transaction.ts";

/** Who has which case open now. */
export async function listPresence(db: Database, accountId: string, now: Temporal.Instant): Promise<Presence[]> {
  return await transaction(db, accountId, now, async (tx) => (await presentMembers(tx, null)).map(toPresence));
}

export function toPresence({ callback_id, member_id, name, state, seen_at }: PresentMember): Presence {
  const until = seen_at.add({ seconds: presenceSeconds }).toString();
  return { callbackId: callback_id, member: { id: member_id, name }, state, until };
}
