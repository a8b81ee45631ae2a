import { type BusinessCalendar, parseBusinessCalendar, type Weekday } from "#business-hours/calendar.ts";
import { isOpenAt } from "#business-hours/is-open.ts";

/** Times of the week in local wall time, "HH:MM"; an end at or before its start runs past midnight. */
export interface TimeWindow {
  readonly weekdays: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** People who ring with the ring group: at certain times (null: whenever it is open), on one number (null: on all). */
export interface AlsoRing {
  readonly numberId: string | null;
  readonly memberIds: readonly string[];
  readonly window: TimeWindow | null;
}

/** Whether an instant lies in a window, by the clocks of a zone. */
export function isInWindow(window: TimeWindow, timeZone: string, at: Temporal.Instant): boolean {
  return isOpenAt(calendarOf(window, timeZone), at);
}

/** A window as a calendar that is open just then. */
export function calendarOf({ weekdays, from, to }: TimeWindow, timeZone: string): BusinessCalendar {
  const on = (day: Weekday) => (weekdays.includes(day) ? ([[from, to]] as const) : []);
  return {
    timeZone,
    weekly: {
      mon: on("mon"),
      tue: on("tue"),
      wed: on("wed"),
      thu: on("thu"),
      fri: on("fri"),
      sat: on("sat"),
      sun: on("sun"),
    },
    holidays: [],
    specialHours: {},
  };
}

/** Rules that ring nobody, or at times that are none. */
export function alsoRingProblems(rules: readonly AlsoRing[]): { field: string; message: string }[] {
  return rules.flatMap(({ memberIds, window }, index) => {
    const field = `answering.alsoRing.${index}`;
    if (memberIds.length === 0) return [{ field: `${field}.memberIds`, message: "Choose who shall ring too." }];
    if (window === null) return [];
    if (window.weekdays.length === 0) return [{ field: `${field}.window`, message: "Choose at least one day." }];
    const parsed = parseBusinessCalendar(calendarOf(window, "UTC"));
    return parsed.ok ? [] : [{ field: `${field}.window`, message: parsed.message }];
  });
}
