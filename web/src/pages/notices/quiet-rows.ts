import { type Weekday, weekdays } from "@ringback/core/business-hours/calendar.ts";
import { leavesNoTime } from "@ringback/core/people/quiet-hours.ts";
import { isTime } from "#components/hours/hours-words.ts";

/** Quiet hours as they are on the wire. */
export type QuietWeek = Partial<Record<Weekday, [string, string][]>>;

/** The same hours on several days, as people say it: "from 21:00 to 7:00, on these days". */
export interface QuietRow {
  readonly from: string;
  readonly to: string;
  readonly days: readonly Weekday[];
}

/** The rows that say this week, in the order of their first day. */
export function rowsOf(weekly: QuietWeek): readonly QuietRow[] {
  const rows = new Map<string, QuietRow>();
  for (const day of weekdays)
    for (const [from, to] of weekly[day] ?? []) {
      const key = `${from} ${to}`;
      rows.set(key, { from, to, days: [...(rows.get(key)?.days ?? []), day] });
    }
  return [...rows.values()];
}

/** The week that these rows say; a row without a day says nothing. */
export function weekOf(rows: readonly QuietRow[]): QuietWeek {
  return Object.fromEntries(
    weekdays.flatMap((day) => {
      const spans = rows.filter(({ days }) => days.includes(day)).map(({ from, to }) => [from, to]);
      return spans.length === 0 ? [] : [[day, spans]];
    }),
  );
}

/** Why these hours cannot be saved, or null. */
export function quietProblem(weekly: QuietWeek): string | null {
  const times = Object.values(weekly).flat(2);
  if (!times.every(isTime)) return "A time cannot be read. Write it like 21:00 or 9pm.";
  return leavesNoTime(weekly) ? "These quiet hours leave no time to tell you anything." : null;
}
