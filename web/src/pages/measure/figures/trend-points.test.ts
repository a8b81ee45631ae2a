import type { FigurePoint } from "@ringback/contract/figures.ts";
import { expect, test } from "vitest";
import { fewWords, readable, trendPoints } from "./trend-points.ts";

const day = (date: string, calls: number, missed: number): FigurePoint => ({
  from: date,
  to: date,
  calls,
  missed,
  answered: calls - missed,
  missedRate: calls === 0 ? null : missed / calls,
  callers: missed,
  attempted: 0,
  attemptedInTime: 0,
  recovered: 0,
  booked: 0,
  completed: 0,
  stale: 0,
});
const days = [day("2026-11-02", 1, 1), day("2026-11-03", 19, 2), day("2026-11-04", 20, 5), day("2026-11-05", 0, 0)];
const share = { part: (point: FigurePoint) => point.missed, whole: (point: FigurePoint) => point.calls };

test("a share of too few calls is marked as one, and a day without calls is a gap", () => {
  const points = trendPoints(days, "day", share);
  expect(points.map(({ label, words, few }) => [label, words, few])).toEqual([
    ["2 Nov", "100 %", true],
    ["3 Nov", "11 %", true],
    ["4 Nov", "25 %", false],
    ["5 Nov", "–", false],
  ]);
  expect(fewWords(points, "day", "calls")).toBe("2 of 3 days with fewer than 20 calls, too few for a share");
});

test("months and quarters are named by their months", () => {
  const part = (from: string, to: string) => ({ ...day(from, 1, 1), to });
  const label = (step: "month" | "quarter", from: string, to: string) =>
    trendPoints([part(from, to)], step, share)[0]?.label;
  expect(label("month", "2026-11-01", "2026-11-30")).toBe("Nov 2026");
  expect(label("quarter", "2026-10-01", "2026-12-31")).toBe("Oct – Dec 2026");
  expect(label("quarter", "2026-10-01", "2026-10-09")).toBe("Oct 2026");
});

test("a count is what it is, however small", () => {
  const points = trendPoints(days, "day", { count: ({ callers }) => callers });
  expect(points.map(({ value, few }) => [value, few])).toEqual([
    [1, false],
    [2, false],
    [5, false],
    [0, false],
  ]);
  expect(fewWords(points, "day", "callers")).toBeNull();
});

test("where all are of too few it says so", () => {
  expect(fewWords(trendPoints(days.slice(0, 2), "week", share), "week", "callers")).toBe(
    "All 2 weeks with fewer than 20 callers, too few for a share",
  );
  expect(fewWords(trendPoints(days.slice(0, 1), "day", share), "day", "calls")).toMatch(/^The one day with/);
});

test("a share of few calls a day is drawn in weeks, beside the same days before", () => {
  const from = Temporal.PlainDate.from("2026-11-05");
  const fortnight = (first: Temporal.PlainDate, calls: number) =>
    Array.from({ length: 14 }, (_, index) => day(first.add({ days: index }).toString(), calls, 1));
  const trend = { step: "day" as const, points: fortnight(from, 6), before: fortnight(from.subtract({ days: 14 }), 3) };
  const weeks = readable(trend, ({ calls }) => calls);
  expect([weeks.step, weeks.points.map(({ from, to, calls }) => [from, to, calls])]).toEqual([
    "week",
    [
      ["2026-11-05", "2026-11-08", 24],
      ["2026-11-09", "2026-11-15", 42],
      ["2026-11-16", "2026-11-18", 18],
    ],
  ]);
  expect(weeks.before.map(({ from, calls, missed }) => [from, calls, missed])).toEqual([
    ["2026-10-22", 12, 4],
    ["2026-10-26", 21, 7],
    ["2026-11-02", 9, 3],
  ]);
});

test("a share of enough calls a day stays in days, and so does a single week", () => {
  const enough = {
    step: "day" as const,
    points: Array.from({ length: 20 }, () => day("2026-11-05", 40, 4)),
    before: [],
  };
  expect(readable(enough, ({ calls }) => calls)).toBe(enough);
  const short = { step: "day" as const, points: days, before: [] };
  expect(readable(short, ({ calls }) => calls)).toBe(short);
});
