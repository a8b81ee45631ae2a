import {
  BETWEEN_DIGITS,
  HUNDREDS,
  ONLY_AMONG_NUMBERS,
  PLURALS,
  SOUND_ALIKES,
  TEENS,
  TENS,
  TIMES,
  UNITS,
} from "./number-words.ts";
import type { Word } from "./words.ts";

/** Digits said or written in one go, and the words they came from. */
export type DigitRun = { readonly pieces: readonly DigitPiece[]; readonly digits: string };
export type DigitPiece = {
  readonly digits: string;
  readonly word: number;
  readonly lastWord: number;
  readonly start: number;
  readonly end: number;
};

/** So many small words may stand between two digits ("and then uh"). */
const BETWEEN_MAX = 3;
/** Digits further apart than this in the text were not said in one go, whatever signs stand between them. */
const APART_MAX = 40;

/**
 * Finds digits in figures and in words: "three one two", "double five", "four ones", "five fifty-five", "eight hundred",
 * "twelve hundred and four", "quinientos cincuenta y cinco". Linear.
 */
export function findDigitRuns(words: readonly Word[], hundreds: Hundreds = "joined"): DigitRun[] {
  const runs: DigitRun[] = [];
  let pieces: DigitPiece[] = [];
  let between = 0;
  const close = (): void => {
    if (pieces.length > 0) runs.push(joinPieces(pieces));
    pieces = [];
    between = 0;
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const previous = pieces.at(-1);
    if (previous !== undefined && word.start - previous.end > APART_MAX) close();
    const skipped = announcedCount(words, at);
    if (skipped > 0) {
      at += skipped - 1;
      continue;
    }
    const read = readNumber(words, at, pieces.length > 0, hundreds);
    if (read !== null) {
      const lastWord = at + read.words - 1;
      const end = read.end ?? words[lastWord]?.end ?? word.end;
      pieces.push({ digits: read.digits, word: at, lastWord, start: word.start, end });
      at = lastWord;
      between = 0;
    } else if (pieces.length > 0 && BETWEEN_DIGITS.has(word.text) && between < BETWEEN_MAX) between += 1;
    else close();
  }
  close();
  return runs;
}

/** The digits of some pieces in one. */
export function joinPieces(pieces: readonly DigitPiece[]): DigitRun {
  return { pieces, digits: pieces.map((piece) => piece.digits).join("") };
}

/** A number that was read from the word at which it begins; `end` when it ends inside its last word. */
export type ReadNumber = { readonly digits: string; readonly words: number; readonly end?: number };

/** Reads the number that begins at a word, in figures or in words; null when none does. */
export function readNumber(
  words: readonly Word[],
  at: number,
  amongNumbers = false,
  hundreds: Hundreds = "joined",
): ReadNumber | null {
  const text = words[at]?.text ?? "";
  const figures = readFigures(words, at);
  if (figures !== null) {
    const next = words[at + 1]?.text ?? "";
    // "4 thousand", "12 hundred"
    if (figures.digits.length <= 2 && next === "hundred") return { digits: `${figures.digits}00`, words: 2 };
    if (figures.digits.length <= 2 && next === "thousand") return { digits: `${figures.digits}000`, words: 2 };
    return figures;
  }
  const times = TIMES.get(text);
  if (times !== undefined) {
    const next = words[at + 1]?.text ?? "";
    const repeated = UNITS.get(next) ?? PLURALS.get(next) ?? (/^[0-9]$/.test(next) ? next : undefined);
    return repeated === undefined ? null : { digits: repeated.repeat(times), words: 2 };
  }
  if (SOUND_ALIKES.has(text)) {
    const isInside = amongNumbers && isDigitWord(words, at - 1) && isDigitWord(words, at + 1);
    return isInside ? { digits: SOUND_ALIKES.get(text) ?? "", words: 1 } : null;
  }
  if (ONLY_AMONG_NUMBERS.has(text) && !amongNumbers && !isNumberWord(words[at + 1]?.text ?? "")) return null;
  return hundreds === "joined" ? readThousands(words, at) : (readPlural(words, at) ?? readApart(words, at));
}

/** "Nine hundred forty four" is 944 in a house number; in a phone number it may be 900 and 44, as digits are said in pairs. */
export type Hundreds = "joined" | "apart";

function readApart(words: readonly Word[], at: number): ReadNumber | null {
  const head = readTens(words, at);
  if (head === null || words[at + head.words]?.text !== "hundred" || head.digits === "0") return head;
  return { digits: `${head.digits}00`, words: head.words + 1 };
}

function readFigures(words: readonly Word[], at: number): ReadNumber | null {
  const word = words[at];
  if (word === undefined) return null;
  if (!/^\p{Nd}/u.test(word.text)) return null;
  const ascii = asciiDigits(word.text);
  if (/^[0-9][0-9.:,]*$/.test(ascii)) return { digits: ascii.replaceAll(/[.:,]/g, ""), words: 1 };
  // A long number with letters stuck to its end ("4111111111111111thanks") is still that number.
  const [, long] = /^([0-9]{9,})\p{L}+$/u.exec(ascii) ?? [];
  return long !== undefined ? { digits: long, words: 1, end: word.start + long.length } : null;
}

/** Zeros of the scripts whose digits Unicode's compatibility forms leave as they are. */
const ZEROS = [0x660, 0x6f0, 0x966];
function asciiDigits(text: string): string {
  if (/^[\u0020-\u007e]*$/.test(text)) return text;
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((one) => code >= one && code <= one + 9);
    return zero === undefined ? digit : String(code - zero);
  });
}

function isDigitWord(words: readonly Word[], at: number): boolean {
  const text = words[at]?.text ?? "";
  return UNITS.has(text) || /^[0-9]$/.test(text);
}

function isNumberWord(text: string): boolean {
  return UNITS.has(text) || TEENS.has(text) || TENS.has(text) || HUNDREDS.has(text) || /^[0-9]+$/.test(text);
}

/** "mil doscientos", "two thousand twenty seven", "five thousand"; else what is below a thousand. */
function readThousands(words: readonly Word[], at: number): ReadNumber | null {
  const text = words[at]?.text ?? "";
  const head =
    text === "mil" && isNumberWord(words[at + 1]?.text ?? "") ? { digits: "1", words: 0 } : readHundreds(words, at);
  if (head === null) return readPlural(words, at);
  const after = at + head.words;
  const unit = words[after]?.text ?? "";
  if ((unit !== "thousand" && unit !== "mil") || head.digits.length > 3) return readPlural(words, at) ?? head;
  const rest = remainder(words, after + 1, readHundreds);
  return rest === null
    ? { digits: `${head.digits}000`, words: head.words + 1 }
    : { digits: head.digits + rest.digits.padStart(3, "0"), words: head.words + 1 + rest.words };
}

function readPlural(words: readonly Word[], at: number): ReadNumber | null {
  const count = Number(UNITS.get(words[at]?.text ?? ""));
  const digit = PLURALS.get(words[at + 1]?.text ?? "");
  return digit !== undefined && count >= 2 && count <= 8 ? { digits: digit.repeat(count), words: 2 } : null;
}

/** "five hundred (and) fifty five", "twelve hundred", "quinientos cincuenta y cinco"; else two digits or one. */
function readHundreds(words: readonly Word[], at: number): ReadNumber | null {
  const text = words[at]?.text ?? "";
  const spanish = HUNDREDS.get(text);
  const head = spanish === undefined ? readTens(words, at) : { digits: spanish, words: 0 };
  if (head === null) return null;
  const after = at + head.words;
  if (spanish === undefined && (words[after]?.text !== "hundred" || head.digits === "0")) return head;
  const rest = remainder(words, after + 1, readTens);
  return rest === null
    ? { digits: `${head.digits}00`, words: head.words + 1 }
    : { digits: head.digits + rest.digits.padStart(2, "0"), words: head.words + 1 + rest.words };
}

/**
 * What is added to hundreds or thousands. "Eight hundred five five five" is 800 and then 555: a single digit is added only
 * when no other follows; nothing is added across a comma.
 */
function remainder(
  words: readonly Word[],
  at: number,
  read: (words: readonly Word[], at: number) => ReadNumber | null,
): ReadNumber | null {
  const isJoined = words[at]?.text === "and" || words[at]?.text === "y";
  const from = isJoined ? at + 1 : at;
  if (words[at]?.before !== "none") return null;
  const rest = read(words, from);
  if (rest === null || rest.digits.startsWith("0")) return null;
  if (rest.digits.length === 1 && isNumberWord(words[from + rest.words]?.text ?? "")) return null;
  return { digits: rest.digits, words: rest.words + (isJoined ? 1 : 0) };
}

/** "fifty five", "cincuenta y cinco", "fifteen", "five". */
function readTens(words: readonly Word[], at: number): ReadNumber | null {
  const text = words[at]?.text ?? "";
  const tens = TENS.get(text);
  if (tens === undefined) {
    const digits = TEENS.get(text) ?? UNITS.get(text);
    return digits === undefined ? null : { digits, words: 1 };
  }
  const from = words[at + 1]?.text === "y" ? at + 2 : at + 1;
  const unit = words[from]?.before === "none" ? UNITS.get(words[from]?.text ?? "") : undefined;
  return unit === undefined || unit === "0"
    ? { digits: `${tens}0`, words: 1 }
    : { digits: tens + unit, words: from - at + 1 };
}

/** "the last four are", "next three digits": counts digits and is none. Answers the words it takes, or 0. */
function announcedCount(words: readonly Word[], at: number): number {
  let next = at;
  if (words[next]?.text === "the") next += 1;
  if (!PLACES.has(words[next]?.text ?? "")) return 0;
  next += 1;
  const count = Number(UNITS.get(words[next]?.text ?? "") ?? words[next]?.text);
  if (!(count >= 2 && count <= 8)) return 0;
  next += 1;
  const counted = next;
  while (AFTER_COUNT.has(words[next]?.text ?? "") && next - at < 7) next += 1;
  // "Next four one one one" says a four; "last four are" and "last four 6789" do not.
  return next > counted || asciiDigits(words[next]?.text ?? "").length === count ? next - at : 0;
}
const PLACES = new Set("last first next middle final".split(" "));
const AFTER_COUNT = new Set("digits numbers ones is are was being".split(" "));
