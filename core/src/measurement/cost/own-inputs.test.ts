import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceWords } from "./cost-input.ts";
import { ownConversion, ownWorth, reachedMin, worthMin } from "./own-inputs.ts";

test("few callers reached are no conversion of one's own", () => {
  expect(ownConversion({ reached: reachedMin - 1, booked: 10 })).toBeNull();
  expect(ownWorth({ cases: worthMin - 1, meanCents: 40_000, spreadCents: 0 })).toBeNull();
});

test("41 callers reached, 18 booked: 44 %, and where that comes from", () => {
  const own = ownConversion({ reached: 41, booked: 18 });
  expect(own?.value).toEqual({ low: 3_439, middle: 4_390, high: 5_388 });
  expect(own === null ? null : [sourceWords(own.source), own.confidence]).toEqual([
    "yours, from 41 callers reached",
    "medium",
  ]);
});

test("what was typed in says when and by whom, and a guess says that it is one", () => {
  expect(sourceWords({ kind: "typed", on: "2026-11-03", by: "Maya" })).toBe("Maya typed it in on 3 Nov");
  expect(sourceWords({ kind: "guess" })).toBe("a cautious guess");
});

test("the range holds the middle, stays within nothing and all, and narrows with more callers", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: reachedMin, max: 5_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (reached, share) => {
        const booked = Math.round(reached * share);
        const { low, middle, high } = ownConversion({ reached, booked })?.value ?? { low: 1, middle: 0, high: -1 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(middle);
        expect(middle).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(10_000);
        const more = ownConversion({ reached: reached * 4, booked: booked * 4 })?.value;
        expect((more?.high ?? 0) - (more?.low ?? 0)).toBeLessThanOrEqual(high - low + 2);
      },
    ),
  );
});
