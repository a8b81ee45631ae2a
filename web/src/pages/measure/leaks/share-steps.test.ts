import type { FigurePoint } from "@ringback/contract/figures.ts";
import { expect, test } from "vitest";
import { shareSteps } from "./share-steps.ts";

const point = (calls: number, missed: number) => ({ calls, missed }) as FigurePoint;
const of = (points: readonly FigurePoint[], step: "day" | "week") =>
  shareSteps(
    { step, points: [...points] },
    ({ missed }) => missed,
    ({ calls }) => calls,
  );

test("days are taken together by sevens from the last one back", () => {
  const days = [point(9, 9), ...Array(7).fill(point(4, 2)), ...Array(7).fill(point(10, 1))];
  expect(of(days, "day")).toEqual([0.5, 0.1]);
});

test("weeks stand for themselves, and a step with nothing to count from falls away", () => {
  expect(of([point(4, 1), point(0, 0), point(4, 3)], "week")).toEqual([0.25, 0.75]);
});
