import type { Word } from "#classification/words.ts";
import type { Context } from "./read-context.ts";
import { hasAny, type Place, wordSet } from "./word-window.ts";

/** A correction follows what it takes back at once. */
const GAP_WORDS_MAX = 2;
const REPLACEMENT_WORDS = 5;
const SURE = new Set([
  "scratch that",
  "strike that",
  "correction",
  "no wait",
  "wait no",
  "i meant",
  "make that",
  "no sorry i mean",
  "sorry no i mean",
  "no i mean",
  "no sorry",
  "sorry no",
  "let me rephrase",
  "that sounds dramatic",
  "that sounds worse",
  "that sounds bad",
  "im exaggerating",
]);
const NO_WORD_OF_ITS_OWN = wordSet("a an the is are was i we it its in on at my our to of and there theres have with");

/**
 * Whether the caller took it back: "no heat, I mean no hot water", "gas leak, scratch that". "I mean", "sorry" and
 * "actually" fill speech too; they take back only when what follows repeats a word or denies it.
 */
export function isCorrected({ words, markers }: Context, place: Place): boolean {
  if (isDeniedAtOnce(words, place)) return true;
  return markers.some(({ rule, first, last }) => {
    if (rule.kind !== "correction") return false;
    if (first < place.last || first > place.last + GAP_WORDS_MAX) return false;
    const said = words
      .slice(first, last)
      .map(({ text }) => text)
      .join(" ");
    if (SURE.has(said)) return true;
    const own = new Set(
      words
        .slice(place.first, place.last)
        .map(({ text }) => text)
        .filter((text) => !NO_WORD_OF_ITS_OWN.has(text)),
    );
    return hasAny(words, last, Math.min(words.length, last + REPLACEMENT_WORDS), own);
  });
}

/** "He's bleeding, not bleeding, what's the word", "flooded, okay not flooded": the same word, denied at once. */
function isDeniedAtOnce(words: readonly Word[], place: Place): boolean {
  const said = words[place.last - 1]?.text ?? "";
  for (let at = place.last; at < place.last + DENIED_WITHIN_WORDS; at += 1)
    if (words[at]?.text === "not" && words[at + 1]?.text === said) return true;
  return false;
}
const DENIED_WITHIN_WORDS = 4;
