import type { WordSpan } from "./card-numbers.ts";
import { MONTHS, ORDINALS } from "./number-words.ts";
import { readNumber } from "./spoken-digits.ts";
import type { Word } from "./words.ts";

const CUES: readonly (readonly string[])[] = [
  "date of birth",
  "dates of birth",
  "birth date",
  "birthdate",
  "birthday",
  "d o b",
  "dob",
  "dobs",
  "born",
  "fecha de nacimiento",
  "naci",
  "nacio",
  "nacido",
  "nacida",
  "cumpleanos",
].map((cue) => cue.split(" "));
/** "Date of birth for my son Leo, that's three fourteen…": the date comes within so many words. */
const AFTER_MAX = 10;
/** "3/14/85 is my date of birth". */
const BEFORE_MAX = 5;

/** Finds dates of birth, written or spoken, beside the words that announce them. */
export function findBirthDates(words: readonly Word[]): WordSpan[] {
  const dates: WordSpan[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const cue = CUES.find((one) => one.every((word, index) => words[at + index]?.text === word));
    if (cue === undefined) continue;
    const after = at + cue.length;
    let date: WordSpan | null = null;
    for (let from = after; from < Math.min(words.length, after + AFTER_MAX) && date === null; from += 1)
      date = readDate(words, from);
    for (let from = Math.max(0, at - BEFORE_MAX - 4); from < at && date === null; from += 1) {
      const before = readDate(words, from);
      if (before !== null && before.lastWord < at && at - before.lastWord <= BEFORE_MAX) date = before;
    }
    const previous = dates.at(-1);
    if (date !== null && (previous === undefined || previous.lastWord < date.firstWord)) dates.push(date);
  }
  return dates;
}

/** Digits of a date: month and day at least, day, month and year in full at most. */
const DIGITS_MIN = 4;
const DIGITS_MAX = 8;

/**
 * Reads a date that begins at a word: "3/14/85", "March 14th, 1985", "the fourteenth of march nineteen eighty five",
 * "14 de marzo de 1985", "oh three one four eighty five". With `lenient` a month and a year alone are enough
 * ("december twenty seven"). Null when there is none.
 */
export function readDate(words: readonly Word[], from: number, lenient = false): WordSpan | null {
  let digits = 0;
  let ordinals = 0;
  let months = 0;
  let last = -1;
  for (let at = from; at < words.length && at - from < 20; ) {
    const text = words[at]?.text ?? "";
    const number = readNumber(words, at, at > from);
    const isPause = at > from && words[at]?.before === "sentence";
    if (number !== null && digits + number.digits.length <= DIGITS_MAX && !(isPause && digits >= DIGITS_MIN)) {
      digits += number.digits.length;
      last = at + number.words - 1;
      at += number.words;
    } else if (/^\d{1,2}(?:st|nd|rd|th)$/.test(text) || ORDINALS.has(text)) {
      ordinals += 1;
      last = at;
      at += 1;
    } else if (MONTHS.has(text) && months === 0) {
      months += 1;
      last = at;
      at += 1;
    } else if (at > from && CONNECTING.has(text)) at += 1;
    else break;
    if (digits >= DIGITS_MAX) break;
  }
  const hasMonth = months === 1 && (digits >= 1 || ordinals >= 1) && (lenient ? digits >= 2 : true);
  if (last === -1 || !(hasMonth || (!lenient && digits >= DIGITS_MIN && months === 0))) return null;
  return { start: words[from]?.start ?? 0, end: words[last]?.end ?? 0, firstWord: from, lastWord: last };
}
const CONNECTING = new Set("the of de del and y slash dash diagonal year ano in".split(" "));
