import { lookAtHold } from "@ringback/core/callbacks/look-at-hold.ts";
import { tellStaffJob, watchHoldJob } from "#db/jobs.ts";
import { appendCallbackEvent, lockCallback } from "#db/stores/callbacks.ts";
import { callbackOfHold, lockHold, noteHoldOverdue } from "#db/stores/holds.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/**
 * Looks at a hold's clock: when nobody decided in time, the person who has what nobody else has is told, once. That is the
 * fallback person of the rules now in force, since they may have changed; without one it is the callback's owner.
 */
export async function watchHold(ctx: Context, job: { accountId: string; holdId: string }): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const callbackId = await callbackOfHold(tx, job.holdId);
    // The callback's lock comes first, as everywhere.
    const stored = callbackId === null ? null : await lockCallback(tx, callbackId);
    const hold = stored === null ? null : await lockHold(tx, job.holdId);
    if (stored === null || hold === null) return;
    const finding = lookAtHold(hold, tx.now);
    if (finding.do === "look-again") tx.enqueue(watchHoldJob(tx.accountId, hold.id, finding.at));
    if (finding.do !== "tell") return;
    const { playbook } = await currentPlaybook(tx);
    const toldId = playbook.ownership.fallbackId ?? stored.callback.ownerId;
    noteHoldOverdue(tx, hold.id);
    appendCallbackEvent(tx, {
      id: ctx.ids.next(),
      callbackId: stored.callback.id,
      kind: "review-overdue",
      by: null,
      detail: { holdId: hold.id, reason: hold.reason, memberIds: [toldId] },
    });
    tx.enqueue(
      tellStaffJob(tx.accountId, {
        callbackId: stored.callback.id,
        memberIds: [toldId],
        about: "review-overdue",
        step: hold.id,
      }),
    );
    tx.changed({ kind: "hold", id: hold.id }, { kind: "callback", id: stored.callback.id });
  });
}
