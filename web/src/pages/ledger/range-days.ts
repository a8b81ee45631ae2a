import type { LedgerSearch } from "./ledger-search.ts";

/** Days of the business's calendar, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;

/** Moves a calendar day by so many days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days a range has. */
export function daysOf({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
}

/** The days a choice in the address means. A range of one's own that is not whole, or backwards, is put right. */
export function rangeDays({ range, from, to }: LedgerSearch, today: string): DayRange {
  if (range === "today") return { from: today, to: today };
  if (range === "month") return { from: addDays(today, -29), to: today };
  if (range === "year") return { from: addDays(today, -364), to: today };
  if (range !== "custom") return { from: addDays(today, -6), to: today };
  const [first, last] = [from ?? to ?? today, to ?? from ?? today];
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}

/** The months a range touches, latest first, cut to it: `2026-11` with its days. */
export function monthsOf(range: DayRange): (DayRange & { readonly month: string })[] {
  const months = [];
  for (
    let month = range.to.slice(0, 7);
    month >= range.from.slice(0, 7);
    month = addDays(`${month}-01`, -1).slice(0, 7)
  ) {
    const last = addDays(`${addDays(`${month}-28`, 4).slice(0, 7)}-01`, -1);
    const first = `${month}-01`;
    months.push({ month, from: first < range.from ? range.from : first, to: last > range.to ? range.to : last });
  }
  return months;
}
