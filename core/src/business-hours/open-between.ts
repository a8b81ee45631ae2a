import type { BusinessCalendar } from "./calendar.ts";
import { openStretches } from "./open-stretches.ts";
import { timetableOf } from "./timetable.ts";

/** A half-open stretch of time in which the business is open. */
export interface OpenTime {
  readonly opensAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
}

/** When the business is open between two moments, in order; stretches that touch are one. */
export function openBetween(calendar: BusinessCalendar, from: Temporal.Instant, until: Temporal.Instant): OpenTime[] {
  const joined: [opensMs: number, closesMs: number][] = [];
  const all = openStretches(calendar.timeZone, timetableOf(calendar), from.epochMilliseconds, until.epochMilliseconds);
  for (const [opensMs, closesMs] of all) {
    const last = joined.at(-1);
    if (last !== undefined && last[1] === opensMs) last[1] = closesMs;
    else joined.push([opensMs, closesMs]);
  }
  return joined.map(([opensMs, closesMs]) => ({
    opensAt: Temporal.Instant.fromEpochMilliseconds(opensMs),
    closesAt: Temporal.Instant.fromEpochMilliseconds(closesMs),
  }));
}
