import { type AlarmReason, pressesMore } from "@ringback/core/escalation/alarm-reason.ts";
import { firstStepAt, ladderFor } from "@ringback/core/escalation/next-escalation.ts";
import { runEscalationJob } from "#db/jobs.ts";
import { appendCallbackEvent, type StoredCallback } from "#db/stores/callbacks.ts";
import { type RunningAlarm, runningAlarm, startEscalation } from "#db/stores/escalations.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/**
 * Raises an alarm about a callback that is locked. A second reason joins the one that runs, or takes it over where it
 * presses more. The ladder is that of the callback's playbook.
 */
export async function raiseEscalation(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  reason: AlarmReason,
): Promise<void> {
  await raiseBeside(ctx, tx, stored, reason, await runningAlarm(tx, stored.callback.id));
}

/** The same where the alarm that runs is known: no question of its own. Answers the alarm that runs then. */
export async function raiseBeside(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  reason: AlarmReason,
  running: RunningAlarm | null,
): Promise<RunningAlarm> {
  const joins = running !== null && !pressesMore(reason, running.reason);
  const callbackId = stored.callback.id;
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId,
    kind: "escalated",
    by: null,
    detail: { reason, joined: joins },
  });
  if (joins) return running;
  const playbook = await loadPlaybook(tx, stored.playbookVersion);
  const nextAt = firstStepAt(tx.now, ladderFor(reason, playbook.escalation));
  const newId = ctx.ids.next();
  startEscalation(tx, { id: newId, callbackId, reason, nextAt });
  const id = running?.id ?? newId;
  ctx.events.escalationRaised({ accountId: tx.accountId, callbackId, reason, level: 0 });
  tx.enqueue(runEscalationJob(tx.accountId, id, nextAt));
  tx.changed({ kind: "callback", id: callbackId });
  return { id, reason };
}
