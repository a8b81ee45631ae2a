import { expect, test } from "vitest";
import type { Intent, Lane } from "./assessment.ts";
import { classifyByRules } from "./classify-by-rules.ts";
import type { Trade } from "./trade.ts";

function read(text: string, trade: Trade = "home-services") {
  return classifyByRules({ text, channel: "voicemail", trade, callFacts: {} });
}

test("where the caller comes to the point counts for more than what is told around it", () => {
  const story =
    "hi so last year another company did the whole system and sent me one bill after the other and then they closed so anyway";
  expect(read(`${story} what I need is somebody to come look at the furnace`).intent).toBe("booking");
  expect(read(`${story} I'm calling about my invoice from you it was paid twice`).intent).toBe("billing");
});

test("what the caller takes back is a hint at most", () => {
  const { intent, secondaryIntents } = read(
    "I wanted to book a cleaning uh no wait I need to move my appointment to the 19th",
    "healthcare",
  );
  expect(intent).toBe("reschedule-or-cancel");
  expect(secondaryIntents).not.toContain("complaint");
});

test("a wish is not what everybody wants: to be called back", () => {
  for (const text of ["can you call me back please", "I need to speak with somebody"])
    expect(read(text), text).toMatchObject({ intent: "unclear", urgency: "unknown" });
});

test.each<[Trade, string, Intent, Lane]>([
  ["home-services", "the closet door came off its track", "booking", "new-lead"],
  ["property", "the closet door came off its track", "support", "existing-customer"],
  ["hospitality", "the lamp in here keeps flickering", "support", "existing-customer"],
])("a trouble means what the trade makes of it: %s, %s", (trade, text, intent, lane) => {
  expect(read(text, trade)).toMatchObject({ intent, lane });
});

test("sales, private calls and wrong numbers are nothing that anybody waits for", () => {
  for (const text of [
    "hey it's mom, see you at dinner, love you",
    "oh sorry, I dialed the wrong number",
    "we supply paper goods for restaurants and would love to drop off samples",
  ])
    expect(read(text).urgency, text).toBe("low");
});

test("words taken for a wish the caller does not have show no relation", () => {
  // "sign in" belongs to a customer's portal; here it is a sign in a yard.
  expect(read("I saw the sign in the yard, how much is the house", "real-estate").lane).toBe("new-lead");
});
