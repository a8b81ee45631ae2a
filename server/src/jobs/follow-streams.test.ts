import fc from "fast-check";
import { expect, test } from "vitest";
import { pauseMs } from "./follow-streams.ts";

const pauses = { firstMs: 500, longestMs: 30_000, refusedMs: 60_000 };
const broken = { because: "broken", wasLive: false } as const;
const refused = { because: "refused", wasLive: false } as const;

test("the pause doubles with every failure up to its longest, and starts small after a stream that flowed", () => {
  const least = [1, 2, 3, 4, 5, 6, 7, 8].map((failures) => pauseMs(broken, failures, pauses, 0));
  expect(least).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(pauseMs({ because: "broken", wasLive: true }, 1, pauses, 1)).toBe(500);
});

test("who says no is asked again about once a minute, so that nobody is banned for it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      expect(pauseMs(refused, failures, pauses, chance)).toBeGreaterThanOrEqual(30_000);
      expect(pauseMs(refused, failures, pauses, chance)).toBeLessThanOrEqual(60_000);
      expect(pauseMs(broken, failures, pauses, chance)).toBeLessThanOrEqual(30_000);
      expect(pauseMs(broken, failures, pauses, chance)).toBeGreaterThanOrEqual(250);
    }),
  );
});
