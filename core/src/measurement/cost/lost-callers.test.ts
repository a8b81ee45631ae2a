import fc from "fast-check";
import { expect, test } from "vitest";
import type { Lane } from "#classification/assessment.ts";
import { type LaneCallers, lostCallers } from "./lost-callers.ts";

const of = (lane: Lane, callers: number, more: Partial<LaneCallers> = {}): LaneCallers => ({
  lane,
  callers,
  recovered: 0,
  duplicates: 0,
  noLeads: 0,
  open: 0,
  openLate: 0,
  ...more,
});

test("callers who were recovered, doubles, vendors and existing customers are no lost leads", () => {
  const { lost, lines } = lostCallers([
    of("new-lead", 40, { recovered: 20, duplicates: 2, noLeads: 3 }),
    of("existing-customer", 12, { recovered: 4 }),
    of("vendor", 6),
    of("complaint", 2),
  ]);
  expect(lost).toEqual({ low: 15, middle: 15, high: 15 });
  expect(lines.map(({ row, callers }) => [row, callers])).toEqual([
    ["missed", 60],
    ["recovered", 24],
    ["duplicates", 2],
    ["no-leads", 3],
    ["customers", 8],
    ["vendors", 6],
    ["complaints", 2],
    ["open", 0],
    ["unknown-lane", 0],
    ["lost", 15],
  ]);
});

test("who is still being called back is lost to none, the late ones, or all", () => {
  expect(lostCallers([of("new-lead", 10, { open: 6, openLate: 2 })]).lost).toEqual({ low: 4, middle: 6, high: 10 });
});

test("callers nobody knows are leads to the share of the known ones, half of them where few are known", () => {
  const some = lostCallers([of("new-lead", 30), of("vendor", 10), of("unknown", 8)]);
  expect(some.lost).toEqual({ low: 30, middle: 36, high: 38 });
  expect(lostCallers([of("new-lead", 1), of("unknown", 8)]).lost).toEqual({ low: 1, middle: 5, high: 9 });
});

test("each line leaves what the next begins with, and the readings stay in order", () => {
  const lane = fc.constantFrom<Lane>("new-lead", "existing-customer", "vendor", "complaint", "unknown");
  const callers = fc.tuple(lane, fc.array(fc.nat(20), { minLength: 6, maxLength: 6 })).map(([of, parts]) => {
    const [recovered = 0, duplicates = 0, noLeads = 0, onTime = 0, openLate = 0, rest = 0] = parts;
    const open = onTime + openLate;
    return {
      lane: of,
      callers: recovered + duplicates + noLeads + open + rest,
      recovered,
      duplicates,
      noLeads,
      open,
      openLate,
    };
  });
  fc.assert(
    fc.property(fc.uniqueArray(callers, { selector: (one) => one.lane }), (lanes) => {
      const { lost, lines } = lostCallers(lanes);
      expect(lines.at(-1)?.left).toEqual(lost);
      for (const { left } of lines) {
        expect(left.low).toBeGreaterThanOrEqual(0);
        expect(left.low).toBeLessThanOrEqual(left.middle);
        expect(left.middle).toBeLessThanOrEqual(left.high);
      }
    }),
  );
});
