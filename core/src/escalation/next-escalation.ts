import { addBusinessTime } from "#business-hours/add-business-time.ts";
import type { BusinessCalendar } from "#business-hours/calendar.ts";
import type { EscalationStep, Ladder, Playbook } from "#playbook/playbook.ts";
import type { AlarmReason } from "./alarm-reason.ts";

/** A running alarm: how far up the ladder it is. `level` counts the steps done; `round` the repeats of the whole ladder. */
export interface RunningEscalation {
  readonly level: number;
  readonly round: number;
}

/** The answer always has a time: an alarm ends by a person's acknowledgement or with its callback, by nothing else. */
export type NextEscalation =
  | {
      readonly do: "tell";
      readonly memberIds: readonly string[];
      /** Everybody the ladder could tell wants quiet, and this is an emergency: they are told all the same. */
      readonly throughQuiet: boolean;
      readonly level: number;
      readonly round: number;
      readonly nextAt: Temporal.Instant;
    }
  /** Everybody wants quiet now: the same step again when the first of them does not. */
  | { readonly do: "hold"; readonly nextAt: Temporal.Instant };

export interface People {
  readonly ownerId: string;
  readonly backupId: string | null;
  readonly fallbackId: string | null;
  /** Who is on call now, whose turn it is first; nobody where there is no rotation. */
  readonly onCallIds: readonly string[];
  readonly everyone: readonly string[];
  /** Who wants to hear nothing of this alarm now, and until when (null: nobody knows). */
  readonly quietUntil: { readonly [memberId: string]: Temporal.Instant | null };
}

/** After its repeats an alarm goes on at this pace, until somebody has it in hand. */
export const restingPaceMinutes = 240;

/** The ladder for alarms of this reason. */
export function ladderFor(reason: AlarmReason, escalation: Playbook["escalation"]): Ladder {
  const { byReason, steps, repeatEveryMinutes, repeatTimes, repeatClock } = escalation;
  return byReason[reason] ?? { steps, repeatEveryMinutes, repeatTimes, repeatClock };
}

/**
 * Who is told next, and when to look again. A step skips who is quiet now; one that would then tell nobody is passed over
 * and the next is told at once. One whose person is not there (no backup, nobody on call) tells the fallback, else
 * everyone. Where all are quiet, an emergency is told through it, and anything else waits for the first who is not.
 * A repeat passes over what is told once. `hours` are for a ladder that rests while the business is closed.
 */
export function nextEscalation(
  alarm: RunningEscalation,
  reason: AlarmReason,
  ladder: Ladder,
  people: People,
  now: Temporal.Instant,
  hours: BusinessCalendar,
): NextEscalation {
  const steps = stepsOfRound(ladder, alarm.round);
  const from = alarm.level < steps.length ? alarm.level : 0;
  for (let index = from; index < steps.length; index += 1) {
    const memberIds = recipients(steps[index], people).filter((id) => !isQuiet(id, people));
    if (memberIds.length > 0) return tell(memberIds, index, false);
  }
  const awake = people.everyone.filter((id) => !isQuiet(id, people));
  if (awake.length > 0) return tell(awake, steps.length - 1, false);
  if (reason === "emergency") return tell(recipients(steps[from], people), from, true);
  return { do: "hold", nextAt: firstAwake(ladder, people, now) };

  function tell(memberIds: readonly string[], index: number, throughQuiet: boolean): NextEscalation {
    const following = steps[index + 1];
    return {
      do: "tell",
      memberIds,
      throughQuiet,
      level: following ? index + 1 : 0,
      round: following ? alarm.round : alarm.round + 1,
      nextAt: following ? now.add({ minutes: following.afterMinutes }) : nextRoundAt(alarm.round, ladder, hours, now),
    };
  }
}

/** The steps of a round: a repeat has none that is told once. One that would have none at all is repeated whole. */
export function stepsOfRound({ steps }: Ladder, round: number): readonly EscalationStep[] {
  const repeated = steps.filter((step) => step.once !== true);
  return round === 0 || repeated.length === 0 ? steps : repeated;
}

function nextRoundAt(
  round: number,
  { repeatTimes, repeatEveryMinutes, repeatClock }: Ladder,
  hours: BusinessCalendar,
  now: Temporal.Instant,
): Temporal.Instant {
  const minutes = round < repeatTimes ? repeatEveryMinutes : restingPaceMinutes;
  const open = repeatClock === "open" ? addBusinessTime(hours, now, minutes) : null;
  // A business that never opens again still has its callers.
  return open?.ok ? open.due : now.add({ minutes });
}

/** When the first step is due after the alarm is raised. */
export function firstStepAt(raisedAt: Temporal.Instant, { steps }: Ladder): Temporal.Instant {
  return raisedAt.add({ minutes: steps[0]?.afterMinutes ?? 0 });
}

function isQuiet(memberId: string, { quietUntil }: People): boolean {
  return quietUntil[memberId] !== undefined;
}

function firstAwake(ladder: Ladder, people: People, now: Temporal.Instant): Temporal.Instant {
  const latest = now.add({ minutes: restingPaceMinutes });
  const ends = Object.values(people.quietUntil).filter((until) => until !== null);
  const first = ends.reduce((one, other) => (Temporal.Instant.compare(other, one) < 0 ? other : one), latest);
  // One whose end is not told right would otherwise be asked without a pause.
  const soonest = now.add({ minutes: Math.max(1, Math.min(ladder.repeatEveryMinutes, 5)) });
  return Temporal.Instant.compare(first, soonest) < 0 ? soonest : first;
}

function recipients(step: EscalationStep | undefined, people: People): readonly string[] {
  const present = (id: string | null): id is string => id !== null && people.everyone.includes(id);
  const chosen = step === undefined ? null : chosenBy(step, people);
  if (present(chosen)) return [chosen];
  const { fallbackId } = people;
  const stepsIn = step !== undefined && step.tell !== "everyone" && fallbackId !== people.ownerId;
  return stepsIn && present(fallbackId) ? [fallbackId] : people.everyone;
}

function chosenBy(step: EscalationStep, people: People): string | null {
  switch (step.tell) {
    case "owner":
      return people.ownerId;
    case "backup":
      return people.backupId;
    case "on-call":
      // The next in turn stands in for one who has left or wants quiet.
      return people.onCallIds.find((id) => people.everyone.includes(id) && !isQuiet(id, people)) ?? null;
    case "member":
      return step.memberId ?? null;
    case "everyone":
      return null;
  }
}
