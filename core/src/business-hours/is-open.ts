import type { BusinessCalendar } from "./calendar.ts";
import { horizonMs, ordinaryFromMs } from "./horizon.ts";
import { openStretches } from "./open-stretches.ts";
import { dayMs, minuteMs, timetableOf } from "./timetable.ts";

/** Whether the business is open at this instant: its wall time lies in a span, ends not counted. */
export function isOpenAt(calendar: BusinessCalendar, instant: Temporal.Instant): boolean {
  const offsetMs = instant.toZonedDateTimeISO(calendar.timeZone).offsetNanoseconds / 1_000_000;
  const localMs = instant.epochMilliseconds + offsetMs;
  const day = Math.floor(localMs / dayMs);
  const minute = (localMs - day * dayMs) / minuteMs;
  return timetableOf(calendar)
    .openOn(day)
    .some(([opens, closes]) => opens <= minute && minute < closes);
}

/**
 * The instant at which the present open stretch ends. Null when the business is closed at `instant`, and when it does
 * not close any more (not within a hundred years).
 */
export function openUntil(calendar: BusinessCalendar, instant: Temporal.Instant): Temporal.Instant | null {
  if (!isOpenAt(calendar, instant)) return null;

  const timetable = timetableOf(calendar);
  const fromMs = instant.epochMilliseconds;
  // Where the weekly hours have no gap, only a holiday or special hours can close the business.
  const endMs = timetable.weeklyNeverCloses ? ordinaryFromMs(timetable) : Number.POSITIVE_INFINITY;
  const searchUntilMs = Math.min(endMs, horizonMs(fromMs));

  let untilMs = fromMs;
  for (const [opensMs, closesMs] of openStretches(calendar.timeZone, timetable, fromMs, searchUntilMs)) {
    if (opensMs > untilMs) break;
    untilMs = closesMs;
  }
  return untilMs < searchUntilMs ? Temporal.Instant.fromEpochMilliseconds(untilMs) : null;
}
