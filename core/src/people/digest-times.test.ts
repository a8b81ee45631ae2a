import fc from "fast-check";
import { expect, test } from "vitest";
import { type BusinessCalendar, type Span, type Weekday, weekdays } from "#business-hours/calendar.ts";
import { type DigestWish, digestsBetween, nextDigestAt } from "./digest-times.ts";

const at = (text: string) => Temporal.Instant.from(text);
const hoursOf = (
  weekly: Partial<Record<Weekday, readonly Span[]>>,
  timeZone = "America/Chicago",
): BusinessCalendar => ({
  timeZone,
  weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], ...weekly },
  holidays: [],
  specialHours: {},
});
const office: Partial<Record<Weekday, readonly Span[]>> = Object.fromEntries(
  weekdays.slice(0, 5).map((day) => [
    day,
    [
      ["08:00", "12:00"],
      ["13:00", "17:00"],
    ] as Span[],
  ]),
);
const both: DigestWish = { morning: true, evening: true, morningAt: null, timeZone: "America/Chicago" };
const told = (wish: DigestWish, hours: BusinessCalendar, from: string, until: string) =>
  digestsBetween(wish, hours, at(from), at(until)).map(({ kind, localDay, at: due }) => `${kind} ${localDay} ${due}`);

test("a day begins with the opening and ends with the last closing; a closed day has neither", () => {
  expect(told(both, hoursOf(office), "2026-11-20T00:00-06:00", "2026-11-23T23:00-06:00")).toEqual([
    "morning 2026-11-20 2026-11-20T14:00:00Z",
    "evening 2026-11-20 2026-11-20T23:00:00Z",
    "morning 2026-11-23 2026-11-23T14:00:00Z",
    "evening 2026-11-23 2026-11-23T23:00:00Z",
  ]);
});

test("who starts at their own time is told every day where they live", () => {
  const early = { ...both, evening: false, morningAt: "06:30", timeZone: "Europe/Berlin" };
  expect(told(early, hoursOf(office), "2026-11-20T12:00Z", "2026-11-22T12:00Z")).toEqual([
    "morning 2026-11-21 2026-11-21T05:30:00Z",
    "morning 2026-11-22 2026-11-22T05:30:00Z",
  ]);
});

test("a time that the spring change skips comes once, after the gap", () => {
  const wish = { ...both, evening: false, morningAt: "02:30" };
  expect(told(wish, hoursOf({}), "2026-03-07T12:00-06:00", "2026-03-09T12:00-05:00")).toEqual([
    "morning 2026-03-08 2026-03-08T08:30:00Z",
    "morning 2026-03-09 2026-03-09T07:30:00Z",
  ]);
});

test("a night shift closes its own day, and a business that never closes has office hours for this", () => {
  expect(
    told(both, hoursOf({ fri: [["20:00", "04:00"]] }), "2026-11-20T12:00-06:00", "2026-11-21T23:00-06:00"),
  ).toEqual(["morning 2026-11-20 2026-11-21T02:00:00Z", "evening 2026-11-20 2026-11-21T10:00:00Z"]);
  const always = Object.fromEntries(weekdays.map((day) => [day, [["00:00", "24:00"]] as Span[]]));
  expect(told(both, hoursOf(always), "2026-11-20T07:00-06:00", "2026-11-20T20:00-06:00")).toEqual([
    "morning 2026-11-20 2026-11-20T14:00:00Z",
    "evening 2026-11-20 2026-11-21T00:00:00Z",
  ]);
});

test("nothing is next for who wants nothing", () => {
  const none = { ...both, morning: false, evening: false };
  expect(nextDigestAt(none, hoursOf(office), at("2026-11-20T12:00Z"))).toBeNull();
});

test("each kind comes at most once a local day, in any zone and week, and looking in pieces finds the same", () => {
  const time = fc.constantFrom("00:00", "01:30", "02:30", "08:00", "12:00", "17:00", "23:30", "24:00");
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...weekdays), fc.array(fc.tuple(time, time), { maxLength: 2 })),
      fc.constantFrom("America/Chicago", "Europe/London", "Australia/Lord_Howe", "Asia/Beirut"),
      fc.constantFrom(null, "02:30", "07:00"),
      fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
      fc.integer({ min: 1, max: 72 }),
      (weekly, timeZone, morningAt, second, cutHours) => {
        const hours = hoursOf(weekly, timeZone);
        const wish = { ...both, morningAt, timeZone };
        const from = Temporal.Instant.fromEpochMilliseconds(second * 1000);
        const until = from.add({ hours: 96 });
        const cut = from.add({ hours: cutHours });
        const whole = digestsBetween(wish, hours, from, until);
        const days = whole.map(({ kind, localDay }) => `${kind} ${localDay}`);
        expect(new Set(days).size).toBe(days.length);
        const pieces = [...digestsBetween(wish, hours, from, cut), ...digestsBetween(wish, hours, cut, until)];
        const words = (list: typeof whole) => list.map(({ kind, at: due }) => `${due} ${kind}`).sort();
        expect(words(pieces)).toEqual(words(whole));
      },
    ),
    { numRuns: 150 },
  );
});
