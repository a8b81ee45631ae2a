import { describe, expect, test } from "vitest";
import type { Discount } from "./assessment.ts";
import { chooseUrgency } from "./choose-urgency.ts";
import { findSignals } from "./find-signals.ts";
import { readWords } from "./words.ts";

/** What the urgency's words were not counted for, and the urgency that is left. */
function read(text: string): { why: readonly (Discount | null)[]; urgency: string } {
  const { urgency, signals } = chooseUrgency(findSignals(readWords(text), "home-services"), {});
  const dangers = signals.filter(({ rule }) => rule.labels.some((label) => label === "urgency:emergency"));
  return { why: dangers.map(({ why }) => why), urgency };
}

describe("a danger that is told and not meant is shown with the reason", () => {
  test.each<[Discount, string]>([
    ["negated", "there's no gas leak, just need a new stove hooked up"],
    ["negated", "I don't think it's a gas leak"],
    ["negated", "we ruled out a gas leak already"],
    ["negated", "it's not like the house is on fire"],
    ["negated", "no smoke, no flames or sparks, just an old box"],
    ["past", "two years ago a pipe burst and I want a sump pump put in"],
    ["past", "our old house flooded"],
    ["past", "we had the basement flood in 2019 so we want a drain now"],
    ["past", "the basement flooded back in April"],
    ["hypothetical", "do you guys deal with burst pipes"],
    ["hypothetical", "who do I call if a pipe bursts"],
    ["hypothetical", "does the basement ever flood"],
    ["hypothetical", "what counts as an emergency with you"],
    ["hypothetical", "the building has to be on fire before you come"],
    ["hypothetical", "would a clogged flue cause a carbon monoxide leak"],
    ["someone-else", "the neighbors had a gas leak so we want our lines tested"],
    ["someone-else", "I saw on the news that a house was on fire"],
    ["someone-else", "my sister had an electrical fire and now I'm worried about our wiring"],
    ["corrected", "it's a gas leak, no wait, it's the garden hose"],
    ["corrected", "there's a gas leak I mean a water leak"],
    ["not-serious", "paint emergency lol"],
  ])("%s: %s", (why, text) => {
    const got = read(text);
    expect(got.why).toContain(why);
    expect(got.urgency).not.toBe("emergency");
  });
});

describe("a danger that is meant counts, whatever stands around it", () => {
  test.each([
    "I'm not sure if it's a gas leak but it smells like gas",
    "don't wait please there's a gas leak",
    "if you're there please pick up my basement is flooding",
    "what should I do if I smell gas",
    "last year a pipe burst and now it's happening again the basement is flooding",
    "I don't know where the water is coming from but it's everywhere",
    "it isn't just a drip anymore it's pouring",
    "it's a little drip, scratch that, it's gushing out now",
    "calling for my neighbor, her basement is flooding and she is ninety",
    "you fixed this pipe last year and now it burst again",
    "there's a gas smell sorry to call so late",
    "I hate to bother you lol but the kitchen is on fire",
    "the gas smell went away but now it's back",
    "it's not an emergency I guess but the ceiling is coming down",
  ])("%s", (text) => {
    expect(read(text).urgency).toBe("emergency");
  });
});

describe("a danger that is over or caught is high", () => {
  test.each([
    "I smelled gas but the gas company came and shut it off, they said it's the stove connector",
    "a pipe burst but we got the water shut off and it's dry now, can someone come fix it",
    "water is dripping from the ceiling, I've got a bucket under it",
    "toilet is overflowing a little",
  ])("%s", (text) => {
    expect(read(text).urgency).toBe("high");
  });

  test.each([
    "the ceiling is pouring water and the bucket is overflowing",
    "water's pouring in, I have pots everywhere",
  ])("but not what no bucket holds: %s", (text) => {
    expect(read(text).urgency).toBe("emergency");
  });
});

test.each([
  ["the furnace quit", "high"],
  ["the furnace quit and we have a newborn", "emergency"],
  ["the furnace quit and it's twelve outside", "emergency"],
  ["the ac died and it's ninety five", "high"],
  ["the ac died and my grandmother is on oxygen", "emergency"],
])("what fails in a home becomes an emergency with somebody frail or the cold: %s", (text, urgency) => {
  expect(read(text).urgency).toBe(urgency);
});
