import { expect, test } from "vitest";
import { findEmergencyWording } from "./emergency-wording.ts";

test.each([
  ["I smell gas in the hallway", "gas", "smell gas"],
  ["my dad can't breathe", "911", "can't breathe"],
  ["she has chest pain", "911", "chest pain"],
  ["I want to kill myself", "988", "kill myself"],
  ["he took too many pills", "911", "took too many pills"],
  ["there's a fire in the kitchen", "911", null],
  ["the carbon monoxide alarm is going off", "911", null],
  ["someone is breaking into my house", "911", null],
  ["he has a gun", "911", null],
  ["he's unconscious on the floor", "911", "unconscious"],
  ["ya no quiero vivir", "988", null],
  ["hay una fuga de gas", "gas", "fuga de gas"],
])("danger to life calls for its script: %s", (text, kind, quote) => {
  const found = findEmergencyWording(text);
  expect(found?.kind).toBe(kind);
  if (quote !== null) expect(found?.evidence.quote).toBe(quote);
  expect(text.slice(found?.evidence.start, found?.evidence.end)).toBe(found?.evidence.quote);
});

test.each([
  "our basement is flooding",
  "we have no heat",
  "no chest pain",
  "the fire pit needs cleaning",
  "this is urgent",
  "",
  "last year we had a gas leak",
])("other troubles do not: %s", (text) => {
  expect(findEmergencyWording(text)).toBeNull();
});
