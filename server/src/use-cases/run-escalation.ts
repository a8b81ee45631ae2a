import { nextEscalation } from "@ringback/core/escalation/next-escalation.ts";
import { runEscalationJob, tellStaffJob } from "#db/jobs.ts";
import { appendCallbackEvent, lockCallback } from "#db/stores/callbacks.ts";
import { callbackOfEscalation, climbEscalation, lockEscalation } from "#db/stores/escalations.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { memberIds } from "#db/stores/team.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/**
 * Climbs one step of an alarm's ladder, if its time has come and nobody has acknowledged it. Run twice, it climbs once:
 * the step's own time is the guard.
 */
export async function runEscalation(ctx: Context, job: { accountId: string; escalationId: string }): Promise<void> {
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    // The callback's lock comes first, as everywhere: whoever closes it or takes the alarm in hand holds it too.
    const callbackId = await callbackOfEscalation(tx, job.escalationId);
    const stored = callbackId === null ? null : await lockCallback(tx, callbackId);
    if (stored === null || stored.callback.state === "closed") return;
    const found = await lockEscalation(tx, job.escalationId);
    if (found === null || found.acknowledged_at !== null || found.ended_at !== null || found.next_at === null) return;
    if (Temporal.Instant.compare(tx.now, found.next_at) < 0) {
      tx.enqueue(runEscalationJob(tx.accountId, found.id, found.next_at));
      return;
    }
    const playbook = await loadPlaybook(tx, stored.playbookVersion);
    const people = {
      ownerId: stored.callback.ownerId,
      backupId: stored.callback.backupId,
      fallbackId: playbook.ownership.fallbackId,
      everyone: await memberIds(tx),
    };
    const next = nextEscalation(found, playbook.escalation, people, tx.now);
    if (next.do === "wait") {
      climbEscalation(tx, found.id, { level: found.level, round: found.round, nextAt: null, told: [] });
      return;
    }
    climbEscalation(tx, found.id, { level: next.level, round: next.round, nextAt: next.nextAt, told: next.memberIds });
    appendCallbackEvent(tx, {
      id: ctx.ids.next(),
      callbackId: found.callback_id,
      kind: "told",
      by: null,
      detail: { memberIds: next.memberIds, reason: found.reason, round: next.round },
    });
    tx.enqueue(
      tellStaffJob(tx.accountId, {
        callbackId: found.callback_id,
        memberIds: next.memberIds,
        about: "escalation",
        escalationId: found.id,
        step: `${found.round}.${found.level}`,
      }),
    );
    if (next.nextAt) tx.enqueue(runEscalationJob(tx.accountId, found.id, next.nextAt));
    tx.changed({ kind: "callback", id: found.callback_id });
  });
}
