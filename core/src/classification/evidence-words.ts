import type { Discount, DroppedClaim } from "./assessment.ts";
import { TRADES } from "./trade.ts";
import { vocabularyFor } from "./vocabulary/vocabularies.ts";

/** A rule's name as a person reads it: `burst-pipe` → `burst pipe`; the account's own phrase is said to be that. */
export function ruleWords(rule: string): string {
  if (rule.startsWith("account:")) return `your own words, “${rule.slice("account:".length)}”`;
  return special[rule] ?? rule.replaceAll("-", " ");
}

const special: Readonly<Record<string, string>> = {
  person: "set by a person",
  keyword: "a keyword such as STOP",
  "need-without-urgency": "a need, and nothing said about its urgency",
  "number-said": "a phone number was said",
  "no-intent-recognised": "no wish was recognised",
  "open-issue-on-record": "our records show an open issue",
  "number-withheld": "the number was withheld",
};

let authorities: ReadonlyMap<string, string> | null = null;

/** Who says that the words of a rule mean what they are taken for; null where it needs nobody's word. */
export function ruleAuthority(rule: string): string | null {
  authorities ??= new Map(
    TRADES.flatMap((trade) => vocabularyFor(trade)).flatMap(({ rule: name, authority }) =>
      authority === undefined ? [] : [[name, authority] as const],
    ),
  );
  return authorities.get(rule) ?? null;
}

/** Why words that look like a label do not count for it, for the person who reads them. */
export const discountWords: Readonly<Record<Discount, string>> = {
  negated: "said not to be so",
  past: "past, not now",
  hypothetical: "only if, or what if",
  "another-meaning": "means something else here",
  over: "over by now",
  "sales-or-robocall": "from a sales call or a machine",
  "someone-else": "about somebody else",
  corrected: "taken back by the caller",
  "not-serious": "not meant seriously",
  outweighed: "all the other words speak against it",
};

/** Why a language model's claim was not let in. */
export const droppedWords: Readonly<Record<DroppedClaim["why"], string>> = {
  "quote-not-in-text": "the words it quoted are not in the message",
  "no-quote": "it showed no words for it",
  "unknown-label": "it used a label that does not exist",
  "would-lower": "it would have lowered the urgency",
  "rules-stand": "the rules are sure of something else",
  "not-shown": "the words it quoted do not show it",
  "orders-the-reader": "the words it quoted give orders to the reader",
  "forbidden-words": "it promised or judged something",
  "too-long": "it was too long",
};
