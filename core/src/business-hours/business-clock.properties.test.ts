// The promise: the clock equals a walk, minute by minute, that asks Temporal for each minute's wall time and looks it up
// in the calendar as it is written. The walk shares no code with the clock and knows nothing of zone transitions.

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addBusinessTime } from "./add-business-time.ts";
import { businessMinutesBetween } from "./business-minutes-between.ts";
import { type BusinessCalendar, parseBusinessCalendar, type Span, weekdays } from "./calendar.ts";
import { isOpenAt, openUntil } from "./is-open.ts";
import { nextOpening } from "./next-opening.ts";

/** Zones whose clock changes on a quarter of an hour, so that a walk in such steps meets every change. */
const quarterZones = [
  "America/Chicago",
  "Europe/London",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Africa/Cairo",
  "Asia/Beirut",
  "Pacific/Apia",
  "Pacific/Kwajalein",
  "Pacific/Chatham",
  "Asia/Tehran",
  "Asia/Pyongyang",
  "Asia/Kathmandu",
  "America/Caracas",
  "America/Scoresbysund",
  "America/Havana",
  "Africa/Casablanca",
  "Antarctica/Troll",
  "Europe/Volgograd",
  "Asia/Tokyo",
  "UTC",
];

/** In these the clock has changed at a minute past the hour. */
const minuteZones = ["America/St_Johns", "Asia/Gaza"];

/** Every zone this machine knows: a walk by minutes meets any change since 1990, wherever it is. */
const allZones = Intl.supportedValuesOf("timeZone");

/** `CLOCK_RUNS=100` asks a hundred times as many questions; every commit asks as many as fit into two seconds. */
const { process: node } = globalThis as { process?: { readonly env: Readonly<Record<string, string | undefined>> } };
const times = Number(node?.env["CLOCK_RUNS"] ?? 1);

type Question = { calendar: BusinessCalendar; start: Temporal.Instant };

/** Calendars and starts near a zone transition, where there is one; times on whole steps, so that the walk may step. */
function questions(stepMinutes: number): fc.Arbitrary<Question> {
  const time = (last: number) =>
    fc.integer({ min: 0, max: last / stepMinutes }).map((step) => {
      const minute = step * stepMinutes;
      return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    });
  // Most changes of the clock happen in the small hours, so half of the spans have an end there.
  const anyTime = fc.oneof(time(1440), time(240));
  const spans: fc.Arbitrary<Span[]> = fc.array(fc.tuple(anyTime, anyTime), { maxLength: 3 });

  return fc
    .record({
      timeZone:
        stepMinutes === 1
          ? fc.oneof(fc.constantFrom(...minuteZones, ...quarterZones), fc.constantFrom(...allZones))
          : fc.constantFrom(...quarterZones),
      year: fc.integer({ min: 1990, max: 2037 }),
      nth: fc.integer({ min: 0, max: 2 }),
      days: fc.tuple(spans, spans, spans, spans, spans, spans, spans),
      holidayOffsets: fc.array(fc.integer({ min: -4, max: 8 }), { maxLength: 3 }),
      specialOffsets: fc.array(fc.tuple(fc.integer({ min: -4, max: 8 }), spans), { maxLength: 3 }),
      startSteps: fc.integer({ min: (-3 * 1440) / stepMinutes, max: 1440 / stepMinutes }),
    })
    .map(({ timeZone, year, nth, days, holidayOffsets, specialOffsets, startSteps }) => {
      let around = Temporal.PlainDateTime.from({ year, month: 1, day: 1 }).toZonedDateTime(timeZone);
      for (let count = 0; count <= nth; count++) around = around.getTimeZoneTransition("next") ?? around;
      const date = around.toPlainDate();
      const dateAt = (offset: number) => date.add({ days: offset }).toString();
      const parsed = parseBusinessCalendar({
        timeZone,
        weekly: Object.fromEntries(weekdays.map((weekday, index) => [weekday, days[index]])),
        holidays: holidayOffsets.map(dateAt),
        specialHours: Object.fromEntries(specialOffsets.map(([offset, special]) => [dateAt(offset), special])),
      });
      if (!parsed.ok) throw new Error(parsed.message);
      return { calendar: parsed.calendar, start: around.toInstant().add({ minutes: startSteps * stepMinutes }) };
    });
}

/** The definition itself, on the calendar's own words. The words of a date are looked up once a date: that is all it saves. */
function wallTimeOpen(calendar: BusinessCalendar): (instant: Temporal.Instant) => boolean {
  const known = new Map<number, readonly [readonly Span[], readonly Span[]]>();
  return (instant) => {
    const wall = instant.toZonedDateTimeISO(calendar.timeZone);
    const { year, month, day, hour, minute } = wall;
    const key = year * 512 + month * 32 + day;
    const date = known.get(key) ?? spansAround(calendar, wall.toPlainDate());
    known.set(key, date);
    return isOpenIn(date, `${pad(hour)}:${pad(minute)}`);
  };
}

function pad(count: number): string {
  return count < 10 ? `0${count}` : String(count);
}

function spansAround(
  calendar: BusinessCalendar,
  date: Temporal.PlainDate,
): readonly [readonly Span[], readonly Span[]] {
  return [spansOf(calendar, date), spansOf(calendar, date.subtract({ days: 1 }))];
}

function isOpenIn([today, yesterday]: readonly [readonly Span[], readonly Span[]], time: string): boolean {
  const ownSpan = ([start, end]: Span) => (start < end ? start <= time && time < end : start <= time);
  const lateSpan = ([start, end]: Span) =>
    start === "24:00" ? time < end || end === "24:00" : end <= start && time < end;
  return today.some(ownSpan) || yesterday.some(lateSpan);
}

function spansOf(calendar: BusinessCalendar, date: Temporal.PlainDate): readonly Span[] {
  const special = calendar.specialHours[date.toString()];
  if (special !== undefined) return special;
  const weekday = weekdays[date.dayOfWeek - 1];
  return weekday === undefined || calendar.holidays.includes(date.toString()) ? [] : calendar.weekly[weekday];
}

/** For each step from the start on, whether the business is open. */
function walk({ calendar, start }: Question, stepMinutes: number, days: number): boolean[] {
  const steps = (days * 1440) / stepMinutes;
  const isWallTimeOpen = wallTimeOpen(calendar);
  const startMs = start.epochMilliseconds;
  return Array.from({ length: steps }, (_, step) =>
    isWallTimeOpen(Temporal.Instant.fromEpochMilliseconds(startMs + step * stepMinutes * 60_000)),
  );
}

function expectTheClockToAgree(question: Question, stepMinutes: number, days: number, wantedSteps: number): void {
  const { calendar, start } = question;
  const open = walk(question, stepMinutes, days);
  const at = (step: number) => start.add({ minutes: step * stepMinutes });

  const wholeMinutes = open.filter(Boolean).length * stepMinutes;
  expect(businessMinutesBetween(calendar, start, at(open.length))).toBe(wholeMinutes);

  let passed = 0;
  let dueStep = wantedSteps === 0 ? 0 : -1;
  for (let step = 0; step < open.length && dueStep < 0; step++) {
    if (open[step]) passed++;
    if (passed === wantedSteps) dueStep = step + 1;
  }
  const added = addBusinessTime(calendar, start, wantedSteps * stepMinutes);
  if (dueStep >= 0) expect(added).toEqual({ ok: true, due: at(dueStep) });
  else if (added.ok) expect(Temporal.Instant.compare(added.due, at(open.length))).toBe(1);
  if (added.ok) expect(businessMinutesBetween(calendar, start, added.due)).toBe(wantedSteps * stepMinutes);

  expect(isOpenAt(calendar, start)).toBe(open[0]);
  const firstOpen = open.indexOf(true);
  if (firstOpen >= 0) expect(nextOpening(calendar, start)).toEqual(at(firstOpen));
  const firstClosed = open.indexOf(false);
  if (firstClosed >= 0) expect(openUntil(calendar, start)).toEqual(firstClosed === 0 ? null : at(firstClosed));
}

test("quarter hour by quarter hour, the clock equals the walk over ten days around a DST change", () => {
  fc.assert(
    fc.property(questions(15), fc.integer({ min: 0, max: 500 }), (question, wantedSteps) => {
      expectTheClockToAgree(question, 15, 10, wantedSteps);
    }),
    { numRuns: 300 * times },
  );
}, 3_600_000);

test("minute by minute, the clock equals the walk over two days around a DST change", () => {
  fc.assert(
    fc.property(questions(1), fc.integer({ min: 0, max: 1500 }), (question, wantedSteps) => {
      expectTheClockToAgree(question, 1, 2, wantedSteps);
    }),
    { numRuns: 100 * times },
  );
}, 3_600_000);

test("due is never before the start, and asking for more is never due earlier", () => {
  const minutes = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(questions(1), minutes, minutes, ({ calendar, start }, some, more) => {
      const sooner = addBusinessTime(calendar, start, some);
      const later = addBusinessTime(calendar, start, some + more);
      if (sooner.ok) expect(Temporal.Instant.compare(start, sooner.due)).toBeLessThanOrEqual(0);
      if (sooner.ok && later.ok) expect(Temporal.Instant.compare(sooner.due, later.due)).toBeLessThanOrEqual(0);
    }),
  );
});

test("waiting in two parts ends when waiting at once does, to the nanosecond", () => {
  const minutes = fc.integer({ min: 1, max: 5000 });
  const nanoseconds = fc.integer({ min: 0, max: 59_999_999_999 });
  fc.assert(
    fc.property(questions(1), nanoseconds, minutes, minutes, ({ calendar, start }, past, first, second) => {
      const from = start.add({ nanoseconds: past });
      const halfway = addBusinessTime(calendar, from, first);
      if (!halfway.ok) return;
      expect(addBusinessTime(calendar, halfway.due, second)).toEqual(addBusinessTime(calendar, from, first + second));
    }),
  );
});
