import type { BusinessCalendar } from "./calendar.ts";
import { horizonDays, horizonMs, ordinaryFromMs } from "./horizon.ts";
import { openStretches } from "./open-stretches.ts";
import { minuteMs, timetableOf } from "./timetable.ts";

/** The most minutes that can be asked for: 36,500 days without a break, so a business that never closes gets its answer. */
export const mostBusinessMinutes = (horizonDays - 25) * 1440;

/**
 * - `invalid-minutes`: not a whole number from 0 to {@link mostBusinessMinutes}
 * - `never-open`: the calendar has too little open time left, ever
 * - `beyond-horizon`: it will open again, but so rarely that the minutes do not pass within a hundred years
 */
export type AddBusinessTimeRefusal = "invalid-minutes" | "never-open" | "beyond-horizon";

export type BusinessTimeAdded =
  | { readonly ok: true; readonly due: Temporal.Instant }
  | { readonly ok: false; readonly refusal: AddBusinessTimeRefusal };

/**
 * The earliest instant by which that many real open minutes have passed since `start`. Minutes are elapsed time, so a
 * DST change neither gives nor takes any. Minutes that run out with the open hours are due at closing time, not at the
 * next opening. Zero minutes have passed at `start` itself, open or closed.
 */
export function addBusinessTime(
  calendar: BusinessCalendar,
  start: Temporal.Instant,
  minutes: number,
): BusinessTimeAdded {
  if (!isBusinessMinutes(minutes)) return { ok: false, refusal: "invalid-minutes" };
  if (minutes === 0) return { ok: true, due: start };

  const timetable = timetableOf(calendar);
  const startMs = start.epochMilliseconds;
  const endMs = timetable.weeklyNeverOpens ? ordinaryFromMs(timetable) : Number.POSITIVE_INFINITY;
  const searchUntilMs = horizonMs(startMs);

  let neededMs = minutes * minuteMs;
  // Calendars and offsets know no time below the millisecond, but a start may: what it lies past its own millisecond
  // is carried along when the clock runs from the start, and means nothing when it runs from an opening.
  let carriedNanoseconds = 0;
  for (const [opensMs, closesMs] of openStretches(
    calendar.timeZone,
    timetable,
    startMs,
    Math.min(endMs, searchUntilMs),
  )) {
    if (opensMs === startMs) carriedNanoseconds = Number(start.epochNanoseconds - BigInt(startMs) * 1_000_000n);
    const openMs = closesMs - opensMs;
    if (neededMs < openMs || (neededMs === openMs && carriedNanoseconds === 0)) {
      const due = Temporal.Instant.fromEpochMilliseconds(opensMs + neededMs).add({ nanoseconds: carriedNanoseconds });
      return { ok: true, due };
    }
    neededMs -= openMs;
  }
  return { ok: false, refusal: endMs <= searchUntilMs ? "never-open" : "beyond-horizon" };
}

function isBusinessMinutes(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 0 && minutes <= mostBusinessMinutes;
}
