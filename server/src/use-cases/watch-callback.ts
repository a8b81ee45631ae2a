import { wakeCallback } from "@ringback/core/callbacks/snooze-callback.ts";
import { watchCallback as lookAtClock } from "@ringback/core/callbacks/watch-callback.ts";
import { reasonWhenOverdue } from "@ringback/core/escalation/alarm-reason.ts";
import { tellStaffJob, watchCallbackJob } from "#db/jobs.ts";
import { appendCallbackEvent, keepBreachReason, lockCallback, saveCallback } from "#db/stores/callbacks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { applyEffects } from "./apply-effects.ts";
import type { Context } from "./context.ts";
import { explainBreach } from "./explain-breach.ts";
import { keepPause } from "./promise-callback.ts";
import { raiseEscalation } from "./raise-escalation.ts";

/** Looks at a callback's clock: wakes it, warns before the breach, escalates after it. Late or twice, it does each once. */
export async function watchCallback(
  ctx: Context,
  job: { accountId: string; callbackId: string; because?: string },
): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const stored = await lockCallback(tx, job.callbackId);
    if (stored === null) return;
    const { callback } = stored;
    if (job.because === "called-again" && callback.state === "snoozed")
      return await wake(ctx, tx, stored, "called-again");
    const finding = lookAtClock(callback, tx.now);
    switch (finding.do) {
      case "nothing":
        return;
      case "look-again":
        tx.enqueue(watchCallbackJob(tx.accountId, callback.id, finding.at));
        return;
      case "wake":
        return await wake(ctx, tx, stored, "time-has-come");
      case "warn":
        saveCallback(tx, { ...callback, warnedAt: tx.now }, "marks");
        appendCallbackEvent(tx, {
          id: ctx.ids.next(),
          callbackId: callback.id,
          kind: "warned",
          by: null,
          detail: { ownerId: callback.ownerId },
        });
        tx.enqueue(
          tellStaffJob(tx.accountId, {
            callbackId: callback.id,
            memberIds: [callback.ownerId],
            about: "about-to-breach",
          }),
          watchCallbackJob(tx.accountId, callback.id, finding.lookAgainAt),
        );
        break;
      case "breach": {
        const reason = await explainBreach(tx, stored);
        saveCallback(tx, { ...callback, breachedAt: tx.now, version: callback.version + 1 }, "marks");
        appendCallbackEvent(tx, {
          id: ctx.ids.next(),
          callbackId: callback.id,
          kind: "breached",
          by: null,
          detail: { dueAt: callback.dueAt.toString(), reason },
        });
        keepBreachReason(tx, callback.id, { reason, note: null, by: null });
        await raiseEscalation(ctx, tx, stored, reasonWhenOverdue(stored.urgency));
        break;
      }
    }
    tx.changed({ kind: "callback", id: callback.id });
  });
}

async function wake(
  ctx: Context,
  tx: Transaction,
  stored: NonNullable<Awaited<ReturnType<typeof lockCallback>>>,
  because: string,
): Promise<void> {
  const decision = wakeCallback(stored.callback, null, tx.now);
  if (!decision.ok) return;
  saveCallback(tx, await keepPause(ctx, tx, stored, decision.state));
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: stored.callback.id,
    kind: "woken",
    by: null,
    detail: { because },
  });
  await applyEffects(ctx, tx, stored, decision.effects);
  tx.changed({ kind: "callback", id: stored.callback.id });
}
