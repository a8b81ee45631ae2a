import { expect, test } from "vitest";
import { trendPaths } from "./trend-paths.ts";

const box = { width: 30, height: 108, max: 1 };
const at = (value: number | null, few = false) => ({ value, few });

test("a line runs through what was taken from enough, and only a faint one to what was not", () => {
  const { sure, alone, faint, few } = trendPaths([at(0), at(0.5), at(1, true), at(0)], box);
  expect(sure).toBe("M0.0 104.0L10.0 54.0");
  expect(alone).toBe("M30.0 104.0h0.01");
  expect(faint).toBe("M10.0 54.0L20.0 4.0L30.0 104.0");
  expect(few).toBe("M20.0 4.0h0.01");
});

test("gaps stay gaps, and a point between two of them is seen", () => {
  const { sure, alone, faint, few } = trendPaths([at(0), at(null), at(1, true), at(null)], box);
  expect([sure, alone, faint, few]).toEqual(["", "M0.0 104.0h0.01", "", "M20.0 4.0h0.01"]);
});
