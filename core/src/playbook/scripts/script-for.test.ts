// The promise: whoever calls back always has something to say, and never something the trade forbids.
import { expect, test } from "vitest";
import { findPromises } from "#acknowledgement/promise-guard.ts";
import { INTENTS } from "#classification/assessment.ts";
import { TRADES } from "#classification/trade.ts";
import { scriptFor } from "./script-for.ts";

const asked = { own: [], isEmergency: false, business: "Northside", caller: "Ann Lee", me: "Dana" } as const;

test("every trade has an opening, something to ask, and no promise for everything a caller may want", () => {
  for (const trade of TRADES)
    for (const intent of [...INTENTS, null]) {
      const script = scriptFor({ ...asked, trade, intent });
      expect(script.opening, `${trade} ${intent}`).toMatch(/Dana/);
      expect(script.opening).not.toMatch(/[{}]| {2}/);
      expect(findPromises(script.opening, ["Northside"])).toEqual([]);
      if (intent !== "spam") expect(script.questions.length, `${trade} ${intent}`).toBeGreaterThan(0);
    }
});

test("a caller nobody knows is not greeted by name", () => {
  const { opening } = scriptFor({ ...asked, caller: null, trade: "salon", intent: "booking" });
  expect(opening).toMatch(/^Hi, this is Dana from Northside\./);
  expect(scriptFor({ ...asked, trade: "salon", intent: "booking" }).opening).toMatch(/^Hi Ann, this is Dana/);
});

test("an emergency is spoken of as one, whatever the caller wanted besides", () => {
  const script = scriptFor({ ...asked, trade: "home_services", intent: "booking", isEmergency: true });
  expect(script.intent).toBe("emergency");
  expect(script.questions.join(" ")).toMatch(/911/);
});

test("a business's own script takes the place of ours, but not of what its trade must never say", () => {
  const own = [{ intent: "booking" as const, opening: "Hello, {business}.", questions: [], avoid: ["No jokes."] }];
  const script = scriptFor({ ...asked, own, trade: "dental", intent: "booking" });
  expect(script.opening).toBe("Hello, Northside.");
  expect(script.avoid).toEqual([
    expect.stringMatching(/whom you speak/),
    expect.stringMatching(/medical advice/),
    "No jokes.",
  ]);
});
