// The promise: never outside of a window in any zone where somebody could be, and held no longer than needed. Compared with
// a walk over every minute, for every row of the tables.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { HourSpan } from "#playbook/texting-rules.ts";
import { stateByAreaCode } from "./area-codes.ts";
import { provinceByAreaCode } from "./canadian-area-codes.ts";
import { isHoliday } from "./holidays.ts";
import { afterQuietHours, lawfulMoment } from "./lawful-moment.ts";
import { candidatePlaces, type Place, placeOfPostalCode } from "./places.ts";
import { type State, zonesByState } from "./states.ts";
import { hoursOn, rowsFor } from "./windows.ts";

const anyHour: HourSpan = { fromHour: 0, toHour: 24 };
const states = Object.keys(zonesByState) as State[];
const places: readonly Place[] = [
  ...states.map((state) => ({ region: `US-${state}`, zones: zonesByState[state] })),
  { region: null, zones: ["America/Chicago"] },
  { region: null, zones: ["Europe/London"] },
  { region: "CA-ON", zones: ["America/Toronto"] },
  { region: "CA-NL", zones: ["America/St_Johns", "America/Halifax"] },
];
const begin = Temporal.Instant.from("2026-01-01T00:00:00Z");
const moments = fc.integer({ min: 0, max: 2 * 365 * 24 * 60 }).map((minutes) => begin.add({ minutes }));
const classes = fc.constantFrom("service", "marketing");
const somePlaces = fc.array(fc.constantFrom(...places), { minLength: 1, maxLength: 3 });
const narrower = fc
  .tuple(fc.integer({ min: 8, max: 14 }), fc.integer({ min: 15, max: 21 }))
  .map(([fromHour, toHour]) => ({ fromHour, toHour }));

/** The rule as table 1a tells it, without any search. */
function isLawful(textClass: "service" | "marketing", at: Temporal.Instant, where: readonly Place[], own: HourSpan) {
  return where.every(({ region, zones }) =>
    zones.every((zone) => {
      const local = at.toZonedDateTimeISO(zone);
      return [own, ...rowsFor(textClass, region).map((row) => hoursOn(row, region, local.toPlainDate()))].every(
        (hours) => hours !== null && local.hour >= hours.fromHour && local.hour < hours.toHour,
      );
    }),
  );
}

test("a text is held to the first lawful minute, and to no later one", () => {
  fc.assert(
    fc.property(classes, somePlaces, narrower, moments, (textClass, where, own, now) => {
      const until = lawfulMoment(textClass, where, own, now);
      if (isLawful(textClass, now, where, own)) {
        expect(until?.equals(now)).toBe(true);
        return;
      }
      // Every opening is on a whole hour somewhere; half hours are those of Newfoundland.
      let walk = now;
      const end = until ?? now.add({ hours: 24 * 9 });
      for (;;) {
        const minute = walk.toZonedDateTimeISO("UTC").minute;
        walk = walk.add({ minutes: 30 - (minute % 30) });
        if (Temporal.Instant.compare(walk, end) >= 0) break;
        if (isLawful(textClass, walk, where, own)) expect.fail(`${walk} was lawful before ${end}`);
      }
      if (until !== null) expect(isLawful(textClass, until, where, own)).toBe(true);
    }),
    { numRuns: 120 },
  );
});

const areas = [...stateByAreaCode.keys(), ...provinceByAreaCode.keys()].map((areaCode) =>
  candidatePlaces({ number: `+1${areaCode}5550117`, addresses: [], override: null, lineTimeZone: "Asia/Tokyo" }),
);
const rows = new Map(areas.map((where) => [JSON.stringify(where), where] as const));

test("every area code of the tables has one region, and its zones are its own and not the line's", () => {
  expect(areas).toHaveLength(359 + 56);
  for (const where of areas) {
    expect(where).toHaveLength(1);
    expect(where[0]?.region).toMatch(/^(US|CA)-[A-Z]{2}$/);
    expect(where[0]?.zones).not.toContain("Asia/Tokyo");
    for (const zone of where[0]?.zones ?? []) expect(() => begin.toZonedDateTimeISO(zone)).not.toThrow();
  }
});

test.each([...rows])("%s: at every opening and closing hour of a holiday, a Friday and a weekend", (_, where) => {
  const start = Temporal.Instant.from("2026-11-26T00:00:00Z"); // Thanksgiving
  for (let hour = 0; hour < 4 * 24; hour += 1) {
    for (const textClass of ["service", "marketing"] as const) {
      const at = start.add({ hours: hour, minutes: hour % 2 === 0 ? 0 : 59 });
      const until = lawfulMoment(textClass, where, anyHour, at);
      if (isLawful(textClass, at, where, anyHour)) expect(until?.equals(at)).toBe(true);
      else expect(until === null || Temporal.Instant.compare(until, at) > 0).toBe(true);
    }
  }
});

test("more places and narrower hours never bring a text forward", () => {
  fc.assert(
    fc.property(
      classes,
      somePlaces,
      fc.constantFrom(...places),
      narrower,
      moments,
      (textClass, where, more, own, now) => {
        const wide = lawfulMoment(textClass, where, anyHour, now);
        for (const narrow of [
          lawfulMoment(textClass, [...where, more], anyHour, now),
          lawfulMoment(textClass, where, own, now),
        ])
          expect(narrow === null || (wide !== null && Temporal.Instant.compare(narrow, wide) >= 0)).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});

test("advertising is never freer than 08:00 to 21:00, informing never than 08:00 to 20:00", () => {
  for (const { region, zones } of places) {
    for (let hour = 0; hour < 24; hour += 1) {
      const at = Temporal.PlainDateTime.from({ year: 2026, month: 11, day: 18, hour }).toZonedDateTime(
        zones[0] ?? "UTC",
      );
      const where = [{ region, zones: zones.slice(0, 1) }];
      if (hour < 8 || hour >= 21) expect(isLawful("marketing", at.toInstant(), where, anyHour)).toBe(false);
      if (hour < 8 || hour >= 20) expect(isLawful("service", at.toInstant(), where, anyHour)).toBe(false);
    }
  }
});

test("the quiet hours of the owner end where the last of the zones wakes up", () => {
  const night = Temporal.Instant.from("2026-11-21T04:30:00Z"); // 22:30 in Chicago, 23:30 in New York
  const where = [{ region: "US-IN", zones: ["America/New_York", "America/Chicago"] }];
  const until = afterQuietHours(where, { fromHour: 22, toHour: 7 }, night);
  expect(until?.toString()).toBe("2026-11-21T13:00:00Z"); // 7:00 in Chicago
  expect(afterQuietHours(where, { fromHour: 0, toHour: 6 }, night)?.toString()).toBe("2026-11-21T04:30:00Z");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 23 }), moments, (fromHour, toHour, now) => {
      const end = afterQuietHours(where, { fromHour, toHour }, now);
      const isQuiet = (at: Temporal.Instant) =>
        ["America/New_York", "America/Chicago"].some((zone) => {
          const { hour } = at.toZonedDateTimeISO(zone);
          return fromHour <= toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
        });
      if (end === null) return;
      expect(isQuiet(end)).toBe(false);
      for (let at = now; Temporal.Instant.compare(at, end) < 0; at = at.add({ minutes: 30 }))
        expect(isQuiet(at)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ["2026-11-26", "US-AL", true], // Thanksgiving
  ["2026-07-03", "US-PA", true], // Independence Day of a year where it is a Saturday, observed
  ["2026-07-04", "US-PA", true],
  ["2026-04-03", "US-LA", true], // Good Friday
  ["2026-02-17", "US-AL", true], // Mardi Gras
  ["2026-07-24", "US-UT", true],
  ["2026-07-24", "US-TX", false],
  ["2026-08-10", "US-RI", true], // Victory Day
  ["2026-11-03", "US-RI", true],
  ["2027-12-31", "US-AL", true], // New Year's Day 2028 is a Saturday
  ["2026-11-25", "US-AL", false],
  ["2026-07-24", null, true],
])("%s in %s: a holiday is %s", (date, region, expected) => {
  expect(isHoliday(region, Temporal.PlainDate.from(date))).toBe(expected);
});

test.each([
  ["+18505550117", "US-FL", ["America/New_York", "America/Chicago"]],
  ["+14485550117", "US-FL", ["America/New_York", "America/Chicago"]],
  ["+13055550117", "US-FL", ["America/New_York"]],
  ["+19155550117", "US-TX", ["America/Denver"]],
  ["+12085550117", "US-ID", ["America/Denver", "America/Los_Angeles"]],
  ["+16475550117", "CA-ON", ["America/Toronto"]],
  ["+442079460123", null, ["America/Boise"]],
])("%s may be in %s: %s", (number, region, zones) => {
  const known = { number, addresses: [], override: null, lineTimeZone: "America/Boise" };
  expect(candidatePlaces(known)).toEqual([{ region, zones }]);
});

test("an address adds its state, an override stands alone", () => {
  const address = placeOfPostalCode("32501");
  expect(address).toEqual({ region: "US-FL", zones: ["America/New_York", "America/Chicago"] });
  if (address === null) return;
  const known = { number: "+13125550117", addresses: [address], override: null, lineTimeZone: "America/Chicago" };
  expect(candidatePlaces(known).map(({ region }) => region)).toEqual(["US-IL", "US-FL"]);
  const override = { region: null, zones: ["Pacific/Honolulu"] };
  expect(candidatePlaces({ ...known, override })).toEqual([override]);
  expect(placeOfPostalCode("00901")).toBeNull(); // Puerto Rico
  expect(placeOfPostalCode("60601-1234")?.region).toBe("US-IL");
});
