import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseBusinessCalendar } from "./calendar.ts";

const valid = {
  timeZone: "America/Chicago",
  weekly: {
    mon: [
      ["08:00", "12:00"],
      ["13:00", "17:00"],
    ],
    sat: [["22:00", "24:00"]],
  },
  holidays: ["2026-12-25"],
  specialHours: { "2026-12-24": [["08:00", "12:00"]], "2026-12-31": [] },
};

test("a good calendar is read, and days not named are closed", () => {
  expect(parseBusinessCalendar(valid)).toEqual({
    ok: true,
    calendar: { ...valid, weekly: { ...valid.weekly, tue: [], wed: [], thu: [], fri: [], sun: [] } },
  });
});

test("holidays and special hours may be left out, the weekly hours may be empty", () => {
  expect(parseBusinessCalendar({ timeZone: "UTC", weekly: {} })).toMatchObject({
    ok: true,
    calendar: { holidays: [], specialHours: {} },
  });
});

test.each([
  "america/chicago",
  "US/Central",
  "EST5EDT",
  "Etc/GMT+5",
  "America/Argentina/Buenos_Aires",
  "Europe/Kyiv",
  "UTC",
])("the zone %s is known", (timeZone) => {
  expect(parseBusinessCalendar({ ...valid, timeZone }).ok).toBe(true);
});

test("a zone is kept in its usual spelling", () => {
  expect(parseBusinessCalendar({ ...valid, timeZone: "america/chicago" })).toMatchObject({
    calendar: { timeZone: "America/Chicago" },
  });
});

test.each([
  ["a list", [], "invalid_calendar"],
  ["nothing", null, "invalid_calendar"],
  ["no zone", { ...valid, timeZone: undefined }, "invalid_timezone"],
  ["an empty zone", { ...valid, timeZone: "" }, "invalid_timezone"],
  ["an unknown zone", { ...valid, timeZone: "Mars/Olympus_Mons" }, "invalid_timezone"],
  ["an offset for a zone", { ...valid, timeZone: "+05:30" }, "invalid_timezone"],
  ["an instant for a zone", { ...valid, timeZone: "2026-01-01T00:00Z[Europe/Paris]" }, "invalid_timezone"],
  ["a zone with a line break", { ...valid, timeZone: "UTC\n" }, "invalid_timezone"],
  ["no weekly hours", { ...valid, weekly: undefined }, "invalid_weekly"],
  ["a list of weekly hours", { ...valid, weekly: [] }, "invalid_weekly"],
  ["an unknown weekday", { ...valid, weekly: { monday: [] } }, "invalid_weekly"],
  ["a weekday in capitals", { ...valid, weekly: { Mon: [] } }, "invalid_weekly"],
  ["a key of Object's own", { ...valid, weekly: JSON.parse('{"__proto__":[]}') }, "invalid_weekly"],
  ["a weekday that is no list", { ...valid, weekly: { mon: "08:00-17:00" } }, "invalid_weekly"],
  ["a weekday that is null", { ...valid, weekly: { mon: null } }, "invalid_weekly"],
  ["a bare pair for a list of spans", { ...valid, weekly: { mon: ["08:00", "17:00"] } }, "invalid_span"],
  ["one time", { ...valid, weekly: { mon: [["08:00"]] } }, "invalid_span"],
  ["three times", { ...valid, weekly: { mon: [["08:00", "09:00", "10:00"]] } }, "invalid_span"],
  ["a time without a leading zero", { ...valid, weekly: { mon: [["8:00", "17:00"]] } }, "invalid_span"],
  ["a time with seconds", { ...valid, weekly: { mon: [["08:00:00", "17:00"]] } }, "invalid_span"],
  ["an hour past 24:00", { ...valid, weekly: { mon: [["08:00", "25:00"]] } }, "invalid_span"],
  ["a minute past 24:00", { ...valid, weekly: { mon: [["08:00", "24:01"]] } }, "invalid_span"],
  ["minute 60", { ...valid, weekly: { mon: [["08:60", "17:00"]] } }, "invalid_span"],
  ["numbers for times", { ...valid, weekly: { mon: [[8, 17]] } }, "invalid_span"],
  ["a holiday for a list", { ...valid, holidays: "2026-12-25" }, "invalid_holidays"],
  ["a day that does not exist", { ...valid, holidays: ["2026-02-29"] }, "invalid_date"],
  ["a date with a time", { ...valid, holidays: ["2026-12-25T00:00"] }, "invalid_date"],
  ["a date without dashes", { ...valid, holidays: ["20261225"] }, "invalid_date"],
  ["a number for a date", { ...valid, holidays: [20261225] }, "invalid_date"],
  ["a list of special hours", { ...valid, specialHours: [] }, "invalid_special_hours"],
  ["special hours that are no list", { ...valid, specialHours: { "2026-12-24": "closed" } }, "invalid_special_hours"],
  ["special hours on no date", { ...valid, specialHours: { christmas: [] } }, "invalid_date"],
  ["a bad special span", { ...valid, specialHours: { "2026-12-24": [["x", "y"]] } }, "invalid_span"],
])("%s is refused with its word", (_, input, error) => {
  expect(parseBusinessCalendar(input)).toMatchObject({ ok: false, error, message: expect.any(String) });
});

test("whatever comes in, an answer comes out", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.anything(), (weekly, holidays, specialHours) => {
      expect(typeof parseBusinessCalendar({ timeZone: "UTC", weekly, holidays, specialHours }).ok).toBe("boolean");
    }),
  );
});
