import { firstWords, matchPhrase, neededWords, type Phrase, readPhrase } from "./phrase.ts";
import type { Word } from "./words.ts";

/** A place where a phrase stands: word indexes (`last` is the one after) and text offsets. */
export type Found<Rule> = {
  readonly rule: Rule;
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
};

/**
 * Phrases by the word they begin with, so that a text is read once whatever the size of the vocabulary; entries are named
 * by their place in `entries`. `byNeeded` wakes the phrases whose needed word stands in the text, `awake` are those that
 * need none: most phrases that begin with "my" or "need" are never tried.
 */
export type PhraseIndex<Rule> = {
  readonly entries: readonly Entry<Rule>[];
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  readonly byStart: ReadonlyMap<string, readonly number[]>;
  readonly always: readonly number[];
  readonly byNeeded: ReadonlyMap<string, readonly number[]>;
  readonly awake: Uint8Array;
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
  const byWord = new Map<string, number[]>();
  const byStart = new Map<string, number[]>();
  const byNeeded = new Map<string, number[]>();
  const always: number[] = [];
  const awake = new Uint8Array(entries.length);
  for (const [id, { phrase }] of entries.entries()) {
    const needed = neededWords(phrase);
    if (needed === null) awake[id] = 1;
    else for (const word of needed) putInto(byNeeded, word, id);
    const { exact, starts, any } = firstWords(phrase);
    if (any) {
      always.push(id);
      continue;
    }
    for (const word of exact) putInto(byWord, word, id);
    for (const start of new Set(starts.map(drawer))) putInto(byStart, start, id);
  }
  return { entries, byWord, byStart, always, byNeeded, awake };
}

/** Finds every place where a phrase stands, in reading order; a rule's overlapping places count once. */
export function findPhrases<Rule>(index: PhraseIndex<Rule>, words: readonly Word[]): Found<Rule>[] {
  const found: Found<Rule>[] = [];
  const coveredUntil = new Map<Rule, number>();
  const awake = wake(index, words);
  const tryEntries = (ids: readonly number[] | undefined, at: number): void => {
    if (ids === undefined) return;
    for (const id of ids) {
      const entry = awake[id] === 1 ? index.entries[id] : undefined;
      if (entry === undefined) continue;
      if (found.length > 0 && (coveredUntil.get(entry.rule) ?? 0) > at) continue;
      const last = matchPhrase(entry.phrase, words, at);
      const begin = words[at];
      const end = words[last - 1];
      if (last === -1 || begin === undefined || end === undefined) continue;
      coveredUntil.set(entry.rule, last);
      found.push({ rule: entry.rule, first: at, last, start: begin.start, end: end.end });
    }
  };
  for (let at = 0; at < words.length; at += 1) {
    const text = words[at]?.text ?? "";
    tryEntries(index.byWord.get(text), at);
    const stem = words[at]?.stem;
    if (stem !== undefined) tryEntries(index.byWord.get(stem), at);
    if (text.length >= START_LETTERS) tryEntries(index.byStart.get(drawer(text)), at);
    tryEntries(index.always, at);
  }
  return found;
}

/** Which phrases may stand in the text at all. */
function wake<Rule>({ awake, byNeeded }: PhraseIndex<Rule>, words: readonly Word[]): Uint8Array {
  const woken = awake.slice();
  const seen = new Set<string>();
  for (const { text, stem } of words)
    for (const form of stem === undefined ? [text] : [text, stem]) {
      if (seen.has(form)) continue;
      seen.add(form);
      for (const id of byNeeded.get(form) ?? []) woken[id] = 1;
    }
  return woken;
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
