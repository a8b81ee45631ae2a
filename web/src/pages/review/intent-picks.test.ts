import { expect, test } from "vitest";
import { intentPicks } from "./intent-picks.ts";

const reading = (intent: string, ...secondaryIntents: string[]) =>
  ({ labels: { intent, secondaryIntents, urgency: "normal", lane: "unknown" } }) as never; // the rest is not looked at

test("what was read is the first key, what else was heard the next, and none stands twice", () => {
  const picks = intentPicks({ reading: reading("quote", "booking", "billing"), intent: "complaint" });
  expect(picks.slice(0, 3)).toEqual(["quote", "booking", "billing"]);
  expect(new Set(picks).size).toBe(picks.length);
  expect(picks).toHaveLength(9);
});

test("where nothing was read the callback's own label comes first", () => {
  expect(intentPicks({ reading: null, intent: "support" })[0]).toBe("support");
  expect(intentPicks({ reading: null, intent: null })[0]).toBe("unclear");
});
