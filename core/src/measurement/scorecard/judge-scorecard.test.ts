import { expect, test } from "vitest";
import type { DrillCheck, DrillChecks } from "#measurement/judge-drill.ts";
import { checkDefinitions, levelOf } from "./check-definitions.ts";
import { judgeScorecard, type ScorecardMaterial } from "./judge-scorecard.ts";
import { checkNames, type ScorecardCase } from "./scorecard-case.ts";

const now = Temporal.Instant.from("2026-11-20T18:00:00Z");
const good: ScorecardCase = {
  callId: "c",
  startedAt: now.subtract({ hours: 30 }),
  noticedAfterSeconds: 0,
  told: "delivered",
  toldAfterSeconds: 4,
  spoke: true,
  judged: true,
  urgent: true,
  sooner: true,
  owner: "by-rule",
  overdueOrClosed: true,
  closed: true,
  tryPlanned: false,
};
const month = (cases: number, more: Partial<ScorecardCase> = {}): ScorecardCase[] =>
  Array.from({ length: cases }, (_, index) => ({ ...good, ...more, callId: `c${index}` }));
const passedCheck: DrillCheck = { state: "passed", words: "Well.", afterMs: null };
const passedDrill: DrillChecks = {
  detect: passedCheck,
  acknowledge: passedCheck,
  urgency: passedCheck,
  ownership: passedCheck,
  loop: passedCheck,
};
const judge = (material: Partial<ScorecardMaterial>) => {
  const { checks, score } = judgeScorecard({ cases: month(60), drill: null, textsOn: true, ...material }, now);
  return {
    score,
    levels: checks.map(({ level }) => level),
    red: checks.filter(({ colour }) => colour === "red").map(({ check }) => check),
  };
};
const drill = (checks: Partial<DrillChecks>) => ({
  id: "d",
  startedAt: now.subtract({ hours: 1 }),
  checks: { ...passedDrill, ...checks },
});
const failed: DrillCheck = { state: "failed", words: "Not.", afterMs: null };

test("a good month is green, and with a passed drill it is proven", () => {
  expect(judge({})).toEqual({ score: 5, levels: [4, 4, 4, 4, 4], red: [] });
  expect(judge({ drill: drill({}) })).toEqual({ score: 5, levels: [5, 5, 5, 5, 5], red: [] });
});

test("nothing is proven by nothing: without data every check is red", () => {
  expect(judge({ cases: [] })).toEqual({ score: 0, levels: [null, null, null, null, null], red: [...checkNames] });
});

test("a drill alone proves that it can work, not that it does", () => {
  expect(judge({ cases: [], drill: drill({}) })).toEqual({ score: 0, levels: [3, 3, 3, 3, 3], red: [] });
});

const broken: Record<(typeof checkNames)[number], Partial<ScorecardCase>> = {
  // Noticed hours later from the log, so that the text came too late and the callback with it.
  detect: { noticedAfterSeconds: null, told: "none", toldAfterSeconds: null, owner: "last-resort", closed: false },
  acknowledge: { told: "failed", toldAfterSeconds: null },
  urgency: { judged: false, urgent: false },
  ownership: { owner: "last-resort" },
  loop: { closed: false },
};

test.each(checkNames)("what broke %s after a good month turns that check red and no other", (check) => {
  expect(judge({ cases: [...month(10, broken[check]), ...month(200)] }).red).toEqual([check]);
  expect(judge({ cases: month(40, broken[check]) }).red).toContain(check);
});

test.each(checkNames)("a drill that fails at %s turns that check red and no other", (check) => {
  expect(judge({ drill: drill({ [check]: failed }) }).red).toEqual([check]);
});

test("a drill that never arrived says nothing about what comes after", () => {
  const lost = { detect: failed, acknowledge: failed, urgency: failed, ownership: failed, loop: failed };
  expect(judge({ drill: drill(lost) }).red).toEqual(["detect"]);
  expect(judge({ drill: drill({ ownership: failed, loop: failed }) }).red).toEqual(["ownership"]);
});

test("a drill of the month before last proves nothing any more", () => {
  const old = { ...drill({ loop: failed }), startedAt: now.subtract({ hours: 24 * 40 }) };
  expect(judge({ drill: old }).red).toEqual([]);
});

test("with texts switched off nobody is told", () => {
  expect(judge({ textsOn: false, cases: month(60, { told: "none" }) }).red).toEqual(["acknowledge"]);
});

test("what is not due yet, or to be tried again, says nothing about the loop", () => {
  const underWay = [...month(50, { closed: false, tryPlanned: true }), ...month(20)];
  expect(judge({ cases: underWay }).red).toEqual([]);
  expect(judge({ cases: month(50, { closed: false, overdueOrClosed: false }) }).red).toEqual(["loop"]);
});

test("the failed calls are what a check opens", () => {
  const cases = [...month(1, { owner: "nobody" }), ...month(99).map((one, index) => ({ ...one, callId: `g${index}` }))];
  const ownership = judgeScorecard({ cases, drill: null, textsOn: true }, now).checks.find(
    ({ check }) => check === "ownership",
  );
  expect(ownership?.evidence[0]?.calls.map(({ id }) => id)).toEqual(["c0"]);
});

test("levels begin at their thresholds", () => {
  const { shares } = checkDefinitions.loop;
  expect([1, 0.95, 0.949, 0.9, 0.75, 0.5, 0.499, 0].map((share) => levelOf(share, shares))).toEqual([
    5, 5, 4, 4, 3, 2, 1, 1,
  ]);
});
