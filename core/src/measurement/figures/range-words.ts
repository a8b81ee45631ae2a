import { missLabels } from "#callbacks/call-words.ts";
import type { Lane } from "#classification/assessment.ts";
import type { DayRange } from "./day-range.ts";
import type { MeasureFilter } from "./filter.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A range as a person writes it: `1–28 Oct 2026`, `28 Sep – 25 Oct 2026`, `21 Nov 2026`. */
export function rangeWords({ from, to }: DayRange): string {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  const month = (date: Temporal.PlainDate) => months[date.month - 1] ?? "";
  const whole = `${last.day} ${month(last)} ${last.year}`;
  if (from === to) return whole;
  if (first.year !== last.year) return `${first.day} ${month(first)} ${first.year} – ${whole}`;
  return first.month === last.month ? `${first.day}–${whole}` : `${first.day} ${month(first)} – ${whole}`;
}

export const laneLabels: Readonly<Record<Lane, string>> = {
  "new-lead": "New leads",
  "existing-customer": "Customers",
  vendor: "Vendors",
  complaint: "Complaints",
  unknown: "Not known who",
};
export const returningLabels = { true: "Called before", false: "New callers" } as const;
export const hoursLabels = { open: "While open", closed: "While closed" } as const;

/** What figures are narrowed to, a word or two each; nothing when they are not. `numbers`: in words, where they are. */
export function filterWords(filter: MeasureFilter, numbers: readonly string[]): string[] {
  const { missReason, lane, returning, inHours } = filter;
  return [
    ...numbers,
    ...(missReason === null ? [] : [missLabels[missReason]]),
    ...(lane === null ? [] : [laneLabels[lane]]),
    ...(returning === null ? [] : [returningLabels[returning ? "true" : "false"]]),
    ...(inHours === null ? [] : [hoursLabels[inHours ? "open" : "closed"]]),
  ];
}
