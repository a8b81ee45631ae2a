import fc from "fast-check";
import { expect, test } from "vitest";
import { percentile, readHistogram } from "./histogram.ts";

test("the median and the ninth tenth are values that occurred", () => {
  const histogram = new Map([
    [3, 5],
    [10, 4],
    [400, 1],
  ]);
  expect(percentile(histogram, 0.5)).toBe(3);
  expect(percentile(histogram, 0.9)).toBe(10);
  expect(percentile(histogram, 0.91)).toBe(400);
});

test("nothing has no median", () => {
  expect(percentile(new Map(), 0.5)).toBeNull();
});

test("is the smallest value that at least the share is not above", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1 }), fc.constantFrom(0.1, 0.25, 0.5, 0.9, 1), (values, share) => {
      const histogram = new Map<number, number>();
      for (const value of values) histogram.set(value, (histogram.get(value) ?? 0) + 1);
      const found = percentile(histogram, share);
      const enough = (limit: number) =>
        values.filter((value) => value <= limit).length * 100 >= share * 100 * values.length;
      const smallest = Math.min(...values.filter(enough));
      expect(found).toBe(smallest);
    }),
  );
});

test("histograms written one behind the other are read as one", () => {
  const values = fc.oneof(fc.nat({ max: 90 }), fc.nat({ max: 200_000 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(values, fc.integer({ min: 1, max: 2_000 }))), (pairs) => {
      const counted = new Map<number, number>();
      for (const [value, count] of pairs) counted.set(value, (counted.get(value) ?? 0) + count);
      expect(
        readHistogram(pairs.map(([value, count]) => `${value}${count === 1 ? "" : `:${count}`},`).join("")),
      ).toEqual(counted);
    }),
  );
});

test.each(["9", "9:4", "a,", "9:4;", ",", "-1,", "9 ,"])("%s is no histogram", (written) => {
  expect(() => readHistogram(written)).toThrow(RangeError);
});
