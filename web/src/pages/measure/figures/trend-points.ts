import type { FigurePoint } from "@ringback/contract/figures.ts";
import { figureWords } from "@ringback/core/measurement/figures/figure-words.ts";
import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import { enoughForShare, isEnoughForShare } from "@ringback/core/measurement/figures/small-numbers.ts";
import type { TrendPoint } from "#components/measure/trend-line.tsx";

/** What a line is of: a count, or of a share its two sides. */
export type TrendOf =
  | { readonly count: (point: FigurePoint) => number }
  | { readonly part: (point: FigurePoint) => number; readonly whole: (point: FigurePoint) => number };

type Step = "day" | "week" | "month" | "quarter";

/** The points of a line: `3 Nov` for a day, `2–8 Nov` for a week, without the year; `Nov 2026`, and `Oct – Dec 2026` for a quarter. */
export function trendPoints(points: readonly FigurePoint[], step: Step, of: TrendOf): TrendPoint[] {
  return points.map((point) => {
    const days = rangeWords(point);
    const label = labelOf[step](days);
    if ("count" in of)
      return { label, value: of.count(point), words: figureWords(of.count(point), "count"), few: false };
    const whole = of.whole(point);
    const value = whole === 0 ? null : of.part(point) / whole;
    return { label, value, words: figureWords(value, "share"), few: value !== null && !isEnoughForShare(whole) };
  });
}

const labelOf: Readonly<Record<Step, (days: string) => string>> = {
  day: (days) => days.replace(/ \d{4}$/, ""),
  week: (days) => days.replace(/ \d{4}$/, ""),
  month: (days) => days.replace(/^\S+ /, ""),
  quarter: (days) => days.replace(/\d+(–\d+)? (?=\p{L})/gu, ""),
};

interface Trend {
  readonly step: Step;
  readonly points: readonly FigurePoint[];
  readonly before: readonly FigurePoint[];
}

/**
 * The trend of a share in weeks where most days have too few to say something, so that a small business sees a line and not
 * noise. The days before are put together as those they are compared with.
 */
export function readable(trend: Trend, whole: (point: FigurePoint) => number): Trend {
  const known = trend.points.filter((point) => whole(point) > 0);
  const few = known.filter((point) => !isEnoughForShare(whole(point)));
  if (trend.step !== "day" || trend.points.length < 14 || few.length * 2 <= known.length) return trend;
  const weekOf = (index: number) => {
    const day = trend.points[Math.min(index, trend.points.length - 1)]?.from ?? "";
    const date = Temporal.PlainDate.from(day);
    return date.subtract({ days: date.dayOfWeek - 1 }).toString();
  };
  return { step: "week", points: together(trend.points, weekOf), before: together(trend.before, weekOf) };
}

function together(points: readonly FigurePoint[], groupOf: (index: number) => string): FigurePoint[] {
  const groups = Map.groupBy(points.entries(), ([index]) => groupOf(index));
  return [...groups.values()].map((group) => group.map(([, point]) => point).reduce(sumOf));
}

function sumOf(a: FigurePoint, b: FigurePoint): FigurePoint {
  const [calls, missed] = [a.calls + b.calls, a.missed + b.missed];
  return {
    from: a.from,
    to: b.to,
    calls,
    missed,
    answered: a.answered + b.answered,
    missedRate: calls === 0 ? null : missed / calls,
    callers: a.callers + b.callers,
    attempted: a.attempted + b.attempted,
    attemptedInTime: a.attemptedInTime + b.attemptedInTime,
    recovered: a.recovered + b.recovered,
    booked: a.booked + b.booked,
    completed: a.completed + b.completed,
    stale: a.stale + b.stale,
  };
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
