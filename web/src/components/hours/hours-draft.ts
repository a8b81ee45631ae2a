import { type BusinessCalendar, type Span, type Weekday, weekdays } from "@ringback/core/business-hours/calendar.ts";
import { isTime, weekdayNames } from "./hours-words.ts";

export type Weekly = Record<Weekday, [string, string][]>;
/** The hours as they are on the wire and in the editor, where a time may still be half written. */
export interface HoursDraft {
  readonly timeZone: string;
  readonly weekly: Weekly;
  readonly holidays: string[];
  readonly specialHours: Record<string, [string, string][]>;
}

const workdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

/** Weeks that many businesses have, one click away. */
export const weekPresets: readonly { readonly label: string; readonly weekly: () => Weekly }[] = [
  { label: "Mon–Fri 8–17", weekly: () => weekOf(workdays, ["08:00", "17:00"]) },
  {
    label: "Mon–Fri 8–18, Sat 9–13",
    weekly: () => ({ ...weekOf(workdays, ["08:00", "18:00"]), sat: [["09:00", "13:00"]] }),
  },
  { label: "Around the clock", weekly: () => weekOf(weekdays, ["00:00", "24:00"]) },
];

/** The week with one day's spans copied to other days. */
export function copyDay(weekly: Weekly, from: Weekday, to: "workdays" | "all"): Weekly {
  const days = to === "workdays" ? workdays : weekdays;
  const copied = days.map((day) => [day, weekly[from].map(([start, end]) => [start, end])]);
  return { ...weekly, ...Object.fromEntries(copied) };
}

/** The span that a click on "Add hours" proposes: after the last one, else the usual day. */
export function nextSpan(spans: readonly Span[]): [string, string] {
  const last = spans.at(-1);
  if (last === undefined || !isTime(last[1])) return ["08:00", "17:00"];
  const hour = Number(last[1].slice(0, 2));
  if (last[1] <= last[0] || hour >= 22) return ["18:00", "22:00"];
  const time = (each: number) => `${String(Math.min(each, 24)).padStart(2, "0")}:00`;
  return [time(hour + 1), time(hour + 5)];
}

/** What is wrong with hours in the making, in words; empty when they can be saved. */
export function hoursProblems(hours: HoursDraft): readonly string[] {
  const days: [string, readonly Span[]][] = weekdays.map((day) => [weekdayNames[day], hours.weekly[day]]);
  const special = Object.entries(hours.specialHours);
  const unreadable = [...days, ...special].filter(([, spans]) => spans.some((span) => !span.every(isTime)));
  const problems = unreadable.map(([day]) => `${day} has a time that cannot be read. Write it like 8:00 or 5pm.`);
  if (weekdays.every((day) => hours.weekly[day].length === 0)) {
    problems.push(
      "The business never opens in an ordinary week, so no callback would ever be due. Add hours to a day.",
    );
  }
  return problems;
}

/** The calendar that a draft without problems means. */
export function calendarOf(hours: HoursDraft): BusinessCalendar | null {
  return hoursProblems(hours).length === 0 ? hours : null;
}

function weekOf(days: readonly Weekday[], span: [string, string]): Weekly {
  const week: Weekly = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const day of days) week[day] = [[...span]];
  return week;
}
