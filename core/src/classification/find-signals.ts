import { isContained, isOver } from "#classification/context/over.ts";
import { isPast } from "#classification/context/past.ts";
import { type Context, readContext } from "#classification/context/read-context.ts";
import type { Discount } from "./assessment.ts";
import { type Found, findPhrases, indexEntries, indexPhrases, type PhraseIndex } from "./find-phrases.ts";
import { plainPhrase } from "./phrase.ts";
import type { Trade } from "./trade.ts";
import { vocabularyFor } from "./vocabulary/vocabularies.ts";
import type { VocabularyRule } from "./vocabulary-rule.ts";
import { whyNotMeant } from "./why-not-meant.ts";
import { readWords, type Word } from "./words.ts";

/**
 * An account's own wording. It may raise the urgency, mark a complaint or something of high value; there is no kind that
 * lowers anything.
 */
export type AccountPhrase = {
  readonly phrase: string;
  readonly raises: "emergency" | "high" | "complaint" | "high-value";
};

/** A rule's wording found in the text, and why it does not count, when it does not. */
export type Signal = Found<VocabularyRule> & { readonly why: Discount | null };

/** The names of an account's own phrases begin so. */
export const ACCOUNT_RULE_PREFIX = "account:";

/** More places of one rule than a person would look at; a bound for hostile texts. */
const PLACES_PER_RULE_MAX = 3;

/** Finds what the vocabulary of the trade and the account's phrases recognise, and judges each place in its context. */
export function findSignals(
  words: readonly Word[],
  trade: Trade,
  accountPhrases: readonly AccountPhrase[] = [],
): Signal[] {
  const found = findPhrases(indexFor(trade), words);
  if (accountPhrases.length > 0) found.push(...findPhrases(indexAccountPhrases(accountPhrases), words));
  if (found.length === 0) return [];
  const context = readContext(words);
  const counted = new Map<VocabularyRule, number>();
  const signals: Signal[] = [];
  for (const place of found) {
    const why = whyNotCounted(context, place);
    const seen = counted.get(place.rule) ?? 0;
    if (seen >= PLACES_PER_RULE_MAX && place.rule.labels.length > 0) continue;
    // A place that counts is never crowded out by places that do not.
    if (
      why !== null &&
      signals.filter((signal) => signal.rule === place.rule && signal.why !== null).length >= PLACES_PER_RULE_MAX
    )
      continue;
    if (why === null) counted.set(place.rule, seen + 1);
    signals.push({ ...place, why });
  }
  return signals;
}

function whyNotCounted(context: Context, place: Found<VocabularyRule>): Discount | null {
  const { rule } = place;
  const why = whyNotMeant(context, place, {
    rule: rule.rule,
    isDanger: isDanger(rule),
    isOwnWord: rule.selfDeclared === true,
    lasts: rule.lasts === true,
    mayBeName: rule.labels.includes("high-value"),
  });
  if (why !== null) return why;
  if (rule.lasts === true && rule.labels.includes("urgency:emergency") && isPast(context, place)) return "over";
  if (rule.mayBeOver === true && isOver(context, place)) return "over";
  return rule.mayBeContained === true && isContained(context, place) ? "over" : null;
}

/** What makes a danger worse must be said of this case as a danger must: "it's not freezing" is no exposure. */
function mustAffirm(rule: VocabularyRule): boolean {
  return isDanger(rule) || rule.labels.some((label) => label === "exposure" || label === "vulnerable-person");
}

function isDanger({ labels }: VocabularyRule): boolean {
  return labels.some((label) => label === "urgency:emergency" || label === "urgency:high");
}

const indexes = new Map<Trade, PhraseIndex<VocabularyRule>>();

function indexFor(trade: Trade): PhraseIndex<VocabularyRule> {
  let index = indexes.get(trade);
  if (index === undefined) {
    index = indexPhrases(vocabularyFor(trade), mustAffirm);
    indexes.set(trade, index);
  }
  return index;
}

const LABELS_RAISED: Readonly<Record<AccountPhrase["raises"], VocabularyRule["labels"]>> = {
  emergency: ["urgency:emergency"],
  high: ["urgency:high"],
  complaint: ["intent:complaint", "lane:complaint"],
  "high-value": ["high-value"],
};

/** An account writes plain words, no notation; phrases without a word match nothing. */
function indexAccountPhrases(accountPhrases: readonly AccountPhrase[]): PhraseIndex<VocabularyRule> {
  return indexEntries(
    accountPhrases.flatMap(({ phrase: wording, raises }) => {
      const phrase = plainPhrase(readWords(wording));
      if (phrase === null) return [];
      const rule = {
        rule: `${ACCOUNT_RULE_PREFIX}${phrase.notation}`,
        labels: LABELS_RAISED[raises],
        phrases: [],
        authority: "The account's own phrase",
      };
      return [{ rule, phrase }];
    }),
  );
}
