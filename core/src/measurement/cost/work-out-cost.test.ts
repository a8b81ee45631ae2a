import { expect, test } from "vitest";
import type { LaneCallers } from "./lost-callers.ts";
import { type CostMaterial, type CostNumber, workOutCost } from "./work-out-cost.ts";

const lane = (callers: number, more: Partial<LaneCallers> = {}): LaneCallers => ({
  lane: "new-lead",
  callers,
  recovered: 0,
  duplicates: 0,
  noLeads: 0,
  open: 0,
  openLate: 0,
  ...more,
});
const number = (id: string, source: string | null, calls: number, lanes: LaneCallers[]): CostNumber => ({
  id,
  label: id,
  number: null,
  source,
  calls,
  missed: 0,
  lanes,
});
const typed = (value: number) => ({ value, on: "2026-11-03", by: null });
const nothing = { value: 0, on: "2026-11-03", by: null };
const material: CostMaterial = {
  range: { from: "2026-10-01", to: "2026-10-30" },
  today: "2026-11-20",
  firstDay: "2026-01-01",
  currency: "USD",
  typed: {
    missedPerMonth: null,
    conversion: typed(2_000),
    worth: typed(40_000),
    repeat: null,
    referral: null,
    minutesPerTry: null,
    staffHour: null,
  },
  adSpend: [{ source: "google ads", cents: 100_000 }],
  numbers: [
    number("a", "Google Ads", 100, [lane(30, { recovered: 20 })]),
    number("b", null, 50, [lane(12, { recovered: 7 })]),
  ],
  reached: { reached: 0, booked: 0 },
  won: { cases: 0, meanCents: 0, spreadCents: 0 },
  extraTries: 0,
};

test("costs of the numbers add up to the cost of all", () => {
  const { simple, numbers } = workOutCost(material);
  expect(numbers.map(({ lost, monthCents }) => [lost.middle, monthCents?.middle])).toEqual([
    [10, 81_111],
    [5, 40_556],
  ]);
  expect(simple?.monthCents.middle).toBe(121_667);
});

test("of what a source costs, the part that paid for lost callers was wasted", () => {
  expect(workOutCost(material).sources).toMatchObject([
    { source: "Google Ads", calls: 100, spendMonthCents: 100_000, wastedMonthCents: { middle: 10_000 } },
  ]);
});

test("a month is worked out from the days there are calls of", () => {
  expect(workOutCost({ ...material, firstDay: "2026-10-21" }).days).toBe(10);
  expect(workOutCost({ ...material, today: "2026-10-05" }).days).toBe(5);
  expect(workOutCost({ ...material, today: "2026-09-05" }).days).toBe(1);
});

test("what was typed in wins over what was counted, and what was counted still stands beside it", () => {
  const own = {
    ...material,
    reached: { reached: 100, booked: 40 },
    won: { cases: 20, meanCents: 90_000, spreadCents: 0 },
  };
  expect(workOutCost(own)).toMatchObject({
    inputs: { conversion: { source: { kind: "typed" } }, worth: { value: { middle: 40_000 } } },
    own: { conversion: { value: { middle: 4_000 } }, worth: { value: { middle: 90_000 } } },
  });
  const untyped = { ...own, typed: { ...own.typed, conversion: null, worth: null } };
  expect(workOutCost(untyped).inputs).toMatchObject({
    conversion: { source: { kind: "own", cases: 100 } },
    worth: { value: { middle: 90_000 }, source: { kind: "own", cases: 20 } },
  });
});

test("a month of missed calls that was typed in needs no calls in the books", () => {
  const { simple, lines } = workOutCost({
    ...material,
    numbers: [],
    typed: { ...material.typed, missedPerMonth: typed(30) },
  });
  expect(simple?.yearCents.middle).toBe(2_880_000);
  expect(lines).toEqual([]);
});

test("phone tag costs minutes, and money where an hour has a price", () => {
  const tag = {
    ...material,
    extraTries: 60,
    typed: { ...material.typed, minutesPerTry: typed(4), staffHour: typed(3_000) },
  };
  // 60 x 4 minutes in 30 days are 243.33 a month.
  expect(workOutCost(tag).phoneTag).toEqual({ extraTries: 60, minutesAMonth: 243, monthCents: 12_167 });
  const free = { ...tag, typed: { ...tag.typed, staffHour: nothing } };
  expect(workOutCost(free).phoneTag.monthCents).toBe(0);
});
