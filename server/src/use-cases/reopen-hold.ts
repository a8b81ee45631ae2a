import type { Actor } from "@ringback/core/callbacks/callback.ts";
import { mayReopenHold } from "@ringback/core/callbacks/look-at-hold.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { appendCallbackEvent, lockCallback } from "#db/stores/callbacks.ts";
import { callbackOfHold, lockHold, reopenHold as waitAgain } from "#db/stores/holds.ts";
import { undoLabelCorrectionsOf } from "#db/stores/label-corrections.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { restoreLabels } from "./set-labels.ts";

export type ReopenHoldRefusal =
  | "not-found"
  | "not-allowed"
  | "already-closed"
  | "hold-not-settled"
  | "settled-by-itself"
  | "settled-too-long-ago";

/** Takes a review back within half an hour: it waits again, and labels that it had set are as before. Both stay in the history. */
export async function reopenHold(
  ctx: Context,
  command: { readonly accountId: string; readonly actor: Actor; readonly holdId: string },
): Promise<{ ok: true } | { ok: false; refusal: ReopenHoldRefusal }> {
  if (command.actor.role === "viewer") return { ok: false, refusal: "not-allowed" };
  return await transaction(ctx.db, command.accountId, ctx.clock.now(), async (tx) => {
    const callbackId = await callbackOfHold(tx, command.holdId);
    if (callbackId === null) return { ok: false, refusal: "not-found" };
    const stored = await lockCallback(tx, callbackId);
    const hold = await lockHold(tx, command.holdId);
    if (stored === null || hold === null) return { ok: false, refusal: "not-found" };
    const refusal = mayReopenHold(hold, tx.now);
    if (refusal !== null) return { ok: false, refusal };
    // A closed callback has nothing to review; it is reopened first.
    if (stored.callback.state === "closed") return { ok: false, refusal: "already-closed" };
    // The same question came up again meanwhile: that hold waits in its stead.
    const waits = await waitAgain(tx, hold);
    undoLabelCorrectionsOf(tx, hold.id);
    const labelsRestored = hold.resolution === "corrected" && (await restoreLabels(ctx, tx, stored, hold.id));
    const detail = { holdId: hold.id, reason: hold.reason, took: hold.resolution, labelsRestored };
    appendCallbackEvent(tx, {
      id: ctx.ids.next(),
      callbackId,
      kind: "hold-reopened",
      by: command.actor.memberId,
      detail: { ...detail, waits },
    });
    appendAuditEvent(tx, {
      id: ctx.ids.next(),
      by: command.actor.memberId,
      action: "hold-reopened",
      subject: hold.id,
      detail: { took: hold.resolution, reason: hold.reason },
    });
    tx.changed({ kind: "hold", id: hold.id }, { kind: "callback", id: callbackId });
    return { ok: true };
  });
}
