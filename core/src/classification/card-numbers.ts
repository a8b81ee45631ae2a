import { cueAt } from "./private-cues.ts";
import { type DigitPiece, type DigitRun, joinPieces } from "./spoken-digits.ts";
import type { Word } from "./words.ts";

/** A place in a text, by offsets and by word indexes, both ends included for the words. */
export type WordSpan = {
  readonly start: number;
  readonly end: number;
  readonly firstWord: number;
  readonly lastWord: number;
};
export type Card = WordSpan & { readonly digits: string };

/** ISO/IEC 7812: 13 to 19 digits, first 2 to 6, Luhn. The usual lengths are tried first. */
const LENGTHS = [16, 15, 14, 13, 19, 18, 17];
const DIGITS_MIN = 13;
/** A longer number without a space is no card by itself, but may hide one. */
const DIGITS_MAX = 19;
/** With a word for a card beside it, digits that nearly are a card are one (a digit misheard, left out or corrected). */
const ANNOUNCED_MIN = 8;
const ANNOUNCED_MAX = 24;

/**
 * Finds card numbers in the runs of digits: by their check digit, across a self-correction ("…1112, sorry, 1111"), and,
 * where a card is spoken of, without it.
 */
export function findCards(runs: readonly DigitRun[], words: readonly Word[], knownNumbers: readonly string[]): Card[] {
  const cards: Card[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index];
    if (run === undefined) break;
    const corrected = withCorrections(runs, index, words);
    const isAnnounced = isCardAnnounced(words, run);
    const found = findChecked(run, isAnnounced, knownNumbers);
    if (found.length > 0) {
      cards.push(...found);
      continue;
    }
    const whole = corrected.run;
    const isOne =
      (isAnnounced &&
        whole.digits.length >= ANNOUNCED_MIN &&
        whole.digits.length <= ANNOUNCED_MAX &&
        !arePhones(whole)) ||
      (corrected.last > index && !arePhones(run) && isCorrectedCard(run, corrected.after));
    if (!isOne || knownNumbers.includes(whole.digits)) continue;
    cards.push(spanOf(whole.pieces));
    index = corrected.last;
  }
  return cards;
}

/** A run and those after it that correct it, in one. */
function withCorrections(
  runs: readonly DigitRun[],
  index: number,
  words: readonly Word[],
): { run: DigitRun; after: DigitRun; last: number } {
  const pieces: DigitPiece[] = [...(runs[index]?.pieces ?? [])];
  const after: DigitPiece[] = [];
  let last = index;
  while (last + 1 < runs.length && last - index < 4) {
    const next = runs[last + 1]?.pieces ?? [];
    const from = (pieces.at(-1)?.lastWord ?? 0) + 1;
    const to = next[0]?.word ?? from;
    if (to - from > 6 || !words.slice(from, to).some(({ text }) => CORRECTIONS.has(text))) break;
    pieces.push(...next);
    after.push(...next);
    last += 1;
  }
  return { run: joinPieces(pieces), after: joinPieces(after), last };
}
const CORRECTIONS = new Set(
  "sorry no wait correction actually rather mean scratch oops perdon digo corrijo".split(" "),
);

/** What was said before the correction, without its last digits, together with what came after. */
function isCorrectedCard(before: DigitRun, after: DigitRun): boolean {
  for (let kept = before.digits.length - 1; kept >= 1; kept -= 1) {
    const digits = before.digits.slice(0, kept) + after.digits;
    if (digits.length >= DIGITS_MIN && digits.length <= DIGITS_MAX && isCard(digits, 0, digits.length, true))
      return true;
  }
  return false;
}

const CARD_WORDS = new Set("card cards visa mastercard amex american discover debit credit tarjeta".split(" "));
const OTHER_CARDS = new Set(
  "business library green report id member membership insurance loyalty medicare sim".split(" "),
);

function isCardAnnounced(words: readonly Word[], run: DigitRun): boolean {
  const { firstWord, lastWord } = spanOf(run.pieces);
  for (let at = firstWord - 1; at >= Math.max(0, firstWord - 10); at -= 1) {
    const text = words[at]?.text ?? "";
    const cue = cueAt(words, at, { isBanking: false });
    if (cue !== null && cue !== "code" && cue !== "expiry") return false;
    if (CARD_WORDS.has(text) && !OTHER_CARDS.has(words[at - 1]?.text ?? "")) return true;
  }
  // Fewer digits than a card's are one only after its name.
  if (run.digits.length < DIGITS_MIN - 1) return false;
  return words.slice(lastWord + 1, lastWord + 8).some(({ text }, index) => {
    const cue = cueAt(words, lastWord + 1 + index, { isBanking: false });
    return CARD_WORDS.has(text) || cue === "code" || (cue === "expiry" && index < 4);
  });
}

/** Finds the cards whose check digit is right, from piece to piece; inside a piece only when it is longer than any card. */
function findChecked(run: DigitRun, isAnnounced: boolean, knownNumbers: readonly string[]): Card[] {
  const { digits, pieces } = run;
  if (digits.length < DIGITS_MIN || arePhones(run)) return [];
  // For every digit, the piece it lies in; for every place between digits, whether a card may begin or end there.
  const pieceOf = pieces.flatMap((piece, index) => Array<number>(piece.digits.length).fill(index));
  const isJoint = (at: number): boolean =>
    at === 0 ||
    at === digits.length ||
    pieceOf[at - 1] !== pieceOf[at] ||
    (pieces[pieceOf[at] ?? 0]?.digits.length ?? 0) > DIGITS_MAX;
  const cards: Card[] = [];
  for (let from = 0; from + DIGITS_MIN <= digits.length; from += 1) {
    if (!isJoint(from)) continue;
    const length = LENGTHS.find(
      (one) =>
        from + one <= digits.length &&
        isJoint(from + one) &&
        // One of many stretches of a long run passes the check by chance: there the issuer's rules must hold too.
        isCard(digits, from, one, !isAnnounced && one !== digits.length),
    );
    if (length === undefined) continue;
    const card = digits.slice(from, from + length);
    const first = pieceOf[from] ?? 0;
    const last = pieceOf[from + length - 1] ?? 0;
    if (knownNumbers.includes(card)) continue;
    cards.push({ ...spanOf(pieces.slice(first, last + 1)), digits: card });
    // Go on after the piece the card ends in; a piece is redacted whole.
    from += length - 1;
    while (from + 1 < digits.length && pieceOf[from + 1] === pieceOf[from]) from += 1;
  }
  return cards;
}

/** A phone number, two in one breath, or one said twice, are no card even when their digits happen to pass Luhn. */
function arePhones({ digits, pieces }: DigitRun): boolean {
  if (!/^(?:1?[2-9]\d{2}[2-9]\d{6}){1,2}$/.test(digits)) return false;
  // The second begins where a piece does: a long number in one piece is not two.
  return digits.length <= 11 || pieces.every(({ digits: piece }) => piece.length <= 11);
}

/** Issuers' beginnings and lengths: Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay, Maestro. */
const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|4[4-9]\d|5\d{2})\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17}|(?:50|5[6-9]|6\d)\d{10,17})$/;

function isCard(digits: string, from: number, length: number, asIssued: boolean): boolean {
  const first = digits.charCodeAt(from) - 48;
  if (first < 2 || first > 6) return false;
  let sum = 0;
  for (let back = 0; back < length; back += 1) {
    const digit = digits.charCodeAt(from + length - 1 - back) - 48;
    if (back % 2 === 0) sum += digit;
    else sum += digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0 && (!asIssued || ISSUED.test(digits.slice(from, from + length)));
}

/** The place of some pieces, and their digits. */
export function spanOf(pieces: readonly DigitPiece[]): Card {
  const first = pieces[0];
  const last = pieces.at(-1);
  return {
    start: first?.start ?? 0,
    end: last?.end ?? 0,
    firstWord: first?.word ?? 0,
    lastWord: last?.lastWord ?? 0,
    digits: joinPieces(pieces).digits,
  };
}
