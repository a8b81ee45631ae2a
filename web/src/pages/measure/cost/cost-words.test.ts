import { expect, test } from "vitest";
import { formulaSides, moneyRange, readingsWords, shareOf, withoutTitle } from "./cost-words.ts";

test("a range of money names its currency once and leaves cents away", () => {
  expect(moneyRange({ low: 120_049, middle: 200_000, high: 360_000 }, "USD")).toBe("$1,200–3,600");
  expect(moneyRange({ low: 240_000, middle: 240_000, high: 240_000 }, "EUR")).toBe("€2,400");
});

test("readings that agree are one", () => {
  expect(readingsWords({ low: 1_000, middle: 2_000, high: 3_000 }, shareOf)).toBe("10 % – 30 %");
  expect(readingsWords({ low: 2_000, middle: 2_000, high: 2_000 }, shareOf)).toBe("20 %");
});

test("what stands below a title does not say it again", () => {
  expect(withoutTitle("Still being called back. Low: none of them is lost.", "Still being called back")).toBe(
    "Low: none of them is lost.",
  );
  expect(withoutTitle("Callers missed: one caller with one matter.", "Callers missed")).toBe(
    "One caller with one matter.",
  );
  expect(withoutTitle("Vendors are no lost leads.", "Vendors")).toBe("Vendors are no lost leads.");
  expect(withoutTitle("They have talked to a person since.", "Recovered")).toBe("They have talked to a person since.");
});

test("a formula is parted into what is multiplied and what comes out", () => {
  expect(formulaSides("11.9 callers a month × 20 % × $480 = $1,142.40 a month")).toEqual([
    "11.9 callers a month × 20 % × $480",
    "$1,142.40 a month",
  ]);
});
