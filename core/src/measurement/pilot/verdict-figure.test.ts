import { expect, test } from "vitest";
import { countAll } from "#measurement/figures/counts.ts";
import { figureDefinitions } from "#measurement/figures/definitions.ts";
import { cellWords } from "#measurement/report/cell-words.ts";
import { judgePilot } from "./judge-pilot.ts";
import { pilotReport } from "./pilot-report.ts";
import { compareSnapshots, keepBaselineFigures } from "./pilot-snapshot.ts";
import { gotThrough, kept, times } from "./sample-matters.ts";
import { verdictFigure, verdictFigureNote, verdictFigureOf, verdictShareWords } from "./verdict-figure.ts";

const nobodyTried = { ...kept, attempts: 0, attemptedInTime: false, stale: true };
const matters = [...times(83, kept), ...times(14, gotThrough), ...times(3, nobodyTried)];
const result = judgePilot(matters);
const baseline = { source: "first-days", figures: [] } as const;

test("the table has the verdict's own figure first, and it says what the verdict says", () => {
  const [pair] = compareSnapshots(baseline, { result, figures: [] });
  expect(pair?.definition.id).toBe("pilot.acted-on-in-time");
  expect(pair?.pilot).toEqual({ value: 0.97, part: 97, whole: 100 });
  const report = pilotReport({
    businessName: "Northside",
    ownerName: "Dana",
    numbers: null,
    baseline: { from: "2026-10-19", to: "2026-11-01" },
    baselineSource: "first-days",
    baselineHash: null,
    days: { from: "2026-11-03", to: "2026-11-16" },
    readiness: [],
    result,
    final: true,
    resultHash: null,
    figures: compareSnapshots(baseline, { result, figures: [] }),
    records: null,
  });
  const figures = report.sections.find(({ id }) => id === "figures");
  const [title, , during] = figures?.rows[0] ?? [];
  expect([title, cellWords(during ?? null, figures?.rowKinds?.[0] ?? "count")]).toEqual(["Acted on in time", "97 %"]);
  expect(figures?.words).toContain(verdictFigureNote);
  const verdict = report.sections.find(({ id }) => id === "verdict");
  expect(verdict?.words[0]).toMatch(/^Acted on in time: 97 %\. 97 of 100 missed calls/);
});

test("a baseline of live days is counted by the same rule; one of a log, or kept before, has nothing to compare with", () => {
  const figures = keepBaselineFigures(countAll([], []), [kept, nobodyTried]);
  const pair = (from: Parameters<typeof compareSnapshots>[0]) => compareSnapshots(from, { result, figures: [] })[0];
  expect(pair({ source: "first-days", figures })).toMatchObject({ baseline: { value: 0.5 }, caution: null });
  expect(pair({ source: "imported", figures })).toMatchObject({
    baseline: null,
    caution: expect.stringContaining("phone log"),
  });
  expect(pair(baseline)).toMatchObject({ baseline: null, caution: expect.stringContaining("kept before") });
});

test("it has a name that no other figure has, and none of its values is rounded up to the goal", () => {
  expect(figureDefinitions.map(({ id }) => id)).not.toContain(verdictFigure.id);
  expect(verdictFigureOf({ calls: 0, kept: 0 }).value).toBeNull();
  expect([0.8999, 0.895, 0.8949, 0.9, 0.966, null].map(verdictShareWords)).toEqual([
    "89.9 %",
    "89.5 %",
    "89 %",
    "90 %",
    "97 %",
    "–",
  ]);
});
