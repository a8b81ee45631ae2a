// At which local hours a text may go to a place: advertising by state, Canada, and texts that inform (docs/rules.md S13).
import type { HourSpan } from "#playbook/texting-rules.ts";
import { isHoliday } from "./holidays.ts";

/** The version of the table of hours. */
export const windowsVersion = "2026-11-21";

/** The hours of a region in local time; null: not on that day. */
export interface WindowRow {
  readonly weekdays: HourSpan | null;
  readonly saturday: HourSpan | null;
  readonly sunday: HourSpan | null;
  /** Not on federal holidays and those of the state. */
  readonly notOnHolidays?: true;
  /** The least time between two texts of automation, where the region has such a rule. */
  readonly hoursBetween?: number;
}

const daily = (fromHour: number, toHour: number): WindowRow => {
  const hours = { fromHour, toHour };
  return { weekdays: hours, saturday: hours, sunday: hours };
};
const notSundays = (fromHour: number, toHour: number): WindowRow => ({ ...daily(fromHour, toHour), sunday: null });

/** Advertising, by region. What is not named goes by `federal`. */
export const marketingRows: Readonly<Record<string, WindowRow>> = {
  "US-AL": { ...notSundays(8, 20), notOnHolidays: true },
  "US-LA": { ...notSundays(8, 20), notOnHolidays: true },
  "US-MS": notSundays(8, 20),
  "US-CT": daily(9, 20),
  "US-NV": daily(9, 20),
  "US-FL": daily(8, 20),
  "US-MD": daily(8, 20),
  "US-OK": daily(8, 20),
  "US-OR": daily(8, 20),
  "US-MA": daily(8, 20),
  "US-WA": daily(8, 20),
  "US-WY": daily(8, 20),
  "US-KY": daily(10, 21),
  "US-NM": daily(9, 21),
  // One list of two names these.
  "US-MI": daily(9, 21),
  "US-MN": daily(9, 21),
  "US-RI": {
    weekdays: { fromHour: 9, toHour: 18 },
    saturday: { fromHour: 10, toHour: 17 },
    sunday: null,
    notOnHolidays: true,
  },
  "US-SD": notSundays(9, 21),
  "US-TX": { ...daily(9, 21), sunday: { fromHour: 12, toHour: 21 } },
  "US-UT": { ...notSundays(8, 21), notOnHolidays: true },
  "US-PA": { ...daily(8, 21), notOnHolidays: true },
  // Rules for automated devices.
  "US-IN": daily(9, 20),
  "US-ME": { weekdays: { fromHour: 9, toHour: 17 }, saturday: null, sunday: null, hoursBetween: 8 },
};

/** 47 CFR 64.1200(c)(1). */
export const federalMarketing: WindowRow = daily(8, 21);

/** Where the state is not known, the strictest hours of the table hold. */
export const unknownMarketing: WindowRow = {
  weekdays: { fromHour: 10, toHour: 18 },
  saturday: { fromHour: 10, toHour: 17 },
  sunday: null,
  notOnHolidays: true,
};

/** Canada, for informing and advertising alike. */
export const canadian: WindowRow = {
  weekdays: { fromHour: 9, toHour: 20 },
  saturday: { fromHour: 10, toHour: 18 },
  sunday: { fromHour: 10, toHour: 18 },
};

/** Texts that inform without being asked. */
export const service: WindowRow = daily(8, 20);

/** The rows of automated devices bind what automation sends without being asked, too. */
export const automatedRows: Readonly<Record<string, WindowRow>> = {
  "US-IN": daily(9, 20),
  "US-ME": { weekdays: { fromHour: 9, toHour: 17 }, saturday: null, sunday: null, hoursBetween: 8 },
};

/** Every row that binds a text of this class there. Answers (`responsive`) and `control` go at any hour. */
export function rowsFor(textClass: "service" | "marketing", region: string | null): readonly WindowRow[] {
  if (region?.startsWith("CA-")) return [canadian];
  if (textClass === "service") return [service, ...rowOf(automatedRows, region)];
  if (region === null) return [service, unknownMarketing];
  const [row] = rowOf(marketingRows, region);
  return [row ?? federalMarketing];
}

function rowOf(rows: Readonly<Record<string, WindowRow>>, region: string | null): WindowRow[] {
  const row = region === null ? undefined : rows[region];
  return row === undefined ? [] : [row];
}

/** The hours of a local day by a row; null: none. */
export function hoursOn(row: WindowRow, region: string | null, date: Temporal.PlainDate): HourSpan | null {
  if (row.notOnHolidays === true && isHoliday(region, date)) return null;
  if (date.dayOfWeek === 7) return row.sunday;
  return date.dayOfWeek === 6 ? row.saturday : row.weekdays;
}
