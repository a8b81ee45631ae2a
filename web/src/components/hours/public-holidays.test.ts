import { expect, test } from "vitest";
import { holidayName, upcomingHolidays, usHolidays } from "./public-holidays.ts";

test("the moving holidays of 2026 and 2027 fall where the calendar has them", () => {
  const date = (year: number, name: string) => usHolidays(year).find((each) => each.name === name)?.date;
  expect(date(2026, "Thanksgiving")).toBe("2026-11-26");
  expect(date(2026, "Memorial Day")).toBe("2026-05-25");
  expect(date(2026, "Labor Day")).toBe("2026-09-07");
  expect(date(2027, "Memorial Day")).toBe("2027-05-31");
  expect(date(2027, "Thanksgiving")).toBe("2027-11-25");
});

test("the year to come holds each holiday once", () => {
  const names = upcomingHolidays("2026-11-21").map((each) => each.name);
  expect(names[0]).toBe("Thanksgiving");
  expect(new Set(names).size).toBe(names.length);
});

test("an ordinary day has no name", () => expect(holidayName("2026-11-21")).toBeNull());
