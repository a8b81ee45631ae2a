import { findDigitRuns } from "./spoken-digits.ts";
import type { Word } from "./words.ts";

export type SaidNumber = { readonly number: string; readonly start: number; readonly end: number };

const CUES = new Set(
  "call callback reach number phone cell mobile text back at me its numero llamar llame llamenme telefono celular".split(
    " ",
  ),
);
const CUE_WORDS_BACK = 7;
const CORRECTIONS = new Set("sorry actually no wait correction rather mean perdon digo".split(" "));

/**
 * The number the caller asks to be called on, as E.164; null when none was said or several without a hint which one.
 * North American numbers only; a corrected number replaces the one before.
 */
export function findCallbackNumber(words: readonly Word[]): SaidNumber | null {
  const said: (SaidNumber & { cued: boolean; corrects: boolean })[] = [];
  for (const run of findDigitRuns(words)) {
    for (const candidate of splitIntoNumbers(run.pieces)) {
      const before = words.slice(Math.max(0, candidate.word - CUE_WORDS_BACK), candidate.word).map((word) => word.text);
      said.push({
        number: candidate.number,
        start: candidate.start,
        end: candidate.end,
        cued: before.some((word) => CUES.has(word)),
        corrects: before.slice(-4).some((word) => CORRECTIONS.has(word)),
      });
    }
  }
  const last = said.at(-1);
  if (last === undefined) return null;
  const different = new Set(said.map(({ number }) => number));
  const chosen = different.size === 1 || last.corrects ? last : said.findLast(({ cued }) => cued);
  return chosen === undefined ? null : { number: chosen.number, start: chosen.start, end: chosen.end };
}

type Piece = { readonly digits: string; readonly word: number; readonly start: number; readonly end: number };

/** A run may hold a number twice ("… again 312 …" without a word between): take ten or eleven digits at a time. */
function splitIntoNumbers(pieces: readonly Piece[]): { number: string; word: number; start: number; end: number }[] {
  const numbers: { number: string; word: number; start: number; end: number }[] = [];
  let from = 0;
  while (from < pieces.length) {
    let digits = "";
    let found = false;
    for (let to = from; to < pieces.length && digits.length <= 11; to += 1) {
      digits += pieces[to]?.digits ?? "";
      const number = northAmerican(digits);
      const first = pieces[from];
      const last = pieces[to];
      if (number === null || first === undefined || last === undefined) continue;
      numbers.push({ number, word: first.word, start: first.start, end: last.end });
      from = to + 1;
      found = true;
      break;
    }
    if (!found) from += 1;
  }
  return numbers;
}

/** NANP: area code and exchange begin with 2–9 (nationalnanpa.com, numbering resources). */
function northAmerican(digits: string): string | null {
  const match = /^1?([2-9]\d{2}[2-9]\d{6})$/.exec(digits);
  return match === null ? null : `+1${match[1]}`;
}
