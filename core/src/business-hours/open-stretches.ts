import { dayMs, minuteMs, type OpenMinutes, type Timetable } from "./timetable.ts";

/** A half-open stretch of real time in which the business is open, in epoch milliseconds. */
export type OpenStretch = readonly [opensMs: number, closesMs: number];

/**
 * The open stretches between two epoch milliseconds, in order, cut to those ends. Stretches do not overlap but may touch
 * (at midnight, at a DST change), so that a business that never closes still gets its stretches one by one.
 *
 * Real time falls into periods of one UTC offset each, from zone transition to zone transition. Within a period local
 * time runs straight, so laying the timetable over each period by itself gives exactly the instants whose wall time is
 * open: a repeated hour is met in both periods, a skipped hour or day in neither.
 */
export function* openStretches(
  timeZone: string,
  timetable: Timetable,
  fromMs: number,
  untilMs: number,
): Generator<OpenStretch, void, undefined> {
  let periodStartMs = fromMs;
  while (periodStartMs < untilMs) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(periodStartMs).toZonedDateTimeISO(timeZone);
    const offsetMs = zoned.offsetNanoseconds / 1_000_000;
    const transitionMs = zoned.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    const periodEndMs = Math.min(transitionMs, untilMs);

    for (let day = Math.floor((periodStartMs + offsetMs) / dayMs); day * dayMs - offsetMs < periodEndMs; day++) {
      for (const piece of timetable.openOn(day)) {
        const stretch = cut(piece, day * dayMs - offsetMs, periodStartMs, periodEndMs);
        if (stretch !== null) yield stretch;
      }
    }
    periodStartMs = periodEndMs;
  }
}

function cut([opens, closes]: OpenMinutes, midnightMs: number, fromMs: number, untilMs: number): OpenStretch | null {
  const opensMs = Math.max(midnightMs + opens * minuteMs, fromMs);
  const closesMs = Math.min(midnightMs + closes * minuteMs, untilMs);
  return opensMs < closesMs ? [opensMs, closesMs] : null;
}
