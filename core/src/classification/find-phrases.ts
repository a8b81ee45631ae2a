import { firstWords, matchPhrase, type Phrase, readPhrase } from "./phrase.ts";
import type { Word } from "./words.ts";

/** A place where a phrase stands: word indexes (`last` is the one after) and text offsets. */
export type Found<Rule> = {
  readonly rule: Rule;
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
};

/** Phrases by the word they begin with, so that a text is read once whatever the size of the vocabulary. */
export type PhraseIndex<Rule> = {
  readonly byWord: ReadonlyMap<string, readonly Entry<Rule>[]>;
  readonly byStart: ReadonlyMap<string, readonly Entry<Rule>[]>;
  readonly always: readonly Entry<Rule>[];
};
type Entry<Rule> = { readonly rule: Rule; readonly phrase: Phrase };

/** Words that begin with the same letters share a drawer of the index. */
const START_LETTERS = 3;

/**
 * Builds the index of rules that each carry phrases in the notation of `phrase.ts`. Where `mustAffirm`, the gaps of a
 * rule's phrases do not pass a negation: "water ..3 everywhere" is not in "the water isn't everywhere".
 */
export function indexPhrases<Rule extends { readonly phrases: readonly string[] }>(
  rules: readonly Rule[],
  mustAffirm: (rule: Rule) => boolean = () => false,
): PhraseIndex<Rule> {
  return indexEntries(
    rules.flatMap((rule) => {
      const gaps = mustAffirm(rule) ? "affirm" : "any";
      return rule.phrases.map((notation) => ({ rule, phrase: readPhrase(notation, gaps) }));
    }),
  );
}

/** Builds the index of phrases that were already read. */
export function indexEntries<Rule>(entries: readonly Entry<Rule>[]): PhraseIndex<Rule> {
  const byWord = new Map<string, Entry<Rule>[]>();
  const byStart = new Map<string, Entry<Rule>[]>();
  const always: Entry<Rule>[] = [];
  for (const entry of entries) {
    const { exact, starts, any } = firstWords(entry.phrase);
    if (any) {
      always.push(entry);
      continue;
    }
    for (const word of exact) putInto(byWord, word, entry);
    for (const start of new Set(starts.map(drawer))) putInto(byStart, start, entry);
  }
  return { byWord, byStart, always };
}

/** Finds every place where a phrase stands, in reading order; a rule's overlapping places count once. */
export function findPhrases<Rule>(index: PhraseIndex<Rule>, words: readonly Word[]): Found<Rule>[] {
  const found: Found<Rule>[] = [];
  const coveredUntil = new Map<Rule, number>();
  const tryEntry = (entry: Entry<Rule>, at: number): void => {
    if ((coveredUntil.get(entry.rule) ?? 0) > at) return;
    const last = matchPhrase(entry.phrase, words, at);
    const begin = words[at];
    const end = words[last - 1];
    if (last === -1 || begin === undefined || end === undefined) return;
    coveredUntil.set(entry.rule, last);
    found.push({ rule: entry.rule, first: at, last, start: begin.start, end: end.end });
  };
  for (let at = 0; at < words.length; at += 1) {
    const text = words[at]?.text ?? "";
    for (const entry of index.byWord.get(text) ?? []) tryEntry(entry, at);
    if (text.length >= START_LETTERS) for (const entry of index.byStart.get(drawer(text)) ?? []) tryEntry(entry, at);
    for (const entry of index.always) tryEntry(entry, at);
  }
  return found;
}

function drawer(text: string): string {
  if (text.length < START_LETTERS) throw new Error(`A beginning has at least ${START_LETTERS} letters: "${text}*"`);
  return text.slice(0, START_LETTERS);
}

function putInto<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
