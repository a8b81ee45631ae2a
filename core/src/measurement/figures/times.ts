import { businessMinutesBetween } from "#business-hours/business-minutes-between.ts";
import type { BusinessCalendar } from "#business-hours/calendar.ts";

/** Whole minutes from one moment to another, fractions cut off; never less than none. */
export function wallMinutes(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000));
}

/** The same of the minutes in which the business was open. */
export function openMinutes(hours: BusinessCalendar, from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, Math.floor(businessMinutesBetween(hours, from, to)));
}

/** Both, under the names of a time; none where it has not come to it. */
export function timesTo<Name extends "owner" | "attempt" | "conversation" | "completed">(
  name: Name,
  hours: BusinessCalendar,
  from: Temporal.Instant,
  to: Temporal.Instant | null,
): Partial<Record<`${Name}-wall` | `${Name}-open`, number>> {
  if (to === null) return {};
  return { [`${name}-wall`]: wallMinutes(from, to), [`${name}-open`]: openMinutes(hours, from, to) } as Partial<
    Record<`${Name}-wall` | `${Name}-open`, number>
  >;
}
