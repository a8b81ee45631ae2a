import type { AlarmReason } from "@ringback/core/escalation/alarm-reason.ts";
import { firstStepAt, ladderFor } from "@ringback/core/escalation/next-escalation.ts";
import { runEscalationJob } from "#db/jobs.ts";
import { appendCallbackEvent, type StoredCallback } from "#db/stores/callbacks.ts";
import { startEscalation } from "#db/stores/escalations.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import type { Transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/**
 * Raises an alarm about a callback. A second reason joins the one that runs, or takes it over where it presses more. The
 * ladder is that of the callback's playbook.
 */
export async function raiseEscalation(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  reason: AlarmReason,
): Promise<void> {
  const playbook = await loadPlaybook(tx, stored.playbookVersion);
  const nextAt = firstStepAt(tx.now, ladderFor(reason, playbook.escalation));
  const alarm = { id: ctx.ids.next(), callbackId: stored.callback.id, reason, nextAt };
  const started = await startEscalation(tx, alarm);
  appendCallbackEvent(tx, {
    id: ctx.ids.next(),
    callbackId: stored.callback.id,
    kind: "escalated",
    by: null,
    detail: { reason, joined: started === null },
  });
  if (started === null) return;
  ctx.events.escalationRaised({ accountId: tx.accountId, callbackId: stored.callback.id, reason, level: 0 });
  tx.enqueue(runEscalationJob(tx.accountId, started.id, nextAt));
  tx.changed({ kind: "callback", id: stored.callback.id });
}
