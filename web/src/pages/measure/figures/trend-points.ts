import type { FigurePoint } from "@ringback/contract/figures.ts";
import { figureWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { enoughForShare, isEnoughForShare } from "@ringback/core/measurement/figures/small-numbers.ts";
import type { TrendPoint } from "#components/measure/trend-line.tsx";

/** What a line is of: a count, or of a share its two sides. */
export type TrendOf =
  | { readonly count: (point: FigurePoint) => number }
  | { readonly part: (point: FigurePoint) => number; readonly whole: (point: FigurePoint) => number };

type Step = "day" | "week" | "month";

/** The points of a line: `3 Nov` for a day, `2–8 Nov` for a week, without the year they all share. */
export function trendPoints(points: readonly FigurePoint[], step: Step, of: TrendOf): TrendPoint[] {
  return points.map((point) => {
    const days = rangeWords(point);
    const label = step === "month" ? days.replace(/^\S+ /, "") : days.replace(/ \d{4}$/, "");
    if ("count" in of)
      return { label, value: of.count(point), words: figureWords(of.count(point), "count"), few: false };
    const whole = of.whole(point);
    const value = whole === 0 ? null : of.part(point) / whole;
    return { label, value, words: figureWords(value, "share"), few: value !== null && !isEnoughForShare(whole) };
  });
}

/** What the key says of points taken from too little; null when there are none. */
export function fewWords(points: readonly TrendPoint[], step: Step, what: "calls" | "callers"): string | null {
  const [known, few] = [
    points.filter(({ value }) => value !== null).length,
    points.filter((point) => point.few).length,
  ];
  if (few === 0) return null;
  const which =
    few === known ? (known === 1 ? `The one ${step}` : `All ${known} ${step}s`) : `${few} of ${known} ${step}s`;
  return `${which} with fewer than ${enoughForShare} ${what}, too few for a share`;
}
