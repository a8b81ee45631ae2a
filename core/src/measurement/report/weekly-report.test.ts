import { expect, test } from "vitest";
import type { Figure } from "#measurement/figures/definitions.ts";
import { type ReportedWeek, weeklyReport } from "./weekly-report.ts";
import { withoutPeople } from "./without-people.ts";

const figure = (id: string, value: number): Figure => ({ id, value, part: null, whole: null });
const caller = {
  callerName: "Carla Caller",
  callerNumber: "+13125550177",
  started: "2026-11-17 10:00",
  owner: "Luis",
  outcome: null,
  attempts: 2,
  note: "Her dog bites",
};
const week: ReportedWeek = {
  business: "Northside",
  timeZone: "America/Chicago",
  week: { from: "2026-11-16", to: "2026-11-22" },
  figures: [figure("calls.inbound", 97), figure("calls.missed-rate", 0.23)],
  before: [figure("calls.inbound", 76)],
  review: {
    isFinished: false,
    left: { callers: 1, emergencies: 0 },
    looseCalls: 2,
    all: { callers: 3, emergencies: 1 },
    callers: [
      { ...caller, due: "2026-11-17 11:00", isOverdue: true, isSettled: false },
      { ...caller, due: "2026-11-17 11:00", isOverdue: true, isSettled: true },
      { ...caller, due: "2026-11-17 11:00", isOverdue: false, isSettled: true, outcome: "Booked" },
    ],
    emergencies: [{ ...caller, triedAfterMinutes: 3, talkedAfterMinutes: null, verdict: "too-late" }],
  },
};
const section = (id: string, of = week) => weeklyReport(of).sections.find((one) => one.id === id);

test("it says what is left, how each caller stands, and what changed", () => {
  expect(section("left")?.words).toEqual([
    "The review is not finished yet.",
    "1 of the 3 callers who had no answer then have none yet.",
    "0 of 1 emergency still to be looked at.",
    "Missed calls without any callback: 2.",
  ]);
  expect(section("callers")?.rows.map((cells) => cells[6])).toEqual(["overdue", "somebody has it", "Booked"]);
  expect(section("emergencies")?.rows[0]?.slice(5, 8)).toEqual([3, null, "Too late"]);
  expect(section("changed")?.rows.slice(0, 2)).toEqual([
    ["Calls", 97, 76],
    ["Missed by people", 0.23, null],
  ]);
  for (const { columns, rows } of weeklyReport(week).sections)
    for (const row of rows) expect(row).toHaveLength(columns.length);
});

test("a week without a review says so and still has its figures", () => {
  const empty = weeklyReport({ ...week, review: null });
  expect(empty.sections.map(({ id }) => id)).toEqual(["left", "changed"]);
  const calm = {
    ...week,
    review: { ...week.review, callers: [], emergencies: [], all: { callers: 0, emergencies: 0 }, isFinished: true },
  } as ReportedWeek;
  expect(section("left", calm)?.words[1]).toBe("Every caller had an answer when the week was over.");
});

test("of too many only some are listed, and the report says so; what is left counts all", () => {
  const left = { callers: 2100, emergencies: 0 };
  const many = { ...week, review: { ...week.review, left, all: { callers: 3214, emergencies: 1 } } } as ReportedWeek;
  expect(section("left", many)?.words[1]).toBe("2,100 of the 3,214 callers who had no answer then have none yet.");
  expect(section("callers", many)?.words).toEqual([
    "Only 3 of 3,214 are listed, those still to be done before others. The page of the review has all.",
  ]);
  expect(section("emergencies", many)?.words).toEqual([]);
  expect(section("callers")?.words).toEqual([]);
});

test("for whoever has a link it names nobody", () => {
  const said = JSON.stringify(withoutPeople(weeklyReport(week)));
  expect(said.match(/Carla|Luis|dog|0177/g)).toBeNull();
  expect(said).toContain("ends in 77");
});
