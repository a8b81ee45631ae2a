import { expect, test } from "vitest";
import { moneyRange, readingsWords, shareOf } from "./cost-words.ts";

test("a range of money names its currency once and leaves cents away", () => {
  expect(moneyRange({ low: 120_049, middle: 200_000, high: 360_000 }, "USD")).toBe("$1,200–3,600");
  expect(moneyRange({ low: 240_000, middle: 240_000, high: 240_000 }, "EUR")).toBe("€2,400");
});

test("readings that agree are one", () => {
  expect(readingsWords({ low: 1_000, middle: 2_000, high: 3_000 }, shareOf)).toBe("10 % – 30 %");
  expect(readingsWords({ low: 2_000, middle: 2_000, high: 2_000 }, shareOf)).toBe("20 %");
});
