import { expect, test } from "vitest";
import { type FourWayCall, fourWayTest, violationsFirst, type Way } from "./four-way-test.ts";

const dropped: FourWayCall = { answered: false, rightOwner: false, reachable: true, reasonKnown: false, told: false };

test.each<[Way, Partial<FourWayCall>]>([
  ["answered-live", { answered: true }],
  ["routed", { rightOwner: true }],
  ["captured", { reasonKnown: true }],
  ["next-step", { told: true }],
])("%s alone is enough", (way, more) => {
  expect(fourWayTest({ ...dropped, ...more })).toEqual({ ways: [way], passed: true });
});

test("a call that passes in none of the four ways is a violation", () => {
  expect(fourWayTest(dropped)).toEqual({ ways: [], passed: false });
});

test("words of a caller who cannot be called back are not enough to act on", () => {
  expect(fourWayTest({ ...dropped, reachable: false, reasonKnown: true }).passed).toBe(false);
});

test("violations come first", () => {
  const calls = [{ ...dropped, answered: true, told: true }, dropped, { ...dropped, told: true }].map((call) => ({
    result: fourWayTest(call),
  }));
  expect(violationsFirst(calls).map(({ result }) => result.ways.length)).toEqual([0, 1, 2]);
});
