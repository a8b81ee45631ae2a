import fc from "fast-check";
import { expect, test } from "vitest";
import { presets } from "./asked.ts";
import { type DayRange, daysIn, presetRange, rangeBefore, rangeDaysMax, readRange, trendParts } from "./day-range.ts";

const today = "2026-11-21";
const epoch = Temporal.PlainDate.from("2020-01-01");
const day = fc.nat(4000).map((days) => epoch.add({ days }).toString());
const range = fc
  .tuple(day, fc.nat(rangeDaysMax - 1))
  .map(([from, more]): DayRange => ({ from, to: Temporal.PlainDate.from(from).add({ days: more }).toString() }));

test.each([
  [{}, "2026-10-25", today],
  [{ range: "last-7-days" }, "2026-11-15", today],
  [{ range: "this-month" }, "2026-11-01", today],
  [{ range: "last-month" }, "2026-10-01", "2026-10-31"],
  [{ range: "last-12-months" }, "2025-11-22", today],
  [{ from: "2026-11-01" }, "2026-11-01", today],
  [{ to: "2026-03-28" }, "2026-03-01", "2026-03-28"],
] as const)("%j means the days that a person would say", (asked, from, to) => {
  expect(readRange(asked, today)).toEqual({ ok: true, range: { from, to } });
});

test.each([
  [{ range: "last-7-days", from: "2026-11-01" }, "range-twice"],
  [{ from: "2026-11-02", to: "2026-11-01" }, "range-backwards"],
  [{ from: "2027-01-01" }, "range-backwards"],
  [{ from: "2016-11-01" }, "range-too-long"],
] as const)("%j is refused: %s", (asked, refusal) => {
  expect(readRange(asked, today)).toEqual({ ok: false, refusal });
});

test("whole months are compared with whole months, other days with as many", () => {
  expect(rangeBefore({ from: "2026-03-01", to: "2026-03-31" }, "before")).toEqual({
    from: "2026-02-01",
    to: "2026-02-28",
  });
  expect(rangeBefore({ from: "2025-12-01", to: "2026-11-30" }, "before")).toEqual({
    from: "2024-12-01",
    to: "2025-11-30",
  });
  expect(rangeBefore({ from: "2024-02-01", to: "2024-02-29" }, "year-before")).toEqual({
    from: "2023-02-01",
    to: "2023-02-28",
  });
  expect(rangeBefore({ from: "2026-03-01", to: "2026-03-31" }, "none")).toBeNull();
});

test("what a range is compared with ends the day before it, and is as long unless it is months", () => {
  fc.assert(
    fc.property(range, (asked) => {
      const before = rangeBefore(asked, "before");
      if (before === null) throw new Error("There is none.");
      expect(Temporal.PlainDate.from(before.to).add({ days: 1 }).toString()).toBe(asked.from);
      const months = [asked, before].every(
        ({ from, to }) => from.endsWith("-01") && Temporal.PlainDate.from(to).add({ days: 1 }).day === 1,
      );
      if (!months) expect(daysIn(before)).toBe(daysIn(asked));
    }),
  );
});

test("the parts of a trend are the range, each day once, and a screen's worth", () => {
  fc.assert(
    fc.property(range, (asked) => {
      const { parts } = trendParts(asked);
      expect(parts.length).toBeLessThanOrEqual(62);
      expect(parts.reduce((days, part) => days + daysIn(part), 0)).toBe(daysIn(asked));
      expect([parts.at(0)?.from, parts.at(-1)?.to]).toEqual([asked.from, asked.to]);
    }),
  );
});

test("ten years can be looked at whole, in quarters from a first day on", () => {
  const read = readRange({ from: "2016-11-22" }, today);
  if (!read.ok) throw new Error(read.refusal);
  const { step, parts } = trendParts(read.range);
  expect([step, parts.length, parts[0], parts[1], parts.at(-1)]).toEqual([
    "quarter",
    41,
    { from: "2016-11-22", to: "2016-12-31" },
    { from: "2017-01-01", to: "2017-03-31" },
    { from: "2026-10-01", to: today },
  ]);
  expect(trendParts({ from: "2021-12-01", to: today }).step).toBe("month");
});

test("a named range is never backwards and never too long", () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...presets), (now, preset) => {
      const { from, to } = presetRange(preset, now);
      expect(readRange({ from, to }, now).ok).toBe(true);
    }),
  );
});
