import type { BusinessCalendar } from "./calendar.ts";
import { horizonMs, ordinaryFromMs } from "./horizon.ts";
import { openStretches } from "./open-stretches.ts";
import { timetableOf } from "./timetable.ts";

/**
 * The earliest open instant at or after this one: `instant` itself while the business is open, else its next opening.
 * Null when it does not open any more (not within a hundred years).
 */
export function nextOpening(calendar: BusinessCalendar, instant: Temporal.Instant): Temporal.Instant | null {
  const timetable = timetableOf(calendar);
  const fromMs = instant.epochMilliseconds;
  const endMs = timetable.weeklyNeverOpens ? ordinaryFromMs(timetable) : Number.POSITIVE_INFINITY;
  const searchUntilMs = Math.min(endMs, horizonMs(fromMs));

  for (const [opensMs] of openStretches(calendar.timeZone, timetable, fromMs, searchUntilMs)) {
    return opensMs === fromMs ? instant : Temporal.Instant.fromEpochMilliseconds(opensMs);
  }
  return null;
}
