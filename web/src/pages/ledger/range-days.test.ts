import { expect, test } from "vitest";
import { addDays, daysOf, monthsOf, rangeDays } from "./range-days.ts";

const today = "2026-03-09";

test("seven days are today and the six before", () => {
  expect(rangeDays({}, today)).toEqual({ from: "2026-03-03", to: today });
  expect(daysOf(rangeDays({}, today))).toBe(7);
  expect(daysOf(rangeDays({ range: "month" }, today))).toBe(30);
  expect(daysOf(rangeDays({ range: "year" }, today))).toBe(365);
});

test("a range of one's own may be backwards or half", () => {
  expect(rangeDays({ range: "custom", from: "2026-02-10", to: "2026-02-01" }, today)).toEqual({
    from: "2026-02-01",
    to: "2026-02-10",
  });
  expect(rangeDays({ range: "custom", from: "2026-02-10" }, today)).toEqual({ from: "2026-02-10", to: "2026-02-10" });
});

test("days count by the calendar, also over a change of the clocks and a leap day", () => {
  expect(addDays("2026-03-07", 2)).toBe("2026-03-09");
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
});

test("the months of a range are cut to it", () => {
  expect(monthsOf({ from: "2025-12-30", to: "2026-02-10" })).toEqual([
    { month: "2026-02", from: "2026-02-01", to: "2026-02-10" },
    { month: "2026-01", from: "2026-01-01", to: "2026-01-31" },
    { month: "2025-12", from: "2025-12-30", to: "2025-12-31" },
  ]);
});
