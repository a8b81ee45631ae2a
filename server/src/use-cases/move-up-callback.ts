import { priorityOf } from "@ringback/core/callbacks/list-order.ts";
import type { Urgency } from "@ringback/core/classification/assessment.ts";
import { watchCallbackJob } from "#db/jobs.ts";
import { appendCallbackEvent, lockCallback, noteNoText, relabelCallback } from "#db/stores/callbacks.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { promiseAnew } from "./promise-callback.ts";

const known: readonly Urgency[] = ["emergency", "high", "normal", "low"];

/**
 * The caller got no text after all (the law said no when it was to leave, the carrier refused it, it waits for the morning):
 * the callback has the shorter target of those who get none. A promise is never put off by it. Twice does no more than once.
 */
export async function moveUpCallback(ctx: Context, job: { accountId: string; callbackId: string }): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const stored = await lockCallback(tx, job.callbackId);
    if (stored === null || stored.callback.state === "closed" || !stored.mayText) return;
    const { id, dueAt, state } = stored.callback;
    const urgency = known.find((one) => one === stored.urgency) ?? "unknown";
    const labels = { urgency, intent: stored.intent };
    const due = await promiseAnew(ctx, tx, { ...stored, mayText: false }, labels, "rule");
    noteNoText(tx, id);
    relabelCallback(tx, {
      id,
      ...labels,
      lane: stored.lane,
      priority: priorityOf(urgency, stored.lane),
      ...due,
    });
    const isNearer = Temporal.Instant.compare(due.dueAt, dueAt) < 0;
    if (isNearer) {
      appendCallbackEvent(tx, {
        id: ctx.ids.next(),
        callbackId: id,
        kind: "moved-up",
        by: null,
        detail: { dueAt: due.dueAt.toString() },
      });
      if (state !== "snoozed") tx.enqueue(watchCallbackJob(tx.accountId, id, due.warnAt));
    }
    tx.changed({ kind: "callback", id });
  });
}
