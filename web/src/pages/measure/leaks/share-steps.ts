import type { FiguresAnswer } from "@ringback/contract/figures.ts";

type Trend = FiguresAnswer["trend"];
type Point = Trend["points"][number];

const daysAWeek = 7;

/**
 * A share over the range in a few steps: days are taken together by sevens from the last one back, since a share of four
 * callers jumps every day. Steps without anything to count from fall away; days before the first whole seven too.
 */
export function shareSteps(
  { step, points }: Pick<Trend, "step" | "points">,
  part: (point: Point) => number,
  whole: (point: Point) => number,
): readonly number[] {
  const size = step === "day" ? daysAWeek : 1;
  const steps: number[] = [];
  for (let end = points.length; end - size >= 0; end -= size) {
    const within = points.slice(end - size, end);
    const of = sum(within, whole);
    if (of > 0) steps.unshift(sum(within, part) / of);
  }
  return steps;
}

function sum(points: readonly Point[], of: (point: Point) => number): number {
  return points.reduce((total, point) => total + of(point), 0);
}
