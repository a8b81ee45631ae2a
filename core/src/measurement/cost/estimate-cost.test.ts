import fc from "fast-check";
import { expect, test } from "vitest";
import { fromTyped, guessed, sameThrice } from "./cost-input.ts";
import { type CostQuestion, estimateCost } from "./estimate-cost.ts";
import { guessedConversion } from "./own-inputs.ts";

const typed = (value: number) => fromTyped({ value, on: "2026-11-03", by: null });
const example: CostQuestion = {
  volume: { lost: typed(30), days: "month" },
  conversion: typed(2_000),
  worth: typed(40_000),
  repeat: null,
  referral: null,
};

test("30 callers, 20 % and $400 are $2,400 a month and $28,800 a year (S2-42, S2-43)", () => {
  const { simple, realistic } = estimateCost(example, "USD");
  expect(simple?.monthCents.middle).toBe(240_000);
  expect(simple?.yearCents.middle).toBe(2_880_000);
  expect(simple?.callerCents.middle).toBe(8_000);
  expect(simple?.formula.middle).toBe("30 callers a month × 20 % × $400 = $2,400 a month");
  expect(realistic).toBeNull();
});

test("repeat orders and word of mouth worth as much again double it to $57,600 a year (S2-44)", () => {
  const { realistic } = estimateCost({ ...example, repeat: typed(30_000), referral: typed(10_000) }, "USD");
  expect(realistic?.monthCents.middle).toBe(480_000);
  expect(realistic?.yearCents.middle).toBe(5_760_000);
  expect(realistic?.formula.middle).toBe("30 callers a month × 20 % × ($400 + $300 + $100) = $4,800 a month");
});

test("without a conversion of one's own it is 10, 20 and 30 % and called weak (S2-38)", () => {
  const { simple } = estimateCost({ ...example, conversion: guessedConversion }, "USD");
  expect(simple?.monthCents).toEqual({ low: 120_000, middle: 240_000, high: 360_000 });
  expect(simple?.confidence).toBe("low");
});

test("what a customer is worth is asked, never assumed (S2-131)", () => {
  expect(estimateCost({ ...example, worth: null }, "USD")).toEqual({
    callersAMonth: { low: 30, middle: 30, high: 30 },
    simple: null,
    realistic: null,
  });
});

test("28 days count as 28 of a year's 365", () => {
  const { simple } = estimateCost({ ...example, volume: { lost: typed(28), days: 28 } }, "USD");
  // 28 x 365 / (12 x 28) = 30.41667 callers, of which a fifth would each have brought 400.
  expect(simple?.monthCents.middle).toBe(243_333);
  expect(simple?.yearCents.middle).toBe(2_920_000);
});

test("sums are whole, in order, and never smaller for one caller more", () => {
  const whole = (max: number) => fc.nat({ max });
  fc.assert(
    fc.property(
      whole(1_000_000),
      fc.integer({ min: 1, max: 3_660 }),
      whole(10_000),
      whole(100_000_000),
      (lost, days, share, worth) => {
        const asked = (callers: number) =>
          estimateCost(
            {
              volume: { lost: guessed({ low: callers, middle: callers, high: callers + 1 }), days },
              conversion: guessed(sameThrice(share)),
              worth: typed(worth),
              repeat: null,
              referral: null,
            },
            "USD",
          ).simple;
        const sums = asked(lost);
        const { low, middle, high } = sums?.monthCents ?? { low: 0, middle: 0, high: 0 };
        expect([low, middle, high].every(Number.isSafeInteger)).toBe(true);
        expect(low).toBe(middle);
        expect(middle).toBeLessThanOrEqual(high);
      },
    ),
  );
});
