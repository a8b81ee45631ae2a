import type { DigitRun } from "./spoken-digits.ts";

/** A place in a text, by offsets and by word indexes, both ends included for the words. */
export type WordSpan = {
  readonly start: number;
  readonly end: number;
  readonly firstWord: number;
  readonly lastWord: number;
};

/** ISO/IEC 7812: 13 to 19 digits, first 2 to 6, Luhn. The usual lengths are tried first. */
const LENGTHS = [16, 15, 14, 13, 19, 18, 17];
const DIGITS_MIN = 13;
/** A longer number without a space is no card by itself, but may hide one. */
const DIGITS_MAX = 19;

/** Finds card numbers in a run of digits, from piece to piece; inside a piece only when it is longer than any card. */
export function findCards(run: DigitRun, knownNumbers: readonly string[]): (WordSpan & { readonly digits: string })[] {
  const { digits, pieces } = run;
  if (digits.length < DIGITS_MIN || isNumberSaidTwice(digits)) return [];
  // For every digit, the piece it lies in; for every place between digits, whether a card may begin or end there.
  const pieceOf = pieces.flatMap((piece, index) => Array<number>(piece.digits.length).fill(index));
  const isJoint = (at: number): boolean =>
    at === 0 ||
    at === digits.length ||
    pieceOf[at - 1] !== pieceOf[at] ||
    (pieces[pieceOf[at] ?? 0]?.digits.length ?? 0) > DIGITS_MAX;
  const cards: (WordSpan & { digits: string })[] = [];
  for (let from = 0; from + DIGITS_MIN <= digits.length; from += 1) {
    if (!isJoint(from)) continue;
    const length = LENGTHS.find(
      (one) => from + one <= digits.length && isJoint(from + one) && isCard(digits, from, one),
    );
    if (length === undefined) continue;
    const card = digits.slice(from, from + length);
    const first = pieces[pieceOf[from] ?? 0];
    const last = pieces[pieceOf[from + length - 1] ?? 0];
    if (first === undefined || last === undefined || knownNumbers.includes(card)) continue;
    cards.push({ start: first.start, end: last.end, firstWord: first.word, lastWord: last.lastWord, digits: card });
    // Go on after the piece the card ends in; a piece is redacted whole.
    from += length - 1;
    while (from + 1 < digits.length && pieceOf[from + 1] === pieceOf[from]) from += 1;
  }
  return cards;
}

/** A phone number repeated ("312… 312…") is no card even when its digits happen to pass Luhn. */
function isNumberSaidTwice(digits: string): boolean {
  const half = digits.length / 2;
  return (half === 10 || half === 11) && digits.slice(0, half) === digits.slice(half);
}

function isCard(digits: string, from: number, length: number): boolean {
  const first = digits.charCodeAt(from) - 48;
  if (first < 2 || first > 6) return false;
  let sum = 0;
  for (let back = 0; back < length; back += 1) {
    const digit = digits.charCodeAt(from + length - 1 - back) - 48;
    if (back % 2 === 0) sum += digit;
    else sum += digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
