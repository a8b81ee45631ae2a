import { expect, test } from "vitest";
import { matchPhrase, readPhrase } from "./phrase.ts";
import { readWords } from "./words.ts";

test.each([
  ["gas leak", "gas leak", true],
  ["gas leak", "gas. leak", false],
  ["gas ..2 leak", "gas line has leak", true],
  ["gas ..2 leak", "gas line has a leak", false],
  ["smell|odor of? gas", "odor gas", true],
  ["leak*", "leaking", true],
  ["cant breathe", "can’t breathe", true],
  ["cant breathe", "can not breathe", true],
  ["dont call", "do not call", true],
  ["at <time>", "at 9:30", true],
  ["at <time>", "at 9am", true],
  ["at <time>", "at 1-800-555-0100", false],
  ["at <time>", "at 930", true],
  ["at <time>", "at 999", false],
  ["<number> $|dollars", "forty dollars", true],
  ["manana", "mañana", true],
  ["where ..2 @worker", "where is the technician", true],
  ["@you|they fixed", "y'all fixed", true],
  ["@you fixed", "they fixed", false],
  ["your tomorrow", "ur tmrw", true],
  ["basement ..1 flooded", "the basement's flooded", false],
  ["basement ..1 flooded", "basement's flooded", true],
  ["its out", "it's out", true],
  ["it out", "it's out", false],
  ["ac ..2 out", "A.C. is out", true],
  ["at <time>", "at 9 a.m.", true],
])("%s in “%s”: %s", (notation, text, matches) => {
  expect(matchPhrase(readPhrase(notation), readWords(text), 0) !== -1).toBe(matches);
});

test.each(["", "..2 gas", "gas ..2", "gas? leak", "gas ..9 leak", "gas, leak", "Gas", "*", "a||b", "@nobody"])(
  "a spelling mistake in a vocabulary fails loudly: %s",
  (notation) => {
    expect(() => readPhrase(notation)).toThrow();
  },
);

test.each([
  ["water ..3 everywhere", "water is everywhere", true],
  ["water ..3 everywhere", "water isn't everywhere", false],
  ["water ..8 ceiling", "water I don't know why from the ceiling", true],
  ["heat ..2 not working", "heat is not working", true],
])("the gaps of what must be affirmed pass no denial: %s in “%s”: %s", (notation, text, matches) => {
  expect(matchPhrase(readPhrase(notation, "affirm"), readWords(text), 0) !== -1).toBe(matches);
});
