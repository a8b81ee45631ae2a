import type { Compare, Preset } from "./asked.ts";

/** Days of the account's calendar, e.g. `2026-11-20`; both are in it. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** A range as it was asked for: by name, by days, or by one of its ends. */
export interface AskedRange {
  readonly range?: Preset | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export type RangeRefusal = "range-twice" | "range-backwards" | "range-too-long";

/** So that ten years can be looked at whole, and one question cannot ask for a century. */
export const rangeDaysMax = 3660;

/**
 * The days that were asked for. Without a name or an end the last 28 days; with a first day only, until today; with a last
 * day only, the 28 days that end with it. `today` is the account's own.
 */
export function readRange(
  asked: AskedRange,
  today: string,
): { readonly ok: true; readonly range: DayRange } | { readonly ok: false; readonly refusal: RangeRefusal } {
  if (asked.range !== undefined && (asked.from !== undefined || asked.to !== undefined))
    return { ok: false, refusal: "range-twice" };
  if (asked.range !== undefined) return { ok: true, range: presetRange(asked.range, today) };
  const to = asked.to ?? today;
  const from = asked.from ?? shift(to, { days: -27 });
  if (from > to) return { ok: false, refusal: "range-backwards" };
  if (daysIn({ from, to }) > rangeDaysMax) return { ok: false, refusal: "range-too-long" };
  return { ok: true, range: { from, to } };
}

/** The days of a named range. Those that run until today have today in them. */
export function presetRange(preset: Preset, today: string): DayRange {
  const thisMonth = Temporal.PlainDate.from(today).with({ day: 1 }).toString();
  switch (preset) {
    case "last-7-days":
      return { from: shift(today, { days: -6 }), to: today };
    case "last-28-days":
      return { from: shift(today, { days: -27 }), to: today };
    case "this-month":
      return { from: thisMonth, to: today };
    case "last-month":
      return { from: shift(thisMonth, { months: -1 }), to: shift(thisMonth, { days: -1 }) };
    case "last-12-months":
      return { from: shift(shift(today, { months: -12 }), { days: 1 }), to: today };
  }
}

/**
 * What a range is compared with; null for nothing. Before whole months as many whole months, else as many days just before.
 * A year before: the same dates; the last of February for one that the year before does not have.
 */
export function rangeBefore(range: DayRange, compare: Compare): DayRange | null {
  if (compare === "none") return null;
  if (compare === "year-before") return { from: shift(range.from, { years: -1 }), to: shift(range.to, { years: -1 }) };
  const months = wholeMonths(range);
  const to = shift(range.from, { days: -1 });
  return months === null
    ? { from: shift(range.from, { days: -daysIn(range) }), to }
    : { from: shift(range.from, { months: -months }), to };
}

/** How many days a range has. */
export function daysIn({ from, to }: DayRange): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days + 1;
}

export type TrendStep = "day" | "week" | "month" | "quarter";

/** The parts a range is drawn in, in order: enough of them to see a line, and not more than a screen shows. */
export function trendParts(range: DayRange): { readonly step: TrendStep; readonly parts: readonly DayRange[] } {
  const days = daysIn(range);
  const step = days <= 62 ? "day" : days <= 186 ? "week" : days <= 5 * 366 ? "month" : "quarter";
  const parts: DayRange[] = [];
  for (let from = range.from; from <= range.to; ) {
    const next = shift(lastDayOf(step, from), { days: 1 });
    const last = shift(next, { days: -1 });
    parts.push({ from, to: last < range.to ? last : range.to });
    from = next;
  }
  return { step, parts };
}

/** The last day of the day, week (from Monday), month or quarter that a day is in. */
function lastDayOf(step: TrendStep, day: string): string {
  const date = Temporal.PlainDate.from(day);
  if (step === "day") return day;
  if (step === "week") return date.add({ days: 7 - date.dayOfWeek }).toString();
  const last = step === "month" ? date : date.add({ months: 2 - ((date.month - 1) % 3) });
  return last.with({ day: last.daysInMonth }).toString();
}

function wholeMonths({ from, to }: DayRange): number | null {
  const first = Temporal.PlainDate.from(from);
  const next = Temporal.PlainDate.from(to).add({ days: 1 });
  if (first.day !== 1 || next.day !== 1) return null;
  return first.until(next, { largestUnit: "months" }).months;
}

function shift(day: string, by: Temporal.DurationLike): string {
  return Temporal.PlainDate.from(day).add(by).toString();
}
