import fc from "fast-check";
import { expect, test } from "vitest";
import { nextReportAt, type ReportTiming, timingWords } from "./report-timing.ts";

const at = (text: string) => Temporal.Instant.from(text);
const zones = ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "UTC"];
const hour = fc.integer({ min: 0, max: 23 });
const timing: fc.Arbitrary<ReportTiming> = fc.oneof(
  fc.record({ every: fc.constant("week" as const), weekday: fc.integer({ min: 1, max: 7 }), hour }),
  fc.record({ every: fc.constant("month" as const), day: fc.integer({ min: 1, max: 31 }), hour }),
);
const instant = fc
  .integer({ min: Date.parse("2009-01-01"), max: Date.parse("2036-12-31") })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));

test("the next time is the first one after, on its day and, but for skipped hours, at its hour", () => {
  fc.assert(
    fc.property(timing, instant, fc.constantFrom(...zones), (wanted, after, zone) => {
      const due = nextReportAt(wanted, after, zone);
      expect(Temporal.Instant.compare(due, after)).toBeGreaterThan(0);
      const local = due.toZonedDateTimeISO(zone);
      const asked = local.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: { hour: wanted.hour } });
      // A day that a place never had (Samoa's 30 December 2011) comes on the next one.
      if (local.toPlainDate().toString() !== "2011-12-31") {
        expect(asked.toInstant().toString()).toBe(due.toString());
        if (wanted.every === "week") expect(local.dayOfWeek).toBe(wanted.weekday);
        else expect(local.day).toBe(Math.min(wanted.day, local.daysInMonth));
      }
      // None is passed over: a moment before it, it is still the next; and the one after it is at most a period away.
      expect(nextReportAt(wanted, due.subtract({ milliseconds: 1 }), zone).toString()).toBe(due.toString());
      const next = nextReportAt(wanted, due, zone);
      const days = due.until(next).total("hours") / 24;
      expect(days).toBeLessThanOrEqual((wanted.every === "week" ? 7 : 31) + 1.1);
      expect(days).toBeGreaterThan(wanted.every === "week" ? 5.9 : 26.9);
    }),
  );
});

test("across the changes of the clocks the hour stays; a skipped one comes late, a repeated one once", () => {
  const sunday = (at: number) => ({ every: "week", weekday: 7, hour: at }) as const;
  const monday = { every: "week", weekday: 1, hour: 7 } as const;
  // The clocks went back on 1 November 2026: Monday at seven is an hour later in UTC.
  expect(nextReportAt(monday, at("2026-10-26T12:00:00Z"), "America/Chicago").toString()).toBe("2026-11-02T13:00:00Z");
  // 1:00 comes twice on that Sunday.
  const once = nextReportAt(sunday(1), at("2026-10-31T12:00:00Z"), "America/Chicago");
  expect(once.toString()).toBe("2026-11-01T06:00:00Z");
  expect(nextReportAt(sunday(1), once, "America/Chicago").toString()).toBe("2026-11-08T07:00:00Z");
  // 2:00 does not come on 8 March 2026.
  expect(nextReportAt(sunday(2), at("2026-03-07T12:00:00Z"), "America/Chicago").toString()).toBe(
    "2026-03-08T08:00:00Z",
  );
});

test("a month without the day has it on its last one", () => {
  const due = (after: string) => nextReportAt({ every: "month", day: 31, hour: 6 }, at(after), "UTC").toString();
  expect([due("2028-02-01T00:00:00Z"), due("2028-02-29T06:00:00Z"), due("2026-04-30T05:59:59Z")]).toEqual([
    "2028-02-29T06:00:00Z",
    "2028-03-31T06:00:00Z",
    "2026-04-30T06:00:00Z",
  ]);
});

test("it is said as people say it", () => {
  expect(timingWords({ every: "week", weekday: 1, hour: 7 })).toBe("Every Monday at 7:00");
  expect(timingWords({ every: "month", day: 1, hour: 18 })).toBe("Every month on day 1 at 18:00");
});
