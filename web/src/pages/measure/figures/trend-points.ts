import type { FigurePoint } from "@ringback/contract/figures.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import type { TrendPoint } from "#components/measure/trend-line.tsx";

/** The points of a line: `3 Nov` for a day, `2–8 Nov` for a week, without the year they all share. */
export function trendPoints(
  points: readonly FigurePoint[],
  step: "day" | "week" | "month",
  valueAt: (point: FigurePoint) => number | null,
  words: (value: number) => string,
): TrendPoint[] {
  return points.map((point) => {
    const value = valueAt(point);
    const days = rangeWords(point);
    return {
      label: step === "month" ? days.replace(/^\S+ /, "") : days.replace(/ \d{4}$/, ""),
      value,
      words: value === null ? "–" : words(value),
    };
  });
}
