import { NO_STREET_NAME } from "./street-words.ts";
import { UNIT_WORDS } from "./unit-number.ts";
import { COMMON_WORDS } from "./vocabulary/common-words.ts";
import type { Word } from "./words.ts";

/** Whether a word can be the name of a street or a city that goes on without a pause. */
export function isNameOfStreet(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || word.before !== "none") return false;
  if (/^\d+(?:st|nd|rd|th)$/.test(word.text)) return true;
  return (
    /^\p{L}{2,}$/u.test(word.text) &&
    !COMMON_WORDS.has(word.text) &&
    !NO_STREET_NAME.has(word.text) &&
    !UNIT_WORDS.has(word.text)
  );
}
