import type { DayRange } from "./day-range.ts";
import { type FigureUnit, type Trend, trendOf } from "./figure-words.ts";

/** A figure as it is compared: what it says now and said before. */
export interface ComparedFigure {
  readonly value: number | null;
  readonly before: { readonly value: number | null; readonly enough: boolean } | null;
}

/** Whether the books began only in the middle of the period before, or after it: its counts are then no counts of a period. */
export function beganWithin(before: DayRange | null, firstDay: string | null): boolean {
  return before !== null && (firstDay === null || firstDay > before.from);
}

/**
 * How a figure moved, as far as that can be said fairly: a count is compared only with a whole period, and everything else
 * only with one that has enough calls in it.
 */
export function fairTrend(
  { value, before }: ComparedFigure,
  { unit, better }: { readonly unit: FigureUnit; readonly better: "more" | "less" | "neither" },
  isPartial: boolean,
): Trend | null {
  if (before === null || (isPartial && (unit === "count" || !before.enough))) return null;
  return trendOf(value, before.value, unit, better);
}
