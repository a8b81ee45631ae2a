import type { Playbook } from "#playbook/playbook.ts";

/** A running alarm: how far up the ladder it is. `level` counts the steps done; `round` the repeats of the whole ladder. */
export interface RunningEscalation {
  readonly level: number;
  readonly round: number;
}

export type NextEscalation =
  | {
      readonly do: "tell";
      readonly memberIds: readonly string[];
      readonly level: number;
      readonly round: number;
      readonly nextAt: Temporal.Instant | null;
    }
  /** The ladder is through and its repeats too; the alarm stays on the screen until a person acknowledges it. */
  | { readonly do: "wait" };

export interface People {
  readonly ownerId: string;
  readonly backupId: string | null;
  readonly fallbackId: string | null;
  readonly everyone: readonly string[];
}

/**
 * Who is told next, and when to look again. The ladder ends only with a person's acknowledgement, so after its last step
 * it repeats as the playbook says. A step that would tell nobody (no backup) tells everyone instead of being skipped.
 */
export function nextEscalation(
  alarm: RunningEscalation,
  { steps, repeatEveryMinutes, repeatTimes }: Playbook["escalation"],
  people: People,
  now: Temporal.Instant,
): NextEscalation {
  const step = steps[alarm.level];
  if (step === undefined) return { do: "wait" };
  const memberIds = recipients(step, people);
  const following = steps[alarm.level + 1];
  if (following)
    return {
      do: "tell",
      memberIds,
      level: alarm.level + 1,
      round: alarm.round,
      nextAt: now.add({ minutes: following.afterMinutes }),
    };
  const repeats = alarm.round < repeatTimes;
  return {
    do: "tell",
    memberIds,
    level: repeats ? 0 : steps.length,
    round: repeats ? alarm.round + 1 : alarm.round,
    nextAt: repeats ? now.add({ minutes: repeatEveryMinutes }) : null,
  };
}

/** When the first step is due after the alarm is raised. */
export function firstStepAt(raisedAt: Temporal.Instant, { steps }: Playbook["escalation"]): Temporal.Instant {
  return raisedAt.add({ minutes: steps[0]?.afterMinutes ?? 0 });
}

function recipients(step: Playbook["escalation"]["steps"][number], people: People): readonly string[] {
  const chosen =
    step.tell === "owner"
      ? people.ownerId
      : step.tell === "backup"
        ? people.backupId
        : step.tell === "member"
          ? (step.memberId ?? null)
          : null;
  if (chosen !== null && people.everyone.includes(chosen)) return [chosen];
  const fallback =
    step.tell !== "everyone" &&
    people.fallbackId !== null &&
    people.everyone.includes(people.fallbackId) &&
    people.fallbackId !== people.ownerId;
  return fallback && people.fallbackId !== null ? [people.fallbackId] : people.everyone;
}
