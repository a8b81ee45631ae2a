import { expect, test } from "vitest";
import type { CallFacts, Lane } from "./assessment.ts";
import { classifyByRules } from "./classify-by-rules.ts";
import type { Trade } from "./trade.ts";

const classify = (text: string, trade: Trade, callFacts: CallFacts = {}) =>
  classifyByRules({ text, channel: "voicemail", trade, callFacts });

test.each<[Lane, Trade, string]>([
  ["new-lead", "home-services", "the whole kitchen smells like rotten eggs"],
  ["new-lead", "legal", "my ex just came to the house with a gun"],
  ["existing-customer", "hospitality", "this is room 318, my wife just collapsed"],
  ["existing-customer", "property", "there's water pouring through the ceiling in unit 4B"],
  ["unknown", "real-estate", "there's a strong smell of gas in the basement here"],
  ["unknown", "general", "there's smoke coming out of the wall"],
])("somebody in danger is %s where they call %s: %s", (lane, trade, text) => {
  const got = classify(text, trade);
  expect([got.urgency, got.lane]).toEqual(["emergency", lane]);
  // No lane without words for it.
  if (lane !== "unknown") expect(got.evidence.map(({ label }) => label)).toContain(`lane:${lane}`);
});

test("records say more than a danger does", () => {
  expect(classify("I smell gas", "home-services", { existingCustomer: true }).lane).toBe("existing-customer");
});

test("the summary calls a relation or a place known, and never the words of a wish", () => {
  expect(classify("hi I need to reschedule my cleaning", "healthcare").summary.known.text).toBe("not said");
  expect(classify("could you send me a new insurance card for my policy", "insurance").summary.known.text).toBe(
    "my policy",
  );
  expect(classify("this is room 318, the sink is clogged", "hospitality").summary.known.text).toBe("room 318");
});
