import type { ClockTimes, RunningClock } from "./sla.ts";

export interface RenewedPromise extends ClockTimes {
  readonly clock: RunningClock;
  readonly warnedAt: Temporal.Instant | null;
  /** The promise in force stands. */
  readonly kept: boolean;
}

/**
 * The promise after labels changed and the clock was worked out anew from the call. By rule or model it only comes nearer:
 * what was promised is never put off. A person who corrects a label may put it off too, unless it is broken already; the
 * owner is then warned anew.
 */
export function renewPromise(
  promised: ClockTimes & {
    readonly warnedAt: Temporal.Instant | null;
    readonly breachedAt: Temporal.Instant | null;
    readonly clock: RunningClock;
  },
  anew: ClockTimes & RunningClock,
  by: "rule" | "person",
  now: Temporal.Instant,
): RenewedPromise {
  const { dueAt, warnAt, warnedAt, clock } = promised;
  const order = Temporal.Instant.compare(anew.dueAt, dueAt);
  const mayPutOff = by === "person" && promised.breachedAt === null;
  if (order === 0 || (order > 0 && !mayPutOff)) return { dueAt, warnAt, warnedAt, clock, kept: true };
  const { targetMinutes, aroundTheClock, pauses } = anew;
  const warnsAgain = order > 0 && Temporal.Instant.compare(anew.warnAt, now) > 0;
  return {
    dueAt: anew.dueAt,
    warnAt: anew.warnAt,
    warnedAt: warnsAgain ? null : warnedAt,
    clock: { targetMinutes, aroundTheClock, pauses },
    kept: false,
  };
}
