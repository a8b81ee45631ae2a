import type { DayRange } from "#measurement/figures/day-range.ts";
import { weekBefore } from "#measurement/weekly/week.ts";

/** Days a report is sent or shared of, told anew each time. Only days that are over: made twice on a day, it says the same. */
export const reportRanges = ["last-week", "last-4-weeks", "last-month", "last-12-months"] as const;
export type ReportRange = (typeof reportRanges)[number];

export const reportRangeWords: Readonly<Record<ReportRange, string>> = {
  "last-week": "the last week, Monday to Sunday",
  "last-4-weeks": "the last four weeks, Monday to Sunday",
  "last-month": "the last month",
  "last-12-months": "the last twelve months",
};

/** The days of such a range. `today` is the account's own, and in none of them. */
export function reportDays(range: ReportRange, today: string): DayRange {
  const week = weekBefore(today);
  const monthStart = Temporal.PlainDate.from(today).with({ day: 1 });
  const monthEnd = monthStart.subtract({ days: 1 }).toString();
  switch (range) {
    case "last-week":
      return week;
    case "last-4-weeks":
      return { from: Temporal.PlainDate.from(week.from).subtract({ weeks: 3 }).toString(), to: week.to };
    case "last-month":
      return { from: monthStart.subtract({ months: 1 }).toString(), to: monthEnd };
    case "last-12-months":
      return { from: monthStart.subtract({ months: 12 }).toString(), to: monthEnd };
  }
}
