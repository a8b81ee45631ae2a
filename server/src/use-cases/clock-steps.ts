// What a person does about a promise that broke: says why, and gives an alarm on.
import type { BreachReason } from "@ringback/core/callbacks/breach-reason.ts";
import { ladderFor, stepsOfRound } from "@ringback/core/escalation/next-escalation.ts";
import { runEscalationJob, tellStaffJob } from "#db/jobs.ts";
import { keepBreachReason } from "#db/stores/callbacks.ts";
import { handOnEscalation, liveEscalation } from "#db/stores/escalations.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { memberIds } from "#db/stores/team.ts";
import type { CallbackStep } from "./callback-step.ts";

/** Says why a callback was late; the rule's own answer is replaced, and stays in the history. */
export function explainLatenessStep(asked: {
  readonly reason: BreachReason;
  readonly note?: string | undefined;
}): CallbackStep {
  const { reason, note = null } = asked;
  return {
    kind: "late-explained",
    detail: { reason, note },
    undo: null,
    rule: ({ callback }, { actor }) => {
      if (actor.role === "viewer") return { ok: false, refusal: "not-allowed" };
      if (callback.breachedAt === null) return { ok: false, refusal: "not-late" };
      if (reason === "other" && (note ?? "") === "") return { ok: false, refusal: "reason-missing" };
      return { ok: true, state: { ...callback, version: callback.version + 1 }, effects: [] };
    },
    also: ({ callback }, _after, { tx, actor }) => {
      keepBreachReason(tx, callback.id, { reason, note, by: actor.memberId });
      return false;
    },
  };
}

/** Gives an alarm on, running or in hand: that person is told at once, and without an answer it climbs on from there. */
export function handOnStep({ memberId }: { readonly memberId: string }): CallbackStep {
  return {
    kind: "alarm-handed-on",
    detail: { memberId },
    undo: null,
    rule: async ({ callback }, { actor, tx }) => {
      if (actor.role === "viewer") return { ok: false, refusal: "not-allowed" };
      if (callback.state === "closed") return { ok: false, refusal: "already-closed" };
      if (!(await memberIds(tx)).includes(memberId)) return { ok: false, refusal: "no-such-person" };
      if ((await liveEscalation(tx, callback.id)) === null) return { ok: false, refusal: "no-running-alarm" };
      return { ok: true, state: { ...callback, version: callback.version + 1 }, effects: [] };
    },
    also: async ({ callback, playbookVersion }, _after, { tx, attemptId }) => {
      const alarm = await liveEscalation(tx, callback.id);
      if (alarm === null) return false;
      const ladder = ladderFor(alarm.reason, (await loadPlaybook(tx, playbookVersion)).escalation);
      const step = stepsOfRound(ladder, alarm.round)[alarm.level];
      const nextAt = tx.now.add({ minutes: Math.max(1, step?.afterMinutes ?? ladder.repeatEveryMinutes) });
      handOnEscalation(tx, alarm.id, memberId, nextAt);
      tx.enqueue(
        tellStaffJob(tx.accountId, {
          callbackId: callback.id,
          memberIds: [memberId],
          about: "escalation",
          escalationId: alarm.id,
          step: `to.${attemptId}`,
        }),
        runEscalationJob(tx.accountId, alarm.id, nextAt),
      );
      return false;
    },
  };
}
