import { expect, test } from "vitest";
import { findPromises } from "#acknowledgement/promise-guard.ts";
import { classifyByRules } from "#classification/classify-by-rules.ts";
import { readTrade } from "#classification/trade.ts";
import { defaultConversationRules, questionText, teamOf, withQuestion } from "./conversation-rules.ts";
import { readAnswer, withAnswer } from "./read-answer.ts";

const { choices } = defaultConversationRules.question;
const asked = { enabled: true, choices };

test.each([
  ["1", 1, "number"],
  ["2.", 2, "number"],
  ["#3", 3, "number"],
  ["2 please", 2, "number"],
  ["uno", 1, "number"],
  ["Option 2", 2, "number"],
  ["Emergency!!", 1, "words"],
  ["necesito una cita", 2, "words"],
  ["it's an Emergencia", 1, "words"],
])("%s answers %d by %s", (text, number, how) => {
  expect(readAnswer(text, choices)).toMatchObject({ number, how });
});

test.each([
  "4",
  "not an emergency",
  "no es una emergencia",
  "my kitchen sink is leaking and I need somebody",
  "123 Elm Street",
  "emergency or appointment",
  "1 of the pipes burst under the house",
  "",
])("%s is an answer in their own words", (text) => {
  expect(readAnswer(text, choices)).toBeNull();
});

test("an answer names the wish and raises the urgency, with the words for it", () => {
  const rules = (text: string) =>
    classifyByRules({ text, channel: "sms", trade: readTrade("home_services"), extraPhrases: [], callFacts: {} });
  const answer = readAnswer("1", choices);
  if (answer === null) throw new Error("It is an answer.");
  expect(withAnswer(rules("1"), "1", answer)).toMatchObject({ intent: "emergency", urgency: "emergency" });
  expect(withAnswer(rules("1"), "1", answer).evidence.at(-1)).toMatchObject({
    rule: "conversation:answer",
    quote: "1",
  });
  const booking = readAnswer("2", choices);
  if (booking === null) throw new Error("It is an answer.");
  const high = { ...rules("2"), urgency: "high" as const };
  expect(withAnswer(high, "2", booking)).toMatchObject({ intent: "booking", urgency: "high" });
});

test("the question promises nothing and stands before how to stop", () => {
  expect(findPromises(questionText(asked))).toEqual([]);
  expect(withQuestion("Hi, this is Acme. A person will call you back. Reply STOP to opt out.", asked)).toBe(
    "Hi, this is Acme. A person will call you back. Reply 1 for an emergency, 2 to book a visit, 3 for something else, or in your own words. Reply STOP to opt out.",
  );
  expect(withQuestion("Hi.", { ...asked, enabled: false })).toBe("Hi.");
});

test("the line decides the team before the wish", () => {
  const teams = [
    { id: "sales", name: "Sales", numberIds: ["n1"], intents: ["booking" as const] },
    { id: "support", name: "Support", numberIds: [], intents: ["support" as const] },
  ];
  expect(teamOf({ teams }, { numberId: "n1", intent: "support" })?.id).toBe("sales");
  expect(teamOf({ teams }, { numberId: "n2", intent: "support" })?.id).toBe("support");
  expect(teamOf({ teams }, { numberId: "n2", intent: null })).toBeNull();
});
