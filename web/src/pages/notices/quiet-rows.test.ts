import { expect, test } from "vitest";
import { quietProblem, rowsOf, weekOf } from "./quiet-rows.ts";

test("a week is said in as few rows as it has different hours, and means the same again", () => {
  const weekly = {
    mon: [["21:00", "07:00"] as [string, string]],
    tue: [["21:00", "07:00"] as [string, string]],
    sun: [["12:00", "14:00"] as [string, string], ["21:00", "07:00"] as [string, string]],
  };
  const rows = rowsOf(weekly);
  expect(rows).toEqual([
    { from: "21:00", to: "07:00", days: ["mon", "tue", "sun"] },
    { from: "12:00", to: "14:00", days: ["sun"] },
  ]);
  expect(rowsOf(weekOf(rows))).toEqual(rows);
});

test("hours that cannot be read or never end are not saved", () => {
  expect(quietProblem({ mon: [["9ish", "10:00"]] })).toMatch(/cannot be read/);
  const always = Object.fromEntries(
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [["00:00", "24:00"]]]),
  );
  expect(quietProblem(always)).toMatch(/no time/);
  expect(quietProblem({ mon: [["21:00", "07:00"]] })).toBeNull();
});
