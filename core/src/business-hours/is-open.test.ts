import { expect, test } from "vitest";
import { businessMinutesBetween } from "./business-minutes-between.ts";
import { type BusinessCalendar, weekdays } from "./calendar.ts";
import { isOpenAt, openUntil } from "./is-open.ts";
import { nextOpening } from "./next-opening.ts";

const closed: BusinessCalendar["weekly"] = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const office: BusinessCalendar = {
  timeZone: "America/Chicago",
  weekly: {
    ...closed,
    mon: [
      ["08:00", "12:00"],
      ["13:00", "17:00"],
    ],
    fri: [["20:00", "04:00"]],
  },
  holidays: ["2026-03-16"],
  specialHours: {},
};
const always: BusinessCalendar = {
  ...office,
  weekly: { ...closed, ...Object.fromEntries(weekdays.map((weekday) => [weekday, [["00:00", "24:00"]]])) },
  holidays: ["2030-07-04"],
};
const at = (text: string) => Temporal.Instant.from(text);

test.each([
  ["2026-03-09T07:59:59.999999999-05:00", false],
  ["2026-03-09T08:00-05:00", true],
  ["2026-03-09T11:59:59.999999999-05:00", true],
  ["2026-03-09T12:00-05:00", false],
  ["2026-03-16T09:00-05:00", false],
  ["2026-03-14T03:59-05:00", true],
  ["2026-03-14T04:00-05:00", false],
])("at %s open is %s", (instant, open) => {
  expect(isOpenAt(office, at(instant))).toBe(open);
});

test("a stretch ends at closing time, over midnight too", () => {
  expect(openUntil(office, at("2026-03-09T08:00-05:00"))).toEqual(at("2026-03-09T12:00-05:00"));
  expect(openUntil(office, at("2026-03-13T23:00-05:00"))).toEqual(at("2026-03-14T04:00-05:00"));
});

test("closed has no end of being open", () => {
  expect(openUntil(office, at("2026-03-09T12:00-05:00"))).toBeNull();
});

test("who never closes is open until the holiday, and after it for good", () => {
  expect(openUntil(always, at("2026-03-09T12:00-05:00"))).toEqual(at("2030-07-04T00:00-05:00"));
  expect(openUntil(always, at("2030-07-05T12:00-05:00"))).toBeNull();
  expect(openUntil({ ...always, holidays: [] }, at("2026-03-09T12:00-05:00"))).toBeNull();
});

test("the last special hours end although no other hours follow", () => {
  const once = { ...office, weekly: closed, specialHours: { "2026-03-09": [["20:00", "02:00"]] as const } };
  expect(openUntil(once, at("2026-03-09T21:00-05:00"))).toEqual(at("2026-03-10T02:00-05:00"));
});

test("the next opening is now, when open", () => {
  const now = at("2026-03-09T08:00:00.000000001-05:00");
  expect(nextOpening(office, now)).toEqual(now);
});

test("the next opening steps over lunch, week and holiday", () => {
  expect(nextOpening(office, at("2026-03-09T12:30-05:00"))).toEqual(at("2026-03-09T13:00-05:00"));
  expect(nextOpening(office, at("2026-03-09T18:00-05:00"))).toEqual(at("2026-03-13T20:00-05:00"));
  expect(nextOpening(office, at("2026-03-14T05:00-05:00"))).toEqual(at("2026-03-20T20:00-05:00"));
});

test("who never opens has no next opening", () => {
  expect(nextOpening({ ...office, weekly: closed }, at("2026-03-09T12:30-05:00"))).toBeNull();
});

test("the minutes between two instants are the open ones, with a sign", () => {
  const [from, to] = [at("2026-03-09T11:30-05:00"), at("2026-03-09T13:00:30-05:00")];
  expect(businessMinutesBetween(office, from, to)).toBe(30.5);
  expect(businessMinutesBetween(office, to, from)).toBe(-30.5);
  expect(businessMinutesBetween(office, from, from)).toBe(0);
  expect(businessMinutesBetween(office, to, at("2026-03-09T12:00-05:00"))).toBe(-0.5);
  expect(businessMinutesBetween(office, from, at("2026-03-08T00:00-06:00"))).toBe(-210);
  expect(businessMinutesBetween(office, at("2026-03-09T07:00-05:00"), at("2026-03-09T06:00-05:00"))).toBe(0);
});
