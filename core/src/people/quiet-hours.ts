// When a person of the team wants to be left alone. Quiet hours are written and counted like opening hours: local wall
// times by weekday, each span belonging to the day it starts on, in the person's own time zone.
import { type BusinessCalendar, type Span, type Weekday, weekdays } from "#business-hours/calendar.ts";
import { isOpenAt, openUntil } from "#business-hours/is-open.ts";

/** How much a notice to staff presses. `digest` is what may wait for a summary. */
export type NoticeUrgency = "emergency" | "high" | "normal" | "digest";

/** The urgencies from the most to the least pressing. */
export const noticeUrgencies: readonly NoticeUrgency[] = ["emergency", "high", "normal", "digest"];

export interface QuietHours {
  /** Local times by weekday; a missing day has none. An end at or before its start is on the next day. */
  readonly weekly: Readonly<Partial<Record<Weekday, readonly Span[]>>>;
  /** Whether emergencies come through all the same. Off only where somebody else can be reached (`how-to-tell.ts`). */
  readonly emergenciesComeThrough: boolean;
}

/** Nobody is quiet unless they say so. */
export const noQuietHours: QuietHours = { weekly: {}, emergenciesComeThrough: true };

/** Whether this person wants to hear nothing of this urgency now. `timeZone` is the one the person lives by. */
export function isQuietFor(
  preferences: QuietHours,
  timeZone: string,
  urgency: NoticeUrgency,
  now: Temporal.Instant,
): boolean {
  if (urgency === "emergency" && preferences.emergenciesComeThrough) return false;
  return isOpenAt(calendarOf(preferences, timeZone), now);
}

/**
 * When the quiet that this person keeps now is over; null when they are not quiet for this urgency, and when it never
 * ends (`leavesNoTime` keeps such hours from being saved).
 */
export function quietUntil(
  preferences: QuietHours,
  timeZone: string,
  urgency: NoticeUrgency,
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (urgency === "emergency" && preferences.emergenciesComeThrough) return null;
  return openUntil(calendarOf(preferences, timeZone), now);
}

/** Whether these hours cover the whole week, so that the person could never be told anything. */
export function leavesNoTime(weekly: QuietHours["weekly"]): boolean {
  const covered = new Set<number>();
  for (const [day, weekday] of weekdays.entries()) {
    for (const [start, end] of weekly[weekday] ?? []) {
      const from = day * 1440 + minutesOf(start);
      const length = minutesOf(end) - minutesOf(start);
      const until = from + (length <= 0 ? length + 1440 : length);
      for (let minute = from; minute < until; minute += 1) covered.add(minute % 10_080);
    }
  }
  return covered.size === 10_080;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function calendarOf({ weekly }: QuietHours, timeZone: string): BusinessCalendar {
  return {
    timeZone,
    weekly: Object.assign({ mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, weekly),
    holidays: [],
    specialHours: {},
  };
}
