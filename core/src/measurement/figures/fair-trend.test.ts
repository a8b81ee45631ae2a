import { expect, test } from "vitest";
import { beganWithin, fairTrend } from "./fair-trend.ts";

const before = { from: "2026-09-27", to: "2026-10-24" };

test("a period that began before the books is known as partial", () => {
  expect(beganWithin(before, "2026-10-21")).toBe(true);
  expect(beganWithin(before, null)).toBe(true);
  expect(beganWithin(before, "2026-09-27")).toBe(false);
  expect(beganWithin(null, "2026-10-21")).toBe(false);
});

test("a count is compared with a whole period only, a share with enough calls only", () => {
  const count = { unit: "count", better: "less" } as const;
  const share = { unit: "share", better: "less" } as const;
  expect(fairTrend({ value: 101, before: { value: 8, enough: true } }, count, true)).toBeNull();
  expect(fairTrend({ value: 101, before: { value: 120, enough: true } }, count, false)?.words).toBe("from 120");
  expect(fairTrend({ value: 0.27, before: { value: 0.2, enough: true } }, share, true)?.words).toBe("from 20 %");
  expect(fairTrend({ value: 0.27, before: { value: 0.2, enough: false } }, share, true)).toBeNull();
  expect(fairTrend({ value: 0.27, before: null }, share, false)).toBeNull();
});
