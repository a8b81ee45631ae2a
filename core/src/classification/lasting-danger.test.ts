import { expect, test } from "vitest";
import { classifyByRules } from "./classify-by-rules.ts";
import type { Trade } from "./trade.ts";

function urgencyOf(trade: Trade, text: string): string {
  return classifyByRules({ text, channel: "voicemail", trade, callFacts: {} }).urgency;
}

test.each<[Trade, string]>([
  ["healthcare", "my daughter got her finger slammed in the car door yesterday"],
  ["healthcare", "my son got poked in the eye yesterday"],
  ["legal", "i was served with papers last friday"],
])("what began some days ago still has to be handled today, and wakes nobody: %s, %s", (trade, text) => {
  expect(urgencyOf(trade, text)).toBe("high");
});

test.each<[Trade, string]>([
  ["healthcare", "he fell off the ladder two years ago and wants a checkup"],
  ["legal", "i was served with papers a few years ago and want a postnup"],
])("what happened long ago is past: %s, %s", (trade, text) => {
  expect(urgencyOf(trade, text)).not.toMatch(/emergency|high/);
});

test("a date of the past that matters now is not past", () => {
  expect(urgencyOf("legal", "the accident was two years ago tomorrow")).toBe("emergency");
});
