import { expect, test } from "vitest";
import { copyDay, type HoursDraft, hoursProblems, nextSpan, weekPresets } from "./hours-draft.ts";

const weekly = weekPresets[0]?.weekly() ?? expect.fail("no preset");
const hours: HoursDraft = { timeZone: "America/Chicago", weekly, holidays: [], specialHours: {} };

test("a preset week has no problems", () => {
  for (const preset of weekPresets) expect(hoursProblems({ ...hours, weekly: preset.weekly() })).toEqual([]);
});

test("a time half written keeps the hours from being saved", () => {
  expect(hoursProblems({ ...hours, weekly: { ...weekly, tue: [["08:00", "5x"]] } })).toHaveLength(1);
});

test("a week that never opens is refused, whatever the special days say", () => {
  const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  expect(hoursProblems({ ...hours, weekly: closed })).toHaveLength(1);
});

test("a day copied to the workdays leaves the weekend alone and shares nothing with its copies", () => {
  const copied = copyDay({ ...weekly, tue: [["07:00", "15:00"]] }, "tue", "workdays");
  expect(copied.fri).toEqual([["07:00", "15:00"]]);
  expect(copied.sat).toEqual([]);
  expect(copied.fri).not.toBe(copied.tue);
});

test("the proposed span starts after the last one", () => {
  expect(nextSpan([])).toEqual(["08:00", "17:00"]);
  expect(nextSpan([["08:00", "12:00"]])).toEqual(["13:00", "17:00"]);
});
