import { addBusinessTime } from "#business-hours/add-business-time.ts";
import { businessMinutesBetween } from "#business-hours/business-minutes-between.ts";
import { minuteMs } from "#business-hours/timetable.ts";
import type { Playbook } from "#playbook/playbook.ts";
import { chooseTarget, type PromisedAbout } from "./target.ts";

/** A time in which the clock stands, because the caller wished to be called later. Pauses do not overlap. */
export interface Pause {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** The clock a callback runs by: how long, counted how, with which pauses. */
export interface RunningClock {
  readonly targetMinutes: number;
  /** Every minute counts, not only those in which the business is open. */
  readonly aroundTheClock: boolean;
  readonly pauses: readonly Pause[];
}

export interface ClockTimes {
  readonly dueAt: Temporal.Instant;
  /** When the owner is warned that the promise is about to break. */
  readonly warnAt: Temporal.Instant;
}

export interface CallbackClock extends RunningClock, ClockTimes {
  /** The rows of the targets that decided. */
  readonly rules: readonly string[];
}

/**
 * When a callback is due. The clock starts at the call and counts open minutes of the business, or every minute where the
 * target says so. Where no text may go the target is the shorter one: the callback moves up instead.
 */
export function callbackClock(
  startedAt: Temporal.Instant,
  about: PromisedAbout,
  playbook: Pick<Playbook, "sla" | "hours">,
  pauses: readonly Pause[] = [],
): CallbackClock {
  const { minutes: targetMinutes, aroundTheClock, rules } = chooseTarget(about, playbook.sla);
  const clock = { targetMinutes, aroundTheClock, pauses };
  return { ...clock, ...clockTimes(startedAt, clock, playbook), rules };
}

/**
 * When a running clock warns and is due: the earliest instants by which so many counted minutes have passed outside its
 * pauses. A pause that begins when the time is up already moves nothing; of one, whole minutes count.
 */
export function clockTimes(
  startedAt: Temporal.Instant,
  { targetMinutes, aroundTheClock, pauses }: RunningClock,
  { sla, hours }: Pick<Playbook, "sla" | "hours">,
): ClockTimes {
  let paused = 0;
  let dueAt = runOut(targetMinutes);
  for (const { from, until } of pauses) {
    if (Temporal.Instant.compare(from, dueAt) >= 0) break;
    paused += counted(from, until);
    dueAt = runOut(targetMinutes + Math.floor(paused));
  }
  // Never earlier than half-way: a five-minute target with a five-minute warning would warn at the call itself.
  const warnMinutes = targetMinutes - Math.min(sla.warnBeforeMinutes, Math.floor(targetMinutes / 2));
  return { dueAt, warnAt: runOut(warnMinutes + Math.floor(paused)) };

  function runOut(minutes: number): Temporal.Instant {
    if (aroundTheClock) return startedAt.add({ minutes });
    const added = addBusinessTime(hours, startedAt, minutes);
    // A playbook that never opens is refused when it is saved; if one got here, the caller is due at once, not never.
    return added.ok ? added.due : startedAt;
  }

  function counted(from: Temporal.Instant, until: Temporal.Instant): number {
    const start = Temporal.Instant.compare(from, startedAt) < 0 ? startedAt : from;
    if (Temporal.Instant.compare(until, start) <= 0) return 0;
    return aroundTheClock
      ? (until.epochMilliseconds - start.epochMilliseconds) / minuteMs
      : businessMinutesBetween(hours, start, until);
  }
}
