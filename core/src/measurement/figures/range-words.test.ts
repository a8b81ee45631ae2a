import { expect, test } from "vitest";
import { everything } from "./filter.ts";
import { filterWords, rangeWords } from "./range-words.ts";

test.each([
  ["2026-10-01", "2026-10-28", "1–28 Oct 2026"],
  ["2026-09-28", "2026-10-25", "28 Sep – 25 Oct 2026"],
  ["2025-12-28", "2026-01-25", "28 Dec 2025 – 25 Jan 2026"],
  ["2026-11-21", "2026-11-21", "21 Nov 2026"],
])("%s until %s reads %s", (from, to, words) => {
  expect(rangeWords({ from, to })).toBe(words);
});

test("says all that figures are narrowed to, and nothing when they are not", () => {
  expect(filterWords(everything, [])).toEqual([]);
  const narrowed = { numberIds: [], missReason: "busy", lane: "vendor", returning: false, inHours: false } as const;
  expect(filterWords(narrowed, ["Furnace line"])).toEqual([
    "Furnace line",
    "Busy",
    "Vendors",
    "New callers",
    "While closed",
  ]);
});
