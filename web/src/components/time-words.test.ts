import { expect, test } from "vitest";
import { dayDistance, durationWords, playTime, whenWords } from "./time-words.ts";

const zone = "America/Chicago";
const now = Date.parse("2026-11-20T20:14:19Z");

test.each([
  ["2026-11-20T20:02:07Z", "14:02"],
  ["2026-11-20T05:30:00Z", "yesterday 23:30"],
  ["2026-11-21T14:00:00Z", "tomorrow 08:00"],
  ["2026-11-23T14:15:00Z", "Mon 08:15"],
  ["2026-11-03T14:15:00Z", "3 Nov 08:15"],
])("%s reads %s for a business in Chicago", (iso, words) => {
  expect(whenWords(Date.parse(iso), now, zone)).toBe(words);
});

test("days are counted by the business's calendar, also over a change of the clocks", () => {
  // 1 November 2026: clocks go back in Chicago, the day has 25 hours.
  expect(dayDistance(Date.parse("2026-11-02T05:30:00Z"), Date.parse("2026-11-01T05:30:00Z"), zone)).toBe(0);
  expect(dayDistance(Date.parse("2026-11-02T06:30:00Z"), Date.parse("2026-11-01T05:30:00Z"), zone)).toBe(1);
});

test.each([
  [400, "0 s"],
  [31_000, "31 s"],
  [6 * 60_000, "6 min"],
  [3_600_000, "1 h"],
  [2 * 3_600_000 + 5 * 60_000, "2 h 5 min"],
  [3 * 86_400_000, "3 days"],
])("%i ms is %s", (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});

test("a recording's time is minutes and seconds", () => {
  expect([playTime(0), playTime(12.9), playTime(61), playTime(-1)]).toEqual(["0:00", "0:12", "1:01", "0:00"]);
});
