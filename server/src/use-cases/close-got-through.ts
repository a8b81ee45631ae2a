import { closedByCall } from "#db/stores/callbacks.ts";
import { appendCallEvent } from "#db/stores/calls.ts";
import type { Transaction } from "#db/transaction.ts";
import { closeItself, reopenItself } from "./close-itself.ts";
import type { Context } from "./context.ts";
import type { JudgedCall } from "./record-call-event.ts";

/**
 * A person answered: the caller's open callback closes itself and says why. It can be reopened. An answer that became known
 * late and lies before the caller's last call closes nothing: that call still waits.
 */
export async function closeGotThrough(
  ctx: Context,
  tx: Transaction,
  { row, around, verdict }: JudgedCall,
): Promise<void> {
  const { answeredBy } = verdict;
  ctx.events.callAnswered({ accountId: tx.accountId, callId: row.id });
  appendCallEvent(tx, {
    id: ctx.ids.next(),
    callId: row.id,
    kind: "answered",
    at: tx.now,
    detail: { memberId: answeredBy?.memberId ?? null, late: verdict.answeredLate },
  });
  const { episode } = around;
  if (!episode?.callback_id || answeredBy === null) return;
  const lastCall = Temporal.Instant.from(episode.last_call_at);
  if (Temporal.Instant.compare(Temporal.Instant.from(answeredBy.at), lastCall) < 0) return;
  await closeItself(ctx, tx, episode.callback_id, {
    because: "caller-got-through",
    by: null,
    detail: { callId: row.id, answeredBy: answeredBy.memberId },
  });
}

/**
 * What looked like an answer was none (accepted, but never connected): the callback that it had closed opens again, and the
 * call belongs to it. Answers its episode; null when there is none, or the caller has a newer matter.
 */
export async function takeBackGotThrough(
  ctx: Context,
  tx: Transaction,
  { row, around }: JudgedCall,
): Promise<{ id: string; callbackId: string } | null> {
  if (around.call?.outcome !== "answered" || row.caller === null) return null;
  const stored = await closedByCall(tx, row.caller, row.id);
  if (stored === null || !(await reopenItself(ctx, tx, stored))) return null;
  return { id: stored.episodeId, callbackId: stored.callback.id };
}
