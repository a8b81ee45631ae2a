import { expect, test } from "vitest";
import { indexPhrases } from "#classification/find-phrases.ts";
import { readTrade, TRADES } from "#classification/trade.ts";
import { NOT_MEANT } from "./not-meant.ts";
import { SPANISH_NOT_MEANT } from "./spanish/not-meant.ts";
import { vocabularyFor } from "./vocabularies.ts";

test.each(TRADES)("every phrase of %s can be read", (trade) => {
  expect(() => indexPhrases(vocabularyFor(trade))).not.toThrow();
  expect(() => indexPhrases([...NOT_MEANT, ...SPANISH_NOT_MEANT])).not.toThrow();
});

test.each(TRADES)("every danger of %s names its authority, and no rule name means two things", (trade) => {
  const rules = vocabularyFor(trade);
  const dangers = rules.filter(
    ({ labels, script }) =>
      script !== undefined || labels.some((label) => label === "urgency:emergency" || label === "urgency:high"),
  );
  expect(dangers.filter(({ authority }) => authority === undefined).map(({ rule }) => rule)).toEqual([]);
  expect(new Set(rules.map(({ rule }) => rule)).size).toBe(rules.length);
});

test("a rule named in an exception exists", () => {
  const names = new Set(TRADES.flatMap((trade) => vocabularyFor(trade).map(({ rule }) => rule)));
  expect(
    [...NOT_MEANT, ...SPANISH_NOT_MEANT]
      .flatMap(({ only = [], except = [] }) => [...only, ...except])
      .filter((rule) => !names.has(rule)),
  ).toEqual([]);
});

test.each([
  ["Home_Services", "home-services"],
  ["plumbing", "home-services"],
  ["Dental", "healthcare"],
  ["law office", "legal"],
  ["constructor", "general"],
  ["", "general"],
])("a trade is read from an owner's word: %s", (word, trade) => {
  expect(readTrade(word)).toBe(trade);
});
