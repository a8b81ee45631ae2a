import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNumber } from "#phone-number.ts";
import { readDuration } from "./read-duration.ts";
import { PartyReader } from "./read-party.ts";
import { readTime } from "./read-time.ts";
import { ZoneClock } from "./zone-clock.ts";

test.each([
  ["2026-11-20 20:02:07", "2026-11-20T20:02:07Z"],
  ["2026-11-20T20:02", "2026-11-20T20:02:00Z"],
  ["11/20/2026 8:02 PM", "2026-11-20T20:02:00Z"],
  ["11/20/26 20:02:07", "2026-11-20T20:02:07Z"],
  ["20.11.2026 20:02", "2026-11-20T20:02:00Z"],
  ["Fri 11/20/2026 12:02 am", "2026-11-20T00:02:00Z"],
  ["Nov 20, 2026, 8:02:07 PM", "2026-11-20T20:02:07Z"],
  ["20 November 2026 20:02", "2026-11-20T20:02:00Z"],
  ["46346.834803", "2026-11-20T20:02:07Z"],
])("a local time is read: %s", (text, expected) => {
  const read = readTime(text, "month-first");
  expect(read.kind).toBe("local");
  expect(read.kind === "local" && new Date(read.localMs).toISOString().replace(".000", "")).toBe(expected);
});

test.each([
  ["2026-11-20T20:02:07.123Z", "2026-11-20T20:02:07.000Z"],
  ["2026-11-20 20:02:07-06:00", "2026-11-21T02:02:07.000Z"],
  ["Fri, 20 Nov 2026 20:02:07 +0000", "2026-11-20T20:02:07.000Z"],
  ["2026-11-20 20:02:07 UTC", "2026-11-20T20:02:07.000Z"],
  ["11/20/2026 8:02 PM CST", "2026-11-21T02:02:00.000Z"],
  ["1795204927", "2026-11-20T20:02:07.000Z"],
  ["1795204927000", "2026-11-20T20:02:07.000Z"],
])("a time that says its offset is an instant: %s", (text, expected) => {
  const read = readTime(text, "month-first");
  expect(read.kind === "instant" && new Date(read.epochMs).toISOString()).toBe(expected);
});

test.each(["", "2026-13-01 10:00:00", "31/31/2026 10:00", "2026-02-29 10:00:00", "25:00", "2026-11-20", "soon", "12"])(
  "what is no time of a call is not read: %s",
  (text) => expect(readTime(text, "month-first").kind).toBe("unreadable"),
);

test("the day comes first where the log says so", () => {
  const read = readTime("03/04/2026 10:00", "day-first");
  expect(read.kind === "local" && new Date(read.localMs).toISOString()).toBe("2026-04-03T10:00:00.000Z");
});

const zones = ["America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/London", "America/St_Johns"];

test("the remembered hours give what Temporal gives, in every zone and on the days clocks are changed", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
      fc.constantFrom("earlier", "later"),
      (zone, localMs, choice) => {
        const local = Temporal.Instant.fromEpochMilliseconds(localMs).toZonedDateTimeISO("UTC").toPlainDateTime();
        const expected = local.toZonedDateTime(zone, { disambiguation: choice }).epochMilliseconds;
        const clock = new ZoneClock(zone, choice, choice);
        clock.toEpochMs(localMs - 1_800_000);
        expect(clock.toEpochMs(localMs)).toBe(expected);
        const day = Temporal.Instant.fromEpochMilliseconds(expected).toZonedDateTimeISO(zone).toPlainDate();
        expect(clock.localDay(expected)).toBe(Temporal.PlainDate.from("1970-01-01").until(day).days);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("times that never were or were twice are told apart and counted", () => {
  const clock = new ZoneClock("America/Chicago", "reject", "reject");
  expect(clock.toEpochMs(Date.UTC(2026, 2, 8, 2, 30))).toBe("time-does-not-exist");
  expect(clock.toEpochMs(Date.UTC(2026, 10, 1, 1, 30))).toBe("time-happened-twice");
  expect([clock.missingTimes, clock.ambiguousTimes]).toEqual([1, 1]);
  expect(() => new ZoneClock("America/Nowhere", "earlier", "reject")).toThrow(RangeError);
});

test.each([
  ["83", 83],
  ["1:23", 83],
  ["00:01:23", 83],
  ["1m 23s", 83],
  ["1 h 2 min", 3720],
  ["", null],
  ["-", null],
  ["-3", "negative-duration"],
  ["soon", "unreadable-duration"],
  ["99999999", "unreadable-duration"],
])("a duration is read: %s", (text, expected) => expect(readDuration(text)).toBe(expected));

test.each([
  ["(312) 555-0101", { kind: "number", number: "+13125550101" }],
  ["'+13125550101", { kind: "number", number: "+13125550101" }],
  ["Dana <+13125550101>", { kind: "number", number: "+13125550101" }],
  ["Dana (3125550101)", { kind: "number", number: "+13125550101" }],
  ["sip:+13125550101@trunk", { kind: "number", number: "+13125550101" }],
  ["Anonymous", { kind: "withheld" }],
  ["+17378742833", { kind: "withheld" }],
  ["1.31256E+10", { kind: "destroyed" }],
  ["117", { kind: "inside", name: "117" }],
  ["Chen, Maya (117)", { kind: "inside", name: "Chen, Maya (117)" }],
])("a party is read: %s", (text, expected) => expect(new PartyReader().read(text)).toEqual(expected));

test("the short way for American numbers gives what the library gives", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+1[2-9]\d{9}$/), (number) => {
      const party = new PartyReader().read(number);
      if (party.kind === "number") expect(party.number).toBe(parseNumber(number));
    }),
    { numRuns: 500 },
  );
});
