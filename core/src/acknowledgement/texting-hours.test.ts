import { expect, test } from "vitest";
import { isOutsideTextingHours } from "./texting-hours.ts";

test.each([
  ["2026-11-20T07:59:59-06:00", true],
  ["2026-11-20T08:00:00-06:00", false],
  ["2026-11-20T20:59:59-06:00", false],
  ["2026-11-20T21:00:00-06:00", true],
  ["2026-11-20T23:30:00-06:00", true],
])("in Chicago %s is outside texting hours: %s", (at, outside) => {
  expect(isOutsideTextingHours("America/Chicago", Temporal.Instant.from(at))).toBe(outside);
});
