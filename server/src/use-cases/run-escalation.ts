import { decideEscalation, escalationRulesVersion } from "@ringback/core/escalation/decide-escalation.ts";
import { lookAtHand } from "@ringback/core/escalation/hand-limit.ts";
import { firstStepAt, ladderFor } from "@ringback/core/escalation/next-escalation.ts";
import { runEscalationJob, tellStaffJob } from "#db/jobs.ts";
import { appendCallbackEvent, lockCallback, type StoredCallback } from "#db/stores/callbacks.ts";
import { keepDecision } from "#db/stores/decisions.ts";
import {
  callbackOfEscalation,
  climbEscalation,
  lastActOn,
  lockEscalation,
  runEscalationAgain,
  type StoredEscalation,
  settleHand,
} from "#db/stores/escalations.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { alarmPeople } from "./alarm-people.ts";
import type { Context } from "./context.ts";

/**
 * Climbs one step of an alarm's ladder, if its time has come and nobody has acknowledged it; looks at one in somebody's
 * hands whether they have tried. Run twice, it does each once: the step's own time is the guard.
 */
export async function runEscalation(ctx: Context, job: { accountId: string; escalationId: string }): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    // The callback's lock comes first, as everywhere: whoever closes it or takes the alarm in hand holds it too.
    const callbackId = await callbackOfEscalation(tx, job.escalationId);
    const stored = callbackId === null ? null : await lockCallback(tx, callbackId);
    if (stored === null || stored.callback.state === "closed") return;
    const found = await lockEscalation(tx, job.escalationId);
    if (found === null || found.ended_at !== null) return;
    if (found.acknowledged_at !== null) return await watchHand(ctx, tx, stored, found, found.acknowledged_at);
    if (found.next_at !== null && Temporal.Instant.compare(tx.now, found.next_at) < 0) {
      tx.enqueue(runEscalationJob(tx.accountId, found.id, found.next_at));
      return;
    }
    await climb(ctx, tx, stored, found);
  });
}

async function climb(ctx: Context, tx: Transaction, stored: StoredCallback, found: StoredEscalation): Promise<void> {
  const { id, callback_id: callbackId, reason, level, round } = found;
  const { playbookVersion } = stored;
  const playbook = await loadPlaybook(tx, playbookVersion);
  const people = await alarmPeople(tx, stored.callback, playbook.ownership.fallbackId, reason);
  const inputs = { reason, level, round, people, now: tx.now };
  const next = decideEscalation(inputs, playbook);
  keepDecision(tx, {
    id: ctx.ids.next(),
    kind: "escalation",
    subjectId: callbackId,
    playbookVersion,
    rulesVersion: escalationRulesVersion,
    inputs,
    outcome: next,
    rules: [next.do === "hold" ? "all-quiet" : next.throughQuiet ? "through-quiet" : `step-${level + 1}`],
  });
  tx.enqueue(runEscalationJob(tx.accountId, id, next.nextAt));
  if (next.do === "hold") {
    climbEscalation(tx, id, { level, round, nextAt: next.nextAt, told: [] });
    return;
  }
  const { memberIds, nextAt } = next;
  climbEscalation(tx, id, { level: next.level, round: next.round, nextAt, told: memberIds });
  const detail = { memberIds, reason, round: next.round };
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId, kind: "told", by: null, detail });
  const step = `${round}.${level}.${found.times_run_again}`;
  tx.enqueue(tellStaffJob(tx.accountId, { callbackId, memberIds, about: "escalation", escalationId: id, step }));
  tx.changed({ kind: "callback", id: callbackId });
}

async function watchHand(
  ctx: Context,
  tx: Transaction,
  stored: StoredCallback,
  found: StoredEscalation,
  acknowledgedAt: Temporal.Instant,
): Promise<void> {
  if (found.hand_until === null) return;
  const { escalation } = await loadPlaybook(tx, stored.playbookVersion);
  const lastActAt = await lastActOn(tx, found.callback_id);
  const finding = lookAtHand({ acknowledgedAt, lastActAt }, escalation.handMinutes, tx.now);
  if (finding.do === "look-again") {
    tx.enqueue(runEscalationJob(tx.accountId, found.id, finding.at));
    return;
  }
  // Put off, it is no longer in anybody's hands; its end raises the alarm anew.
  if (finding.do === "nothing" || stored.callback.state === "snoozed") return settleHand(tx, found.id);
  const nextAt = firstStepAt(tx.now, ladderFor(found.reason, escalation));
  if (!(await runEscalationAgain(tx, found.id, nextAt))) return;
  const { id, callback_id: callbackId, reason } = found;
  const detail = { reason, acknowledgedBy: found.acknowledged_by, handMinutes: escalation.handMinutes };
  appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId, kind: "alarm-runs-again", by: null, detail });
  tx.enqueue(runEscalationJob(tx.accountId, id, nextAt));
  tx.changed({ kind: "callback", id: callbackId });
}
