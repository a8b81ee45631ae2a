import type { WordSpan } from "./card-numbers.ts";
import type { Word } from "./words.ts";

/** ISO 13616: two letters, two check digits, 11 to 30 letters and digits, in groups of four or in one. */
const IBAN = /\b[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?\b/g;

/** Finds international bank account numbers by their check digits (ISO 7064, mod 97); no cue is needed. */
export function findIbans(text: string, words: readonly Word[]): WordSpan[] {
  const found: WordSpan[] = [];
  for (const match of text.matchAll(IBAN)) {
    // The last group may be the next word of the sentence: take the longest beginning that checks.
    for (let candidate = match[0]; candidate.length >= 15; candidate = withoutLastGroup(candidate)) {
      if (!hasRightCheckDigits(candidate.replaceAll(/[ -]/g, "").toUpperCase())) continue;
      const [start, end] = [match.index, match.index + candidate.length];
      const firstWord = words.findIndex((word) => word.end > start);
      const lastWord = words.findLastIndex((word) => word.start < end);
      found.push({ start, end, firstWord, lastWord });
      break;
    }
  }
  return found;
}

function withoutLastGroup(iban: string): string {
  return iban.replace(/[ -]?[A-Za-z0-9]{1,4}$/, "");
}

function hasRightCheckDigits(iban: string): boolean {
  if (iban.length < 15 || iban.length > 34) return false;
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
