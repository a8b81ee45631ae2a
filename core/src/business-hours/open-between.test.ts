import fc from "fast-check";
import { expect, test } from "vitest";
import { businessMinutesBetween } from "./business-minutes-between.ts";
import { type BusinessCalendar, parseBusinessCalendar, type Span, weekdays } from "./calendar.ts";
import { openBetween } from "./open-between.ts";

function daily(...spans: Span[]): BusinessCalendar {
  const weekly = Object.fromEntries(weekdays.map((weekday) => [weekday, spans]));
  const parsed = parseBusinessCalendar({ timeZone: "America/Chicago", weekly, holidays: [], specialHours: {} });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.calendar;
}
const from = Temporal.Instant.from("2026-03-07T12:00:00Z");

test("a business that never closes is open in one stretch, also over a change of clocks", () => {
  const until = from.add({ hours: 24 * 9 });
  expect(openBetween(daily(["00:00", "24:00"]), from, until)).toEqual([{ opensAt: from, closesAt: until }]);
});

test("the stretches make up the open minutes", () => {
  const calendar = daily(["08:00", "12:00"], ["13:00", "01:30"]);
  fc.assert(
    fc.property(fc.nat(40_000), (minutes) => {
      const until = from.add({ minutes });
      const open = openBetween(calendar, from, until).reduce(
        (sum, { opensAt, closesAt }) => sum + closesAt.since(opensAt).total("minutes"),
        0,
      );
      expect(open).toBe(businessMinutesBetween(calendar, from, until));
    }),
  );
});
