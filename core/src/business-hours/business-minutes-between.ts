import type { BusinessCalendar } from "./calendar.ts";
import { openStretches } from "./open-stretches.ts";
import { minuteMs, timetableOf } from "./timetable.ts";

/**
 * The real open minutes from `from` to `to`, with their fraction, exact to the millisecond; negative when `to` is the
 * earlier one. The inverse of `addBusinessTime`: from a start to its due instant it is the minutes that were added.
 */
export function businessMinutesBetween(
  calendar: BusinessCalendar,
  from: Temporal.Instant,
  to: Temporal.Instant,
): number {
  const [earlierMs, laterMs, sign] =
    from.epochMilliseconds <= to.epochMilliseconds
      ? [from.epochMilliseconds, to.epochMilliseconds, 1]
      : [to.epochMilliseconds, from.epochMilliseconds, -1];

  let openMs = 0;
  for (const [opensMs, closesMs] of openStretches(calendar.timeZone, timetableOf(calendar), earlierMs, laterMs)) {
    openMs += closesMs - opensMs;
  }
  return openMs === 0 ? 0 : (sign * openMs) / minuteMs;
}
