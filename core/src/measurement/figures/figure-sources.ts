/** Which of the outside requirements asks for which figure, longest beginning of its id first. */
const sources: readonly (readonly [string, readonly string[]])[] = [
  ["calls.missed-rate", ["S2-3", "S2-72"]],
  ["calls.missed", ["S2-3", "S2-37"]],
  ["calls.coverage", ["S1-48"]],
  ["callers.attempted-in-time", ["S1-48"]],
  ["callers.attempted", ["S3-26", "S1-49"]],
  ["callers.recovered", ["S1-33", "S3-26"]],
  ["callers.booked", ["S1-33"]],
  ["callers.conversion", ["S2-38"]],
  ["callers.completed", ["S1-49"]],
  ["callers.stale", ["S1-32"]],
  ["callers.wrong-owner", ["S1-34"]],
  ["callers.duplicate", ["S1-34"]],
  ["callers.phone-tag", ["S2-34"]],
  ["callers.time-to-attempt", ["S1-31"]],
  ["missed_call_callback_time.assigned", ["S1-30", "S1-42", "S1-43"]],
  ["missed_call_callback_time.completed", ["S1-42", "S1-43"]],
];

/** The numbers of the requirements (docs/rules.md, figures) that ask for a figure; many are the product's own. */
export function sourcesOf(figureId: string): readonly string[] {
  return sources.find(([beginning]) => figureId.startsWith(beginning))?.[1] ?? [];
}

/** A range that others measured; it is shown beside a figure with its source, and goes into no calculation. */
export interface OutsideRange {
  readonly figure: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly source: string;
}

const estimate = "An estimate of the trade, not from your calls (S2-72)";

export const outsideRanges: readonly OutsideRange[] = [
  { figure: "calls.missed-rate", title: "Common elsewhere", from: 0.2, to: 0.45, source: estimate },
  { figure: "calls.missed-rate", title: "The best elsewhere", from: 0, to: 0.08, source: estimate },
];
