import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-delay.ts";

test("the pause doubles up to a minute", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 2_000].map((failures) => retryDelayMs(failures, null))).toEqual([
    2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

test("the provider may ask for more, not for less", () => {
  expect(retryDelayMs(0, 90_000)).toBe(90_000);
  expect(retryDelayMs(3, 1_000)).toBe(16_000);
});
