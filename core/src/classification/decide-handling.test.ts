import { expect, test } from "vitest";
import { classifyByRules } from "./classify-by-rules.ts";
import { decideHandling, type HandlingFacts } from "./decide-handling.ts";
import type { Trade } from "./trade.ts";

const handle = (text: string | null, facts: HandlingFacts = {}, trade: Trade = "home-services") =>
  decideHandling(classifyByRules({ text, channel: "voicemail", trade, callFacts: {} }), facts);

test("an emergency and a complaint alarm people at once, with the rules that fired", () => {
  expect(handle("I smell gas")).toMatchObject({
    escalateAtOnce: true,
    tier: "immediate",
    reasons: [{ reason: "emergency", rules: expect.arrayContaining(["gas-smell"]) }],
  });
  expect(handle("nobody showed up, this is unacceptable").reasons).toEqual([
    { reason: "complaint", rules: ["was-stood-up", "complains"] },
  ]);
});

test("an existing customer's open issue alarms people whatever was said", () => {
  expect(handle(null, { existingCustomer: true, hasOpenIssue: true })).toMatchObject({
    escalateAtOnce: true,
    reasons: [{ reason: "open-issue-of-existing-customer" }],
  });
  expect(handle(null, { existingCustomer: true }).escalateAtOnce).toBe(false);
});

test("the account's own phrase for high value alarms people, and is evidence with its own label", () => {
  const judge = (text: string) =>
    classifyByRules({
      text,
      channel: "voicemail",
      trade: "home-services",
      callFacts: {},
      extraPhrases: [
        { phrase: "Hilton", raises: "high-value" },
        { phrase: "whole building", raises: "high-value" },
      ],
    });
  const said = judge("this is Ann, last name Hilton, we'd like a quote to repipe the whole building");
  expect(said.evidence.filter(({ label }) => label === "high-value")).toMatchObject([
    { rule: "account:hilton", quote: "Hilton" },
    { rule: "account:whole building", quote: "whole building" },
  ]);
  expect(decideHandling(said, {})).toMatchObject({
    escalateAtOnce: true,
    tier: "immediate",
    reasons: [{ reason: "high-value", rules: ["account:hilton", "account:whole building"] }],
  });
  expect(said.urgency).toBe("normal");
  const denied = judge("I'd like a quote to repipe my bathroom, not the whole building");
  expect(denied.discounted).toMatchObject([{ label: "high-value", why: "negated" }]);
  expect(decideHandling(denied, {}).reasons).toEqual([]);
});

test.each<[string, string | null, HandlingFacts, string[], Trade?]>([
  ["an unclear message", "so um yeah about that", {}, ["ambiguous-message"]],
  [
    "another language",
    "bonjour je suis malade et je ne peux pas venir pour mon rendez vous",
    {},
    ["ambiguous-message", "language-not-read"],
  ],
  ["a withheld number", "I need my faucet fixed", { callerWithheld: true }, ["caller-withheld"]],
  ["unclear consent", "I need my faucet fixed", { consentUnclear: true }, ["consent-unclear"]],
  ["a price asked", "how much for a new faucet", {}, ["price-asked"]],
  ["a time asked", "how soon can you fix my faucet", {}, ["availability-asked"]],
  ["clinical advice", "should I take ibuprofen for my toothache", {}, ["clinical-advice-asked"], "healthcare"],
  ["a doubtful opt-out", "I need my faucet fixed, please don't text me", {}, ["opt-out-unsure"]],
  ["words that contradict each other", "it's not an emergency but there's a gas leak", {}, ["conflicting-evidence"]],
  ["a clear need", "I need my faucet fixed", {}, []],
  ["a call without words", null, {}, []],
])("%s is held for a person where it must be", (_, text, facts, holds, trade) => {
  expect(handle(text, facts, trade).holds.map(({ reason }) => reason)).toEqual(holds);
});

test("a customer's words alone show an open matter when it presses", () => {
  const { reasons } = handle("you guys fixed our water heater last week and it quit again, this is urgent");
  expect(reasons.map(({ reason }) => reason)).toContain("open-issue-of-existing-customer");
  expect(handle("I'd like a new water heater today").reasons).toEqual([]);
});

test("each hold names the rules that hold it", () => {
  for (const [text, trade] of [
    ["how much for a new faucet and how soon can you come", "home-services"],
    ["should I take ibuprofen", "healthcare"],
    ["so um yeah about that", "general"],
  ] as const)
    for (const { rules } of handle(text, { callerWithheld: true, consentUnclear: true }, trade).holds)
      expect(rules.length).toBeGreaterThan(0);
});

test("urgent and held matters are standard, spam is nobody's", () => {
  expect(handle("my water heater is leaking").tier).toBe("standard");
  expect(handle("so um yeah about that").tier).toBe("standard");
  expect(handle("press 1 to lower your interest rate").tier).toBe("none");
});
