import { expect, test } from "vitest";
import { costReport } from "#measurement/cost/cost-report.ts";
import { workOutCost } from "#measurement/cost/work-out-cost.ts";
import { compareRecords } from "#measurement/pilot/compare-records.ts";
import { judgePilot } from "#measurement/pilot/judge-pilot.ts";
import { pilotReport } from "#measurement/pilot/pilot-report.ts";
import { compareSnapshots } from "#measurement/pilot/pilot-snapshot.ts";
import { judgeScorecard } from "#measurement/scorecard/judge-scorecard.ts";
import { scorecardReport } from "#measurement/scorecard/scorecard-report.ts";
import { cellWords, kindOfCell } from "./cell-words.ts";
import type { Report } from "./report-model.ts";

const days = { from: "2026-11-01", to: "2026-11-14" };
const nothingTyped = {
  missedPerMonth: null,
  conversion: null,
  worth: null,
  repeat: null,
  referral: null,
  minutesPerTry: null,
  staffHour: null,
};
const cost = workOutCost({
  range: days,
  today: "2026-11-20",
  firstDay: null,
  currency: "USD",
  typed: {
    ...nothingTyped,
    missedPerMonth: { value: 30, on: "2026-11-03", by: "Maya" },
    worth: { value: 40_000, on: "2026-11-03", by: null },
  },
  adSpend: [],
  numbers: [],
  reached: { reached: 0, booked: 0 },
  won: { cases: 0, meanCents: 0, spreadCents: 0 },
  extraTries: 3,
});
const pilotOf = (result: Parameters<typeof pilotReport>[0]["result"]) =>
  pilotReport({
    businessName: "Northside",
    ownerName: "Dana",
    numbers: null,
    baseline: days,
    baselineSource: "imported",
    baselineHash: "ab",
    days,
    readiness: [],
    result,
    final: true,
    resultHash: null,
    figures: compareSnapshots({ source: "imported", figures: [] }, null),
    records: compareRecords([]),
  });
const reports: Report[] = [
  costReport(cost, { businessName: "Northside", range: days, currency: "USD" }),
  scorecardReport(
    judgeScorecard({ cases: [], drill: null, textsOn: true }, Temporal.Instant.from("2026-11-20T12:00:00Z")),
    { businessName: "Northside", since: "2026-10-24", callers: 0 },
  ),
  pilotOf(judgePilot([])),
];

test.each(reports)("$id: every table is whole, and the claim level is on it (S1-39, S1-54)", ({ claim, sections }) => {
  expect(claim).toMatch(/^Claim level: for planning/);
  for (const { columns, rows, rowKinds } of sections) {
    for (const row of rows) expect(row).toHaveLength(columns.length);
    if (rowKinds) expect(rowKinds).toHaveLength(rows.length);
  }
});

test("the cost names its formula with the numbers put in, and each input's source", () => {
  const [sums, inputs] = reports[0]?.sections ?? [];
  expect(sums?.words[1]).toBe("30 callers a month × 20 % × $400 = $2,400 a month");
  expect(inputs?.rows).toContainEqual(["Callers lost", "30", "30", "30", "Maya typed it in on 3 Nov", "fair"]);
});

test("a pilot without calls did not fail: it had too few", () => {
  expect(reports[2]?.title).toBe("Recovery pilot: Too few calls to say");
});

test("a share just below the pilot's goal is not rounded up to it, in any table", () => {
  const share = { calls: 1000, kept: 897 };
  const { sections } = pilotOf({ ...judgePilot([]), ...share, inHours: share, afterHours: share, verdict: "failed" });
  const table = sections.find(({ id }) => id === "verdict");
  if (table === undefined) throw new Error("There is no verdict.");
  expect(table.rows.map((cells, row) => cellWords(cells[3] ?? null, kindOfCell(table, row, 3)))).toEqual([
    "89.7 %",
    "89.7 %",
    "89.7 %",
  ]);
});
