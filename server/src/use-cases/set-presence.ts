import { hasCallback } from "#db/stores/callback-notes.ts";
import {
  endSighting,
  forgetSightings,
  keepSighting,
  type PresentMember,
  presentMembers,
  type Sighting,
} from "#db/stores/presence.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

export type PresenceAnswer =
  | { readonly ok: true; readonly present: readonly PresentMember[] }
  | { readonly ok: false; readonly refusal: "not-found" };

/**
 * A screen says that its person looks at a case, works on it, or has left. It says so again while that lasts; whoever falls
 * silent is gone without anybody's doing. Other screens hear of it only when it is news.
 */
export async function setPresence(
  ctx: Context,
  { accountId, state, ...sighting }: Sighting & { accountId: string; state: "viewing" | "working" | "gone" },
): Promise<PresenceAnswer> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if (!(await hasCallback(tx, sighting.callbackId))) return { ok: false, refusal: "not-found" };
    const isNews = state === "gone" ? await endSighting(tx, sighting) : await keepSighting(tx, sighting, state);
    if (isNews) {
      forgetSightings(tx);
      tx.changed({ kind: "presence", id: sighting.callbackId });
    }
    return { ok: true, present: await presentMembers(tx, sighting.callbackId) };
  });
}
