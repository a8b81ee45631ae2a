import fc from "fast-check";
import { expect, test } from "vitest";
import { type Span, weekdays } from "#business-hours/calendar.ts";
import { isQuietFor, leavesNoTime, noQuietHours, type QuietHours, quietUntil } from "./quiet-hours.ts";

const at = (text: string) => Temporal.Instant.from(text);
const nights = (...days: readonly (typeof weekdays)[number][]): QuietHours => ({
  weekly: Object.fromEntries(days.map((day) => [day, [["22:00", "06:30"]]])),
  emergenciesComeThrough: true,
});

test.each([
  ["the evening before it starts", "2026-11-20T21:59-06:00", false],
  ["the minute it starts", "2026-11-20T22:00-06:00", true],
  ["after midnight, the night belongs to Friday", "2026-11-21T06:29-06:00", true],
  ["the minute it ends", "2026-11-21T06:30-06:00", false],
  ["Saturday evening, a day not asked for", "2026-11-21T23:00-06:00", false],
])("a Friday night is quiet where the person lives: %s", (_what, now, quiet) => {
  expect(isQuietFor(nights("fri"), "America/Chicago", "normal", at(now))).toBe(quiet);
});

test("the same instant is night for one and day for another", () => {
  const now = at("2026-11-21T05:00Z");
  expect(isQuietFor(nights("fri"), "America/Chicago", "high", now)).toBe(true);
  expect(isQuietFor(nights("fri"), "Europe/Berlin", "high", now)).toBe(true);
  expect(isQuietFor(nights("fri"), "Asia/Tokyo", "high", now)).toBe(false);
});

test("an emergency comes through unless the person said otherwise", () => {
  const now = at("2026-11-21T05:00Z");
  expect(isQuietFor(nights("fri"), "America/Chicago", "emergency", now)).toBe(false);
  expect(quietUntil(nights("fri"), "America/Chicago", "emergency", now)).toBeNull();
  const shut = { ...nights("fri"), emergenciesComeThrough: false };
  expect(isQuietFor(shut, "America/Chicago", "emergency", now)).toBe(true);
  expect(quietUntil(shut, "America/Chicago", "emergency", now)?.toString()).toBe("2026-11-21T12:30:00Z");
});

test("the night of the spring change ends by the clock on the wall, an hour sooner", () => {
  const now = at("2026-03-08T04:30Z");
  expect(quietUntil(nights("sat"), "America/Chicago", "normal", now)?.toString()).toBe("2026-03-08T11:30:00Z");
});

test("nobody is quiet who did not say so", () => {
  expect(isQuietFor(noQuietHours, "America/Chicago", "digest", at("2026-11-21T09:00Z"))).toBe(false);
});

test("hours that leave no minute of the week are seen", () => {
  const whole = Object.fromEntries(weekdays.map((day) => [day, [["00:00", "24:00"]]])) as Record<string, Span[]>;
  expect(leavesNoTime(whole)).toBe(true);
  expect(leavesNoTime({ ...whole, sun: [["00:00", "23:59"]] })).toBe(false);
  expect(leavesNoTime({ ...whole, mon: [["00:01", "00:01"]] })).toBe(false);
  expect(leavesNoTime({ ...whole, sun: [["00:00", "23:00"]], mon: [["12:00", "24:00"]] })).toBe(false);
});

test("quiet lasts until the moment it says, and not a minute longer", () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
  const weekly = fc.dictionary(fc.constantFrom(...weekdays), fc.array(fc.tuple(time, time), { maxLength: 2 }), {
    maxKeys: 7,
  });
  const zone = fc.constantFrom("America/Chicago", "Australia/Lord_Howe", "Europe/London", "Asia/Kathmandu");
  fc.assert(
    fc.property(weekly, zone, fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), (hours, timeZone, second) => {
      fc.pre(!leavesNoTime(hours));
      const now = Temporal.Instant.fromEpochMilliseconds(second * 1000);
      const preferences = { weekly: hours, emergenciesComeThrough: true };
      const until = quietUntil(preferences, timeZone, "normal", now);
      expect(until !== null).toBe(isQuietFor(preferences, timeZone, "normal", now));
      if (until === null) return;
      expect(isQuietFor(preferences, timeZone, "normal", until)).toBe(false);
      expect(isQuietFor(preferences, timeZone, "normal", until.subtract({ seconds: 1 }))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
