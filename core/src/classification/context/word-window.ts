import type { Word } from "#classification/words.ts";

/** Word indexes of a match: `last` is the one after its last word. */
export type Place = { readonly first: number; readonly last: number };

/** A set of folded words, written as one line. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

/** The index where the sentence of `from` begins, at most `wordsMax` back. */
export function sentenceBegin(words: readonly Word[], from: number, wordsMax: number): number {
  let at = from;
  while (at > 0 && from - at < wordsMax && words[at]?.before !== "sentence") at -= 1;
  return at;
}

/** The index after the sentence that goes on at `from`, at most `wordsMax` ahead. */
export function sentenceEnd(words: readonly Word[], from: number, wordsMax: number): number {
  let at = from;
  while (at < words.length && at - from < wordsMax && words[at]?.before !== "sentence") at += 1;
  return at;
}

/** Whether one of the wanted words stands in `from` (included) to `to` (not included). */
export function hasAny(words: readonly Word[], from: number, to: number, wanted: ReadonlySet<string>): boolean {
  for (let at = Math.max(0, from); at < to; at += 1) if (wanted.has(words[at]?.text ?? "")) return true;
  return false;
}
