import type { Reader, Span } from "./address-surroundings.ts";
import { adjoiningEnd, isAbbreviated, isBoundary, rangeIsCapital } from "./address-surroundings.ts";
import { isNameOfStreet } from "./address-words.ts";
import type { SpokenEvidence } from "./assessment.ts";
import { MONTHS, ORDINALS } from "./number-words.ts";
import { type DigitPiece, findDigitRuns, readNumber } from "./spoken-digits.ts";
import { DIRECTIONS, NO_STREET_NAME, SPANISH_KINDS, STREET_KINDS } from "./street-words.ts";
import type { Trade } from "./trade.ts";
import { unitAlone } from "./unit-number.ts";
import type { Word } from "./words.ts";

export type SaidAddress = { readonly value: string; readonly evidence: SpokenEvidence };

/**
 * Where the work or the caller is, verbatim: house number and street in figures or words ("twelve hundred Fire Street
 * apartment 4, Springfield 62704"), a Spanish street, a corner; where a building is known, the unit or room alone. Null
 * when none is said. A corrected address replaces the one before.
 */
export function findAddress(text: string, words: readonly Word[], trade: Trade): SaidAddress | null {
  const reader = { text, words };
  const houseNumbers = endsOfNumbers(words);
  let chosen: Span | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const found: Span | null =
      spanishStreet(words, at) ?? streetEndingAt(reader, at, houseNumbers) ?? streetAfterCue(reader, at, houseNumbers);
    if (found === null || (chosen !== null && !replaces(words, chosen, found))) continue;
    chosen = found;
  }
  chosen ??= corner(words) ?? (KNOWN_BUILDING.includes(trade) ? unitAlone(words) : null);
  if (chosen === null) return null;
  const span = { first: chosen.first, last: adjoiningEnd(reader, chosen) };
  const start = words[span.first]?.start ?? 0;
  const end = words[span.last]?.end ?? start;
  const value = text.slice(start, end);
  return { value, evidence: { label: "address", rule: "says-address", start, end, quote: value } };
}

const KNOWN_BUILDING: readonly Trade[] = ["property", "real-estate", "hospitality"];

/** Longer names of streets than this are none. */
const NAME_WORDS_MAX = 4;
const HOUSE_DIGITS_MAX = 6;

/** A house number by the word it ends at: the last figures, or the words for digits said in one go. */
function endsOfNumbers(words: readonly Word[]): ReadonlyMap<number, Span> {
  const ends = new Map<number, Span>();
  for (const { pieces } of findDigitRuns(words)) {
    for (const [index, piece] of pieces.entries()) {
      let first = index;
      let digits = piece.digits.length;
      while (first > 0 && goesOn(words, pieces[first - 1], pieces[first], digits)) {
        first -= 1;
        digits += pieces[first]?.digits.length ?? 0;
      }
      const begin = pieces[first];
      if (begin !== undefined && digits <= HOUSE_DIGITS_MAX && !/^0+$/.test(piece.digits))
        ends.set(piece.lastWord, { first: begin.word, last: piece.lastWord });
    }
  }
  // "1428b"
  words.forEach((word, at) => {
    if (/^\d{1,5}[a-d]$/.test(word.text)) ends.set(at, { first: at, last: at });
  });
  return ends;
}

/** Whether a piece said before belongs to the same house number: "four twenty one", "1 4 2 8", never "60614 1428". */
function goesOn(
  words: readonly Word[],
  before: DigitPiece | undefined,
  piece: DigitPiece | undefined,
  digits: number,
): boolean {
  if (before === undefined || piece === undefined || before.lastWord + 1 !== piece.word) return false;
  if (words[piece.word]?.before !== "none" || before.digits.length + digits > 5) return false;
  const isFigures = (index: number): boolean => /^\d/.test(words[index]?.text ?? "");
  if (isFigures(before.word) !== isFigures(piece.word)) return false;
  return !isFigures(piece.word) || (before.digits.length === 1 && piece.digits.length === 1);
}

function streetEndingAt({ text, words }: Reader, at: number, numbers: ReadonlyMap<number, Span>): Span | null {
  const kind = words[at];
  if (kind === undefined || !STREET_KINDS.has(kind.text)) return null;
  for (let back = at - 1; back >= Math.max(0, at - NAME_WORDS_MAX - 1); back -= 1) {
    if (words[back + 1]?.before === "sentence" && !isAbbreviated(text, words, back)) return null;
    const number = numbers.get(back);
    const isNamed = at - back > 1 || isNumberedRoad(words, at);
    if (number !== undefined && isNamed && !isOtherNumber(words, number)) {
      let last = at;
      if (isNumberedRoad(words, at) && readNumber(words, at + 1) !== null) last = at + 1;
      return { first: number.first, last };
    }
    const name = words[back]?.text ?? "";
    if (NO_STREET_NAME.has(name) && !ORDINALS.has(name)) return null;
  }
  return null;
}

/** "1200 highway 20", "45 route 9". */
function isNumberedRoad(words: readonly Word[], at: number): boolean {
  const kind = words[at]?.text ?? "";
  return ["highway", "hwy", "route"].includes(kind) && readNumber(words, at + 1) !== null;
}

function isOtherNumber(words: readonly Word[], number: Span): boolean {
  return (
    ["$", "%", "minus"].includes(words[number.first - 1]?.text ?? "") || MONTHS.has(words[number.first - 1]?.text ?? "")
  );
}

const ADDRESS_CUES = new Set(
  "address live lives located house home property place direccion vivo vive ubicado ubicada domicilio".split(" "),
);
const AFTER_CUE = new Set(
  "is its at on the a for my our es en la el number job service its over here right um uh".split(" "),
);

/** "My address is 1428 north halsted": a street without its kind, after words that announce an address. */
function streetAfterCue(reader: Reader, at: number, numbers: ReadonlyMap<number, Span>): Span | null {
  const { words } = reader;
  const number = numbers.get(at);
  if (number === undefined || isOtherNumber(words, number) || at - number.first > 5) return null;
  let back = number.first - 1;
  while (back >= 0 && number.first - back < 5 && AFTER_CUE.has(words[back]?.text ?? "")) back -= 1;
  const isDirected = DIRECTIONS.has(words[at + 1]?.text ?? "");
  const isCued = ADDRESS_CUES.has(words[back]?.text ?? "");
  const before = words[number.first - 1]?.text ?? "";
  const isAt = AT.has(before) || (before === "to" && isDirected && at > number.first);
  // "At 210 Dorsey": a house number of some length, and a name and nothing more.
  const isBare = isAt && !isCued && !isDirected;
  if (!isCued && !isAt) return null;
  // "En 2015 tuve…": a year.
  const figures = words[at]?.text ?? "";
  if (isBare && (!/^\d{2,5}$/.test(figures) || /^(?:19|20)\d\d$/.test(figures))) return null;
  let last = isDirected ? at + 1 : at;
  while (last - at < 3 && isNameOfStreet(words, last + 1)) last += 1;
  const hasName = last > (isDirected ? at + 1 : at);
  if (isBare && !isStreetAlone(reader, at, last)) return null;
  return hasName ? { first: number.first, last } : null;
}
const AT = new Set("at en".split(" "));

function isStreetAlone(reader: Reader, at: number, last: number): boolean {
  const { words } = reader;
  const digits = words[at]?.text.length ?? 0;
  return last === at + 1 && isBoundary(words, last + 1) && (digits >= 3 || rangeIsCapital(reader, at + 1, last + 1));
}

const SPANISH_NUMBER = new Set("numero num no # nro".split(" "));

/** "calle Hidalgo número 45", "avenida de la Reforma 230", "1200 de la calle Oak". */
function spanishStreet(words: readonly Word[], at: number): Span | null {
  if (!SPANISH_KINDS.has(words[at]?.text ?? "")) return null;
  // "1200 Sunset Boulevard" is English; a Spanish kind of street stands before its name.
  for (let next = at + 1; next <= at + 6; next += 1) {
    const word = words[next];
    if (word === undefined || word.before === "sentence") return null;
    const number = readNumber(words, next);
    const isNumber = number !== null && number.digits.length <= 5;
    if (isNumber && next > at + 1) {
      let last = next + number.words - 1;
      const more = readNumber(words, last + 1);
      if (more !== null && words[last + 1]?.before === "none" && more.digits.length <= 2) last += more.words;
      return { first: at, last };
    }
    if (isNumber && SPANISH_NUMBER.has(words[next + number.words]?.text ?? "")) continue;
    if (!isNumber && !/^\p{L}+$/u.test(word.text) && !SPANISH_NUMBER.has(word.text)) return null;
    if (STOPS_ES.has(word.text) || SPANISH_KINDS.has(word.text)) return null;
  }
  return null;
}
const STOPS_ES = new Set("y pero que porque esta estoy tengo necesito mi favor gracias and i my is".split(" "));

/** "the corner of fifth and main". */
function corner(words: readonly Word[]): Span | null {
  for (let at = 0; at < words.length - 4; at += 1) {
    const isCorner =
      (words[at]?.text === "corner" && words[at + 1]?.text === "of") ||
      (words[at]?.text === "esquina" && words[at + 1]?.text === "de");
    if (!isCorner) continue;
    const join = words.findIndex(
      (word, index) => index > at + 2 && index < at + 6 && (word.text === "and" || word.text === "y"),
    );
    if (join === -1 || words[join + 1] === undefined) continue;
    let last = join + 1;
    while (last - join < 3 && STREET_KINDS.has(words[last + 1]?.text ?? "")) last += 1;
    return { first: at, last };
  }
  return null;
}

/** A later address counts when the words between correct the one before. */
function replaces(words: readonly Word[], before: Span, after: Span): boolean {
  if (after.first <= before.last) return after.last > before.last && after.first >= before.first;
  const between = words.slice(Math.max(before.last + 1, after.first - 6), after.first).map(({ text }) => text);
  const said = words.slice(Math.max(0, before.first - 4), before.first).map(({ text }) => text);
  return between.some((word) => CORRECTIONS.has(word)) || said.some((word) => OLD.has(word));
}
const CORRECTIONS = new Set("sorry actually wait correction rather mean no perdon digo".split(" "));
const OLD = new Set("old not former previous billing used moved".split(" "));
