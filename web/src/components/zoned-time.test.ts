import { expect, test } from "vitest";
import { dateAfter, zonedMs } from "./zoned-time.ts";

const iso = (ms: number) => new Date(ms).toISOString();

test.each([
  ["2026-11-23", "08:15", "America/Chicago", "2026-11-23T14:15:00.000Z"],
  ["2026-07-01", "08:15", "America/Chicago", "2026-07-01T13:15:00.000Z"],
  ["2026-11-23", "00:00", "Asia/Kathmandu", "2026-11-22T18:15:00.000Z"],
  // The hour that is skipped, and the one that comes twice.
  ["2026-03-08", "02:30", "America/Chicago", "2026-03-08T08:30:00.000Z"],
  ["2026-11-01", "01:30", "America/Chicago", "2026-11-01T06:30:00.000Z"],
  ["2026-03-29", "03:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
])("%s %s in %s is %s", (date, time, zone, instant) => {
  expect(iso(zonedMs(date, time, zone))).toBe(instant);
});

test("days are added on the calendar", () => {
  expect([dateAfter("2026-11-30", 1), dateAfter("2026-03-01", -1)]).toEqual(["2026-12-01", "2026-02-28"]);
});
