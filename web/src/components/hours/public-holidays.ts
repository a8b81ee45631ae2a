/** A day on which most businesses of the country are closed. */
export interface PublicHoliday {
  readonly name: string;
  /** ISO date. */
  readonly date: string;
}

/**
 * The days on which most US businesses close, by the rules of 5 U.S.C. § 6103 (weekend substitutes left out: they are
 * for offices, and a business that wants them adds them by hand). Sorted by date.
 */
export function usHolidays(year: number): readonly PublicHoliday[] {
  return [
    { name: "New Year's Day", date: iso(year, 1, 1) },
    { name: "Memorial Day", date: lastMonday(year, 5) },
    { name: "Independence Day", date: iso(year, 7, 4) },
    { name: "Labor Day", date: nthWeekday(year, 9, 1, 1) },
    { name: "Thanksgiving", date: nthWeekday(year, 11, 4, 4) },
    { name: "Christmas Eve", date: iso(year, 12, 24) },
    { name: "Christmas Day", date: iso(year, 12, 25) },
  ];
}

/** The holidays of the year to come from a local date on. */
export function upcomingHolidays(today: string): readonly PublicHoliday[] {
  const year = Number(today.slice(0, 4));
  const end = `${year + 1}${today.slice(4)}`;
  return [...usHolidays(year), ...usHolidays(year + 1)].filter(({ date }) => date >= today && date < end);
}

/** The name of the holiday on a date, if it is one. */
export function holidayName(date: string): string | null {
  return usHolidays(Number(date.slice(0, 4))).find((each) => each.date === date)?.name ?? null;
}

function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return iso(year, month, 1 + ((weekday - first + 7) % 7) + (nth - 1) * 7);
}

function lastMonday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  return iso(year, month, last.getUTCDate() - ((last.getUTCDay() + 6) % 7));
}
