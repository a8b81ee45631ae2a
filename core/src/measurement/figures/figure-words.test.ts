import { expect, test } from "vitest";
import { figureWords, minuteWords, moneyWords, secondWords, shareWords, trendOf } from "./figure-words.ts";

test("a share is whole where that says enough", () => {
  expect([0, 0.23, 0.034, 1, 0.9999, 0.0001].map(shareWords)).toEqual([
    "0 %",
    "23 %",
    "3.4 %",
    "100 %",
    "99.9 %",
    "<0.1 %",
  ]);
});

test("times are as long as they need", () => {
  expect([0, 59, 60, 125, 2880, 2945].map(minuteWords)).toEqual([
    "0 min",
    "59 min",
    "1 h",
    "2 h 5 min",
    "2 days",
    "2 days 1 h",
  ]);
  expect([8, 60, 80, 7200].map(secondWords)).toEqual(["8 s", "1 min", "1 min 20 s", "2 h"]);
});

test("money shows cents only where it is little", () => {
  expect([240_000, 999, 12_345, 0].map((cents) => moneyWords(cents))).toEqual(["$2,400", "$9.99", "$123", "$0"]);
});

test("nothing to count from is a dash, not a zero", () => {
  expect(figureWords(null, "share")).toBe("–");
  expect(figureWords(0, "share")).toBe("0 %");
});

test("less is better for missed calls, more for recovered ones, and the same is neither", () => {
  expect(trendOf(0.23, 0.31, "share", "less")).toEqual({ words: "from 31 %", tone: "better" });
  expect(trendOf(0.23, 0.31, "share", "more")).toEqual({ words: "from 31 %", tone: "worse" });
  expect(trendOf(0.2301, 0.23, "share", "more")).toEqual({ words: "as before", tone: "same" });
  expect(trendOf(12, 9, "count", "neither")?.tone).toBe("same");
  expect(trendOf(null, 9, "count", "more")).toBeNull();
});
