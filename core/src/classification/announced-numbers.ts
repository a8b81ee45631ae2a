import { readDate } from "./birth-dates.ts";
import { spanOf, type WordSpan } from "./card-numbers.ts";
import { MONTHS } from "./number-words.ts";
import { type CueContext, nearestCue, speaksOfBank } from "./private-cues.ts";
import type { Reading, RedactionKind } from "./redact.ts";
import { type DigitPiece, type DigitRun, joinPieces } from "./spoken-digits.ts";
import { STREET_KINDS } from "./street-words.ts";
import type { Trade } from "./trade.ts";

type Found = WordSpan & { readonly kind: RedactionKind };

/** Finds the numbers that the words around them announce, and what stands beside a card already found. */
export function findAnnounced(runs: readonly DigitRun[], reading: Reading, trade: Trade | undefined): Found[] {
  const { words } = reading;
  const context = { isBanking: trade === "financial" || speaksOfBank(words) };
  const speaksOfCard = words.some(
    (word, at) => reading.cards[at] === 1 || CARD_WORDS.has(word.text) || CODE_WORDS.has(word.text),
  );
  const found: Found[] = [];
  for (const run of runs.flatMap((one) => untakenParts(one, reading))) {
    const one = readAnnounced(run, reading, context, speaksOfCard);
    if (one !== null) found.push(one);
  }
  if (speaksOfCard) found.push(...findExpiryMonths(reading));
  return found;
}

const CARD_WORDS = new Set("card visa mastercard amex debit credit tarjeta".split(" "));
const CODE_WORDS = new Set("cvv cvc cvv2 csc cvn".split(" "));

function readAnnounced(run: DigitRun, reading: Reading, context: CueContext, speaksOfCard: boolean): Found | null {
  const { digits } = run;
  if (digits.length < 3) return null;
  const found = (kind: RedactionKind, pieces = run.pieces): Found => ({ ...spanOf(pieces), kind });
  const beside = besideCard(run, reading);
  if (beside !== null) return found("card-code", beside);
  if (isOrdinaryUse(run, reading)) return null;
  const nine = firstDigits(run, 9);
  const isPhone = /^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits);
  if (nine !== null && !isPhone && isValidSocialSecurity(nine) && isGrouped(nine, reading))
    return found("ssn", nine.pieces);
  const cue = nearestCue(run, reading.words, reading.taken, context);
  if (cue === "ssn") {
    if (nine !== null && !isPhone) return found("ssn", nine.pieces);
    // The last four, or nearly nine: a digit was not heard.
    if (digits.length === 4 || (digits.length >= 7 && digits.length <= 9)) return found("ssn");
  }
  // Ten digits that may be a phone number are something else only right after the word for it.
  const isFarPhone =
    isPhone &&
    (reading.words[(run.pieces[0]?.word ?? 0) - 1]?.text === "at" ||
      nearestCue(run, reading.words, reading.taken, context, 3) !== cue);
  if (isFarPhone && (cue === "bank" || cue === "identity-document" || cue === "password")) return null;
  if (cue === "bank" && digits.length >= 5 && digits.length <= 20) return found("bank-account");
  if (cue === "password" && digits.length <= 12) return found("password");
  if (cue === "identity-document" && digits.length >= 5 && digits.length <= 14) return found("identity-document");
  if (cue === "code" && digits.length <= 8) return found("card-code");
  const isNearExpiry = cue === "expiry" && nearestCue(run, reading.words, reading.taken, context, 4) === "expiry";
  if (cue === "expiry" && isExpiry(digits) && (speaksOfCard || (isNearExpiry && !isOfAnotherThing(run, reading))))
    return found("card-code");
  // P7: within twelve words of a card, three or four digits are its code, and a month with a year its expiry.
  const isCodeLike = digits.length === 3 || digits.length === 4 || isExpiry(digits);
  if (isCodeLike && cue !== "other" && cue !== "phone" && isNearCard(run, reading)) return found("card-code");
  return null;
}

/** Month and year, in some order of lengths, with or without the code right after it. */
function isExpiry(digits: string): boolean {
  return /^(?:0?[1-9]|1[0-2])(?:20)?\d{2}(?:\d{3,4})?$/.test(digits);
}

/** "My lease expires 12/27". */
const OTHER_THINGS = new Set(
  "lease license licence coupon policy permit contract warranty registration membership insurance passport offer quote certificate inspection tags listing option agreement prescription subscription domain gift poliza contrato licencia garantia".split(
    " ",
  ),
);
function isOfAnotherThing(run: DigitRun, { words }: Reading): boolean {
  const first = run.pieces[0]?.word ?? 0;
  return words.slice(Math.max(0, first - 8), first).some(({ text }) => OTHER_THINGS.has(text));
}

/**
 * Digits that go on from a card with nothing between but pauses and slips of the tongue: its expiry, its code, its ZIP, or
 * a part of the number said again. A phone number at the end is left.
 */
function besideCard(run: DigitRun, reading: Reading): readonly DigitPiece[] | null {
  const first = run.pieces[0]?.word ?? 0;
  const last = run.pieces.at(-1)?.lastWord ?? 0;
  const isBeside = reachesCard(first - 1, -1, reading) || reachesCard(last + 1, 1, reading);
  if (!isBeside) return null;
  for (let from = 0; from < run.pieces.length; from += 1) {
    if (!/^1?[2-9]\d{2}[2-9]\d{6}$/.test(joinPieces(run.pieces.slice(from)).digits)) continue;
    const before = run.pieces.slice(0, from);
    const length = joinPieces(before).digits.length;
    return length >= 3 && length <= 8 ? before : null;
  }
  return run.digits.length <= 16 && !isOrdinaryUse(run, reading) ? run.pieces : null;
}

function reachesCard(from: number, step: 1 | -1, { words, cards }: Reading): boolean {
  for (let at = from, passed = 0; passed <= 3; at += step, passed += 1) {
    if (cards[at] === 1) return true;
    if (!SLIPS.has(words[at]?.text ?? "")) return false;
  }
  return false;
}
const SLIPS = new Set(
  "um uh er ah and then no wait sorry actually oops exp expires code cvv cvc rather mean i".split(" "),
);

function isNearCard(run: DigitRun, { words, taken, cards }: Reading): boolean {
  for (const [from, step] of [
    [(run.pieces[0]?.word ?? 0) - 1, -1],
    [(run.pieces.at(-1)?.lastWord ?? 0) + 1, 1],
  ] as const) {
    for (let at = from, distance = 0; distance < 12 && at >= 0 && at < words.length; at += step) {
      if (cards[at] === 1) return true;
      if (taken[at] === 0) distance += 1;
    }
  }
  return false;
}

const UNITS_AFTER = new Set(
  "am pm oclock dollars dollar bucks cents percent minutes minute hours hour days day weeks months month years year people persons guests feet foot square sq miles inches degrees units rooms bedroom bedrooms times dolares pesos anos horas minutos personas % €".split(
    " ",
  ),
);
const SIGNS_BEFORE = new Set(["$", "€", "£", "#"]);

/** A price, a time, a count or a house number: never private, whatever is spoken of around it. */
function isOrdinaryUse(run: DigitRun, { text, words }: Reading): boolean {
  const { start, end, firstWord, lastWord } = spanOf(run.pieces);
  if (SIGNS_BEFORE.has(words[firstWord - 1]?.text ?? "")) return true;
  if (UNITS_AFTER.has(words[lastWord + 1]?.text ?? "")) return true;
  if (/^\d{1,2}:\d{2}$/.test(text.slice(start, end))) return true;
  if (run.digits.length > 6) return false;
  for (let at = lastWord + 1; at <= lastWord + 5; at += 1) {
    const word = words[at];
    if (word === undefined || word.before === "sentence") break;
    if (STREET_KINDS.has(word.text) && at > lastWord + 1) return true;
    if (NO_STREET_NAME.has(word.text)) break;
  }
  return false;
}
const NO_STREET_NAME = new Set("and the my is i or then so with on at expires exp cvv code".split(" "));

/** "Expires in December of twenty twenty seven": the month with its year. */
function findExpiryMonths(reading: Reading): Found[] {
  const { words, taken } = reading;
  const found: Found[] = [];
  for (let at = 0; at < words.length; at += 1) {
    if (taken[at] === 1 || !MONTHS.has(words[at]?.text ?? "")) continue;
    const before = words.slice(Math.max(0, at - 6), at).map(({ text }) => text);
    const isCued = before.some((word) => EXPIRY.has(word)) || reading.cards.slice(Math.max(0, at - 3), at).includes(1);
    const date = isCued ? readDate(words, at, true) : null;
    if (date === null || taken.slice(date.firstWord, date.lastWord + 1).includes(1)) continue;
    found.push({ ...date, kind: "card-code" });
    at = date.lastWord;
  }
  return found;
}
const EXPIRY = new Set(
  "expires expiration expiry exp expiring expire thru through vence vencimiento caduca".split(" "),
);

/** SSA: never area 000, 666 or 9xx, group 00, serial 0000. Bare digits count only near a word that announces them. */
function isValidSocialSecurity({ digits }: DigitRun): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);
}

/** 3-2-4 by signs ("123-45-6789") or by pauses in speech ("one two three, four five, six seven eight nine"). */
function isGrouped({ pieces }: DigitRun, { text, words }: Reading): boolean {
  const { start, end } = spanOf(pieces);
  if (/^\d{3}\D\d{2}\D\d{4}$/.test(text.slice(start, end))) return true;
  const groups: number[] = [];
  for (const [index, piece] of pieces.entries()) {
    const isNew = index === 0 || words[piece.word]?.before !== "none" || words[piece.word - 1]?.text === "dash";
    if (isNew) groups.push(piece.digits.length);
    else groups[groups.length - 1] = (groups.at(-1) ?? 0) + piece.digits.length;
  }
  return groups.join("-") === "3-2-4" || pieces.map((piece) => piece.digits.length).join("-") === "3-2-4";
}

/** The first so many digits of a run when they end where a piece does; null when they do not. */
function firstDigits(run: DigitRun, count: number): DigitRun | null {
  let length = 0;
  for (const [index, piece] of run.pieces.entries()) {
    length += piece.digits.length;
    if (length === count) return joinPieces(run.pieces.slice(0, index + 1));
  }
  return null;
}

function untakenParts(run: DigitRun, { taken }: Reading): DigitRun[] {
  const parts: DigitPiece[][] = [[]];
  for (const piece of run.pieces) {
    if (taken[piece.word] === 0) parts.at(-1)?.push(piece);
    else if (parts.at(-1)?.length !== 0) parts.push([]);
  }
  return parts.filter((pieces) => pieces.length > 0).map(joinPieces);
}
