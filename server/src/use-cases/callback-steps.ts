// The actions a person has on a callback, as data: one on a case and many at once share them.
import { claimCallback, releaseCallback } from "@ringback/core/callbacks/claim-callback.ts";
import { closeCallback, type ReachedHow, reopenCallback } from "@ringback/core/callbacks/close-callback.ts";
import { reassignCallback } from "@ringback/core/callbacks/reassign-callback.ts";
import { type AttemptResult, recordAttempt } from "@ringback/core/callbacks/record-attempt.ts";
import { type SnoozeCause, snoozeCallback, wakeCallback } from "@ringback/core/callbacks/snooze-callback.ts";
import { keepAttempt, lastOwnCall, tellAttempt } from "#db/stores/attempts.ts";
import { hasNewerEpisode, lockCallerOf } from "#db/stores/episodes.ts";
import { acknowledgeEscalation, runningEscalation } from "#db/stores/escalations.ts";
import { hasTriesLeft } from "#db/stores/next-tries.ts";
import { keepOwnerCorrection } from "#db/stores/owner-corrections.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { memberIds, shareTeam } from "#db/stores/team.ts";
import type { CallbackStep } from "./callback-step.ts";

export const claimStep: CallbackStep = {
  kind: "claimed",
  detail: {},
  undo: "claim",
  rule: ({ callback }, { actor }) => claimCallback(callback, actor),
};

export const releaseStep: CallbackStep = {
  kind: "released",
  detail: {},
  undo: "release",
  rule: ({ callback }, { actor }) => releaseCallback(callback, actor),
};

export interface SnoozeAsked {
  readonly until: Temporal.Instant;
  readonly reason: string;
  readonly cause?: SnoozeCause | undefined;
}

export function snoozeStep(asked: SnoozeAsked): CallbackStep {
  return {
    kind: "snoozed",
    detail: { until: asked.until.toString(), reason: asked.reason, cause: asked.cause ?? "other" },
    undo: "snooze",
    rule: async ({ callback, playbookVersion }, { actor, tx }) => {
      const { sla } = await loadPlaybook(tx, playbookVersion);
      return snoozeCallback(callback, asked, actor, tx.now, sla.snoozeDays);
    },
  };
}

export const unsnoozeStep: CallbackStep = {
  kind: "woken",
  detail: { because: "by-hand" },
  undo: "unsnooze",
  rule: ({ callback }, { actor, tx }) => wakeCallback(callback, actor, tx.now),
};

export function reassignStep(asked: {
  readonly ownerId: string;
  readonly cause: string;
  readonly note?: string | undefined;
}): CallbackStep {
  const { ownerId, cause, note = null } = asked;
  return {
    kind: "reassigned",
    detail: { ownerId, cause, note },
    undo: "reassign",
    // Whoever leaves at this moment is not chosen any more, or hands this over as well.
    first: shareTeam,
    rule: async ({ callback }, { actor, tx }) =>
      reassignCallback(callback, ownerId, new Set(await memberIds(tx)), actor),
    also: ({ callback }, _after, { tx, actor, attemptId }) => {
      const [from, to, by] = [callback.ownerId, ownerId, actor.memberId];
      keepOwnerCorrection(tx, { id: attemptId, callbackId: callback.id, kind: "moved", from, to, cause, by });
      return false;
    },
  };
}

export interface CloseAsked {
  readonly disposition: string;
  readonly note?: string | undefined;
  readonly how?: ReachedHow | undefined;
}

export function closeStep(asked: CloseAsked): CallbackStep {
  const { disposition, note = null, how } = asked;
  return {
    kind: "closed",
    detail: { disposition, note, ...(how === undefined ? {} : { how }) },
    undo: "close",
    rule: async ({ callback, playbookVersion }, { actor, tx }) => {
      const { dispositions, retries } = await loadPlaybook(tx, playbookVersion);
      const triesLeft = disposition === retries.finalDisposition && (await hasTriesLeft(tx, callback.id));
      return closeCallback(callback, disposition, dispositions, actor, tx.now, { how: how ?? null, triesLeft });
    },
    also: (stored, after, { tx, actor, doneAt, attemptId }) => {
      if (disposition === "duplicate")
        keepOwnerCorrection(tx, {
          id: attemptId,
          callbackId: stored.callback.id,
          kind: "duplicate",
          from: stored.callback.ownerId,
          to: null,
          cause: "closed-as-duplicate",
          by: actor.memberId,
        });
      if (how === undefined || after.attemptCount === stored.callback.attemptCount) return false;
      const channel = how === "texted" ? "text" : how === "emailed" ? "email" : "call";
      keepAttempt(tx, {
        id: attemptId,
        callbackId: stored.callback.id,
        by: actor.memberId,
        channel,
        result: "reached",
        providerCallId: null,
        note: how === "in-person" ? "In person" : null,
        at: doneAt,
      });
      return true;
    },
  };
}

export const reopenStep: CallbackStep = {
  kind: "reopened",
  detail: {},
  undo: null,
  rule: async ({ callback, caller, episodeId }, { actor, tx }) =>
    reopenCallback(callback, actor, await hasNewerEpisode(tx, caller, episodeId), tx.now),
  first: lockCallerOf,
};

/** For so long what a person says of a call is taken to be about their last one through us. */
const tellMinutes = 15;

/**
 * An attempt made outside or, right after a call through us, how that one went: the provider only sees that something picked
 * up, and a machine may have. Then nothing is counted a second time, and nothing is there to take back.
 */
export function attemptStep(asked: {
  readonly channel: "call" | "text" | "email";
  readonly result: AttemptResult;
  readonly note?: string | undefined;
}): CallbackStep {
  const { channel, result, note = null } = asked;
  let told: string | null = null;
  return {
    kind: "attempted",
    detail: { channel, result, note },
    undo: "record-attempt",
    rule: async ({ callback }, { actor, tx, doneAt }) => {
      const counted = recordAttempt(callback, actor);
      if (!counted.ok || channel !== "call") return counted;
      const since = doneAt.subtract({ minutes: tellMinutes });
      told = (await lastOwnCall(tx, callback.id, actor.memberId, since))?.id ?? null;
      return told === null ? counted : { ...counted, state: { ...counted.state, attemptCount: callback.attemptCount } };
    },
    also: ({ callback }, _after, { tx, actor, doneAt, attemptId }) => {
      if (told !== null) {
        tellAttempt(tx, told, result, note);
        return "told";
      }
      const attempt = { callbackId: callback.id, by: actor.memberId, channel, result, providerCallId: null, note };
      keepAttempt(tx, { ...attempt, id: attemptId, at: doneAt });
      return true;
    },
  };
}

/** Takes the running alarm in hand: the ladder stops. The clock and the callback go on. */
export const acknowledgeStep: CallbackStep = {
  kind: "alarm-acknowledged",
  detail: {},
  undo: null,
  rule: async ({ callback }, { actor, tx }) => {
    if (actor.role === "viewer") return { ok: false, refusal: "not-allowed" };
    const alarm = await runningEscalation(tx, callback.id);
    if (alarm === null) return { ok: false, refusal: "no-running-alarm" };
    acknowledgeEscalation(tx, alarm.id, actor.memberId);
    return { ok: true, state: { ...callback, version: callback.version + 1 }, effects: [] };
  },
};
