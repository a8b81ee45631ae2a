import { expect, test } from "vitest";
import { addBusinessTime, mostBusinessMinutes } from "./add-business-time.ts";
import { type BusinessCalendar, parseBusinessCalendar, type Span, weekdays } from "./calendar.ts";

type Hours = { tz?: string; weekly?: object; holidays?: string[]; special?: Record<string, Span[]> };

function calendarOf({ tz = "America/Chicago", weekly = {}, holidays = [], special = {} }: Hours): BusinessCalendar {
  const parsed = parseBusinessCalendar({ timeZone: tz, weekly, holidays, specialHours: special });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.calendar;
}

const daily = (...spans: Span[]) => Object.fromEntries(weekdays.map((weekday) => [weekday, spans]));
const workdays = (...spans: Span[]) => Object.fromEntries(weekdays.slice(0, 5).map((weekday) => [weekday, spans]));
const office = workdays(["08:00", "17:00"]);
const split = workdays(["08:00", "12:00"], ["13:00", "17:00"]);
const nights = { fri: [["22:00", "06:00"]] };
const always = daily(["00:00", "24:00"]);

// Times are local with their offset, so that both sides of a case can be read against the calendar.
const cases: [promise: string, hours: Hours, start: string, minutes: number, due: string][] = [
  ["runs within the hours", { weekly: office }, "2026-03-03T09:00-06:00", 60, "2026-03-03T10:00-06:00"],
  ["starts at opening when closed", { weekly: office }, "2026-03-03T06:00-06:00", 60, "2026-03-03T09:00-06:00"],
  ["pauses over lunch", { weekly: split }, "2026-03-03T11:30-06:00", 60, "2026-03-03T13:30-06:00"],
  [
    "ends at closing time, not at the next opening",
    { weekly: office },
    "2026-03-03T16:00-06:00",
    60,
    "2026-03-03T17:00-06:00",
  ],
  ["one minute more is the next morning", { weekly: office }, "2026-03-03T16:00-06:00", 61, "2026-03-04T08:01-06:00"],
  ["counts nothing at closing time itself", { weekly: office }, "2026-03-03T17:00-06:00", 1, "2026-03-04T08:01-06:00"],
  [
    "goes over the weekend and the spring change",
    { weekly: office },
    "2026-03-06T16:30-06:00",
    60,
    "2026-03-09T08:30-05:00",
  ],
  [
    "a nanosecond after the last whole minute goes to the next morning",
    { weekly: office },
    "2026-03-03T16:59:00.000000001-06:00",
    1,
    "2026-03-04T08:00:00.000000001-06:00",
  ],
  [
    "keeps seconds and parts of them",
    { weekly: office },
    "2026-03-03T16:59:30.5-06:00",
    1,
    "2026-03-04T08:00:30.5-06:00",
  ],
  [
    "zero minutes have passed at once, when open",
    { weekly: office },
    "2026-03-03T09:00-06:00",
    0,
    "2026-03-03T09:00-06:00",
  ],
  [
    "zero minutes have passed at once, when closed",
    { weekly: office },
    "2026-03-07T09:00-06:00",
    0,
    "2026-03-07T09:00-06:00",
  ],
  ["zero minutes have passed at once, when never open", {}, "2026-03-07T09:00-06:00", 0, "2026-03-07T09:00-06:00"],
  ["runs past midnight", { weekly: nights }, "2026-02-06T21:00-06:00", 480, "2026-02-07T06:00-06:00"],
  [
    "takes the tail of an overnight span on its own",
    { weekly: nights },
    "2026-02-07T05:00-06:00",
    60,
    "2026-02-07T06:00-06:00",
  ],
  [
    "a tail belongs to the evening, not to the holiday it reaches",
    { weekly: nights, holidays: ["2026-02-07"] },
    "2026-02-06T22:00-06:00",
    480,
    "2026-02-07T06:00-06:00",
  ],
  [
    "a holiday takes its overnight span whole",
    { weekly: nights, holidays: ["2026-02-06"] },
    "2026-02-06T22:00-06:00",
    60,
    "2026-02-13T23:00-06:00",
  ],
  [
    "skips a holiday",
    { weekly: office, holidays: ["2026-12-25"] },
    "2026-12-24T16:30-06:00",
    60,
    "2026-12-28T08:30-06:00",
  ],
  [
    "special hours win over a holiday",
    { weekly: office, holidays: ["2026-12-25"], special: { "2026-12-25": [["10:00", "11:00"]] } },
    "2026-12-24T16:30-06:00",
    60,
    "2026-12-25T10:30-06:00",
  ],
  [
    "special hours stand instead of the weekly ones",
    { weekly: office, special: { "2026-12-23": [["12:00", "12:30"]] } },
    "2026-12-23T08:00-06:00",
    45,
    "2026-12-24T08:15-06:00",
  ],
  [
    "special hours without a span close the day",
    { weekly: office, special: { "2026-12-23": [] } },
    "2026-12-23T08:00-06:00",
    45,
    "2026-12-24T08:45-06:00",
  ],
  [
    "special hours may run overnight",
    { special: { "2026-12-31": [["22:00", "02:00"]] } },
    "2026-12-01T00:00-06:00",
    180,
    "2027-01-01T01:00-06:00",
  ],
  ["24:00 meets 00:00 without a seam", { weekly: always }, "2026-02-03T23:30-06:00", 60, "2026-02-04T00:30-06:00"],
  [
    "24:00 ends the day",
    { weekly: { tue: [["20:00", "24:00"]] } },
    "2026-02-03T23:30-06:00",
    60,
    "2026-02-10T20:30-06:00",
  ],
  [
    "24:00 as a start is the midnight after",
    { weekly: { tue: [["24:00", "02:00"]] } },
    "2026-02-03T12:00-06:00",
    60,
    "2026-02-04T01:00-06:00",
  ],
  [
    "equal ends are 24 hours",
    { weekly: { tue: [["09:00", "09:00"]] } },
    "2026-02-03T00:00-06:00",
    1440,
    "2026-02-04T09:00-06:00",
  ],
  [
    "overlapping spans count once",
    {
      weekly: {
        tue: [
          ["10:00", "12:00"],
          ["08:00", "11:00"],
          ["11:30", "11:45"],
        ],
      },
    },
    "2026-02-03T00:00-06:00",
    240,
    "2026-02-03T12:00-06:00",
  ],
  [
    "yesterday's overnight span and today's count once",
    { weekly: { mon: [["20:00", "10:00"]], tue: [["08:00", "12:00"]] } },
    "2026-02-03T07:00-06:00",
    300,
    "2026-02-03T12:00-06:00",
  ],
  [
    "waits decades for special hours",
    { special: { "2099-01-01": [["08:00", "09:00"]] } },
    "2026-02-03T00:00-06:00",
    60,
    "2099-01-01T09:00-06:00",
  ],

  [
    "Chicago, spring: an hour of the night is missing",
    { weekly: always },
    "2026-03-08T00:00-06:00",
    1380,
    "2026-03-09T00:00-05:00",
  ],
  [
    "Chicago, spring: a span in the gap does not happen",
    { weekly: { sun: [["02:00", "03:00"]] } },
    "2026-03-08T00:00-06:00",
    30,
    "2026-03-15T02:30-05:00",
  ],
  [
    "Chicago, spring: a span that starts in the gap opens after it",
    { weekly: { sun: [["02:30", "04:00"]] } },
    "2026-03-08T00:00-06:00",
    60,
    "2026-03-08T04:00-05:00",
  ],
  [
    "Chicago, spring: a span that ends in the gap closes at it",
    { weekly: { sun: [["01:00", "02:30"]] } },
    "2026-03-08T00:00-06:00",
    61,
    "2026-03-15T01:01-05:00",
  ],
  [
    "Chicago, spring: a night shift is seven hours",
    { weekly: { sat: [["22:00", "06:00"]] } },
    "2026-03-07T22:00-06:00",
    420,
    "2026-03-08T06:00-05:00",
  ],
  ["Chicago, fall: a day has 25 hours", { weekly: always }, "2026-11-01T00:00-05:00", 1500, "2026-11-02T00:00-06:00"],
  [
    "Chicago, fall: the repeated hour is open twice",
    { weekly: { sun: [["01:00", "02:00"]] } },
    "2026-11-01T00:00-05:00",
    120,
    "2026-11-01T02:00-06:00",
  ],
  [
    "Chicago, fall: half of the repeated hour is open in each pass",
    { weekly: { sun: [["01:00", "01:30"]] } },
    "2026-11-01T00:00-05:00",
    45,
    "2026-11-01T01:15-06:00",
  ],
  [
    "Chicago, fall: a night shift is nine hours",
    { weekly: { sat: [["22:00", "06:00"]] } },
    "2026-10-31T22:00-05:00",
    540,
    "2026-11-01T06:00-06:00",
  ],
  [
    "London, spring",
    { tz: "Europe/London", weekly: daily(["00:30", "02:30"]) },
    "2026-03-29T00:00+00:00",
    60,
    "2026-03-29T02:30+01:00",
  ],
  [
    "London, fall",
    { tz: "Europe/London", weekly: daily(["00:30", "02:30"]) },
    "2026-10-25T00:00+01:00",
    180,
    "2026-10-25T02:30+00:00",
  ],
  [
    "Lord Howe, spring, by half an hour",
    { tz: "Australia/Lord_Howe", weekly: always },
    "2024-10-06T00:00+10:30",
    1410,
    "2024-10-07T00:00+11:00",
  ],
  [
    "Lord Howe, fall, by half an hour",
    { tz: "Australia/Lord_Howe", weekly: { sun: [["01:00", "02:00"]] } },
    "2024-04-07T00:00+11:00",
    90,
    "2024-04-07T02:00+10:30",
  ],
  [
    "São Paulo, a day that starts at one",
    { tz: "America/Sao_Paulo", weekly: { sun: [["00:00", "02:00"]] } },
    "2018-11-03T12:00-03:00",
    60,
    "2018-11-04T02:00-02:00",
  ],
  [
    "Cairo, an evening hour twice",
    { tz: "Africa/Cairo", weekly: { thu: [["23:00", "24:00"]] } },
    "2024-10-31T12:00+03:00",
    120,
    "2024-11-01T00:00+02:00",
  ],
  [
    "Beirut, a day that starts at one",
    { tz: "Asia/Beirut", weekly: daily(["00:00", "03:00"]) },
    "2024-03-30T12:00+02:00",
    120,
    "2024-03-31T03:00+03:00",
  ],
  [
    "Apia, a Friday that never was",
    { tz: "Pacific/Apia", weekly: office },
    "2011-12-29T16:30-10:00",
    60,
    "2012-01-02T08:30+14:00",
  ],
  [
    "Apia, special hours on the day that never was",
    { tz: "Pacific/Apia", weekly: { mon: [["08:00", "09:00"]] }, special: { "2011-12-30": [["08:00", "17:00"]] } },
    "2011-12-29T12:00-10:00",
    30,
    "2012-01-02T08:30+14:00",
  ],
  [
    "Apia, the wall clock of Saturday counts a night shift of that Friday",
    { tz: "Pacific/Apia", weekly: { fri: [["22:00", "06:00"]] } },
    "2011-12-29T12:00-10:00",
    60,
    "2011-12-31T01:00+14:00",
  ],
];

test.each(cases)("%s", (_, hours, start, minutes, due) => {
  const added = addBusinessTime(calendarOf(hours), Temporal.Instant.from(start), minutes);
  expect(added).toEqual({ ok: true, due: Temporal.Instant.from(due) });
});

const start = Temporal.Instant.from("2026-03-03T09:00-06:00");

test.each([
  ["no hours at all", {}, "never-open"],
  ["special hours in the past", { special: { "2026-03-02": [["08:00", "17:00"]] } }, "never-open"],
  ["fewer minutes left than asked for", { special: { "2026-03-04": [["08:00", "08:59"]] } }, "never-open"],
  ["a weekday taken away by special hours, and no other", { special: { "2026-03-04": [] } }, "never-open"],
  ["special hours after the horizon", { special: { "2200-03-04": [["08:00", "17:00"]] } }, "beyond-horizon"],
] satisfies [string, Hours, string][])("%s: refused as it should be", (_, hours, refusal) => {
  expect(addBusinessTime(calendarOf(hours), start, 60)).toEqual({ ok: false, refusal });
});

test("a minute a week does not add up to ten thousand in a lifetime", () => {
  const calendar = calendarOf({ weekly: { mon: [["08:00", "08:01"]] } });
  expect(addBusinessTime(calendar, start, 10_000)).toEqual({ ok: false, refusal: "beyond-horizon" });
  expect(addBusinessTime(calendar, start, 5000).ok).toBe(true);
});

test("who never closes gets even the most minutes", () => {
  const calendar = calendarOf({ weekly: always });
  const due = start.add({ hours: mostBusinessMinutes / 60 });
  expect(addBusinessTime(calendar, start, mostBusinessMinutes)).toEqual({ ok: true, due });
});

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, mostBusinessMinutes + 1])(
  "%s minutes are refused",
  (minutes) => {
    expect(addBusinessTime(calendarOf({ weekly: always }), start, minutes)).toEqual({
      ok: false,
      refusal: "invalid-minutes",
    });
  },
);

test.each(["-271821-04-20T00:00Z", "+275760-09-13T00:00Z"])(
  "the end of Temporal's time (%s) is no accident",
  (instant) => {
    for (const tz of ["America/Chicago", "Pacific/Apia", "Asia/Tokyo"]) {
      const added = addBusinessTime(calendarOf({ tz, weekly: office }), Temporal.Instant.from(instant), 60);
      expect(added.ok || added.refusal).toBe(instant.startsWith("-") ? true : "beyond-horizon");
    }
  },
);
