import { redact } from "#classification/redact.ts";
import { type DigitPiece, findDigitRuns } from "#classification/spoken-digits.ts";
import { STREET_KINDS } from "#classification/street-words.ts";
import { readWords, type Word } from "#classification/words.ts";
import type { Place } from "./find-quote.ts";

/** What a model is shown, and where each stand-in stands for what in the text that is kept. */
export type LeavingText = { readonly text: string; readonly standIns: readonly StandIn[] };

type StandIn = Place & { readonly keptStart: number; readonly keptEnd: number };

/** More is not shown; what is left out is in the middle, as callers say at the end how bad it is. */
export const LEAVING_LENGTH_MAX = 8_000;
const HEAD_LENGTH = 6_000;

/**
 * Takes more out of a text that was redacted already, before it goes to a model: numbers by which a person can be reached or
 * found (phone numbers, long numbers, e-mail addresses, links, addresses with a house number), figures and dates of birth
 * in every trade, and signs that people do not see or that models read as markup. Names and what is wrong stay, as
 * without them there is nothing to read. A stand-in says what it stands for, so that a model can point at it.
 */
export function redactForLeaving(kept: string): LeavingText {
  const hidden = merge([...findHidden(kept), ...findMiddle(kept)]);
  let text = "";
  let from = 0;
  const standIns: StandIn[] = [];
  for (const { start, end, mark } of hidden) {
    text += kept.slice(from, start);
    standIns.push({ start: text.length, end: text.length + mark.length, keptStart: start, keptEnd: end });
    text += mark;
    from = end;
  }
  return { text: text + kept.slice(from), standIns };
}

/** The place in the kept text of a place in what the model was shown; what touches a stand-in holds all it stands for. */
export function placeInKept({ standIns }: LeavingText, { start, end }: Place): Place {
  let keptStart: number | null = null;
  let keptEnd: number | null = null;
  let shift = 0;
  for (const one of standIns) {
    if (keptStart === null && start < one.end) keptStart = start >= one.start ? one.keptStart : start + shift;
    if (end <= one.start) break;
    keptEnd = end <= one.end ? one.keptEnd : null;
    if (keptEnd !== null) break;
    shift = one.keptEnd - one.end;
  }
  return { start: keptStart ?? start + shift, end: keptEnd ?? end + shift };
}

type Hidden = Place & { readonly mark: string };

function findHidden(text: string): Hidden[] {
  const words = readWords(text);
  return [
    ...redact(text).redactions.map(({ kind, start, end }) => ({ start, end, mark: `[${kind}]` })),
    ...found(text, /\[card ••••\d{4}\]/g, "[card]"),
    ...found(text, /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,24}/gu, "[email]"),
    ...found(text, /\b[\w.]{1,40} at [\w-]{1,40} dot (?:com|net|org|edu|gov|info|io|co|us|biz)\b/gi, "[email]"),
    ...found(text, /\b(?:https?:\/\/|www\.)\S{1,2000}/gi, "[link]"),
    ...found(text, /<\|[^|<>\n]{0,40}\|>|<\/?(?:s|start_of_turn|end_of_turn)>|\[\/?INST\]|<<\/?SYS>>/gi, "[mark]"),
    ...found(text, INVISIBLE, ""),
    ...findDigitRuns(words).flatMap(({ pieces }) => findNumbers(pieces, words)),
  ];
}

const PHONE_DIGITS_MIN = 7;
const NUMBER_DIGITS_MIN = 5;

/** Control signs but line ends, tags (U+E0000), directions, joiners: nobody sees them, and models read some. */
const INVISIBLE = /[\p{Cf}\p{Co}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]+/gu;

/** How many words may stand between the house number and "street". */
const STREET_NAME_WORDS_MAX = 4;

/** The number that was said, and the house number with its street that may stand at its end ("…0134 and 12 Oak Street"). */
function findNumbers(pieces: readonly DigitPiece[], words: readonly Word[]): Hidden[] {
  const last = pieces.at(-1);
  const street = last === undefined ? null : streetAfter(words, last.lastWord);
  if (last === undefined || street === null) return [...asNumber(pieces)];
  let house = pieces.length - 1;
  while (house > 0 && pieces[house - 1]?.lastWord === (pieces[house]?.word ?? 0) - 1) house -= 1;
  const start = pieces[house]?.start ?? last.start;
  return [...asNumber(pieces.slice(0, house)), { start, end: street.end, mark: "[address]" }];
}

function asNumber(pieces: readonly DigitPiece[]): Hidden[] {
  const [first, last] = [pieces[0], pieces.at(-1)];
  const digits = pieces.reduce((sum, piece) => sum + piece.digits.length, 0);
  if (first === undefined || last === undefined || digits < NUMBER_DIGITS_MIN) return [];
  return [{ start: first.start, end: last.end, mark: digits < PHONE_DIGITS_MIN ? "[number]" : "[phone]" }];
}

const NO_STREET_NAME: ReadonlySet<string> = new Set(
  "at i im my is and or on in to the of live its call me thanks please en y mi es vivo".split(" "),
);

/** The word for a street that follows a house number and the street's name. */
function streetAfter(words: readonly Word[], houseWord: number): Word | null {
  for (let at = houseWord + 1; at <= houseWord + 1 + STREET_NAME_WORDS_MAX; at += 1) {
    const word = words[at];
    if (word === undefined || word.before !== "none" || NO_STREET_NAME.has(word.text)) return null;
    if (at > houseWord + 1 && STREET_KINDS.has(word.text)) return word;
  }
  return null;
}

function findMiddle(text: string): Hidden[] {
  if (text.length <= LEAVING_LENGTH_MAX) return [];
  return [{ start: HEAD_LENGTH, end: text.length - (LEAVING_LENGTH_MAX - HEAD_LENGTH), mark: " [...] " }];
}

function found(text: string, pattern: RegExp, mark: string): Hidden[] {
  return [...text.matchAll(pattern)].map(({ 0: match, index }) => ({ start: index, end: index + match.length, mark }));
}

/** Places that overlap become one, which says what the longest says. */
function merge(hidden: readonly Hidden[]): Hidden[] {
  const merged: Hidden[] = [];
  for (const one of hidden.toSorted((first, second) => first.start - second.start || second.end - first.end)) {
    const last = merged.at(-1);
    if (one.start === one.end) continue;
    if (last === undefined || one.start >= last.end) merged.push(one);
    else {
      const mark = one.end - one.start > last.end - last.start ? one.mark : last.mark || one.mark;
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, one.end), mark };
    }
  }
  return merged;
}
