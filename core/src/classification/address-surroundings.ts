import { isNameOfStreet } from "./address-words.ts";
import { DIRECTIONS, NO_STREET_NAME, SPANISH_KINDS } from "./street-words.ts";
import { UNIT_WORDS, unitEnd } from "./unit-number.ts";
import { COMMON_WORDS } from "./vocabulary/common-words.ts";
import { STATES, STATES_OF_TWO_WORDS } from "./vocabulary/states.ts";
import type { Word } from "./words.ts";

/** A text and its words. */
export type Reader = { readonly text: string; readonly words: readonly Word[] };

/** Word indexes, both included. */
export type Span = { readonly first: number; readonly last: number };

/** The last word of what adjoins a street: its direction, unit, city, state and ZIP code. */
export function adjoiningEnd(reader: Reader, { first, last }: Span): number {
  const { text, words } = reader;
  let end = last;
  const isSpanish = SPANISH_KINDS.has(words[first]?.text ?? "");
  if (!isSpanish && DIRECTIONS.has(words[end + 1]?.text ?? "") && words[end + 1]?.before === "none") end += 1;
  const unit = words[end + 1];
  if (
    unit !== undefined &&
    UNIT_WORDS.has(unit.text) &&
    (unit.before !== "sentence" || isAbbreviated(text, words, end))
  )
    end = unitEnd(words, end + 1) ?? end;
  return localityEnd(reader, end);
}

/** City, state and ZIP, as far as they are recognised; a city in small letters only before its state, or after "in". */
function localityEnd(reader: Reader, from: number): number {
  const { words } = reader;
  let end = from;
  let next = from + 1;
  if (words[next]?.text === "in" || words[next]?.text === "en") next += 1;
  const cityFrom = next;
  while (next - cityFrom < 3 && isNameOfStreet(words, next - 0) && stateLength(reader, next) === 0) next += 1;
  // A city may follow a comma.
  if (next === cityFrom && words[next]?.before === "comma" && isCity(reader, next)) {
    next += 1;
    while (next - cityFrom < 3 && isNameOfStreet(words, next) && stateLength(reader, next) === 0) next += 1;
  }
  // "40 Gasoline Alley, dishwasher hookup": where the street is written with capitals, so is its city.
  const isSmall = next > cityFrom && rangeIsCapital(reader, from, from + 1) && !rangeIsCapital(reader, cityFrom, next);
  if (isSmall && stateLength(reader, next) === 0) return from;
  const state = stateLength(reader, next);
  const isWritten = next > cityFrom && rangeIsCapital(reader, cityFrom, next);
  const isAfterIn = next > cityFrom && cityFrom > from + 1;
  if (state > 0) end = next + state - 1;
  else if (
    isWritten ||
    isAfterIn ||
    (next > cityFrom && words[cityFrom]?.before === "comma" && isBoundary(words, next))
  )
    end = next - 1;
  let zip = end + 1;
  while (zip - end < 4 && ["zip", "code", "is"].includes(words[zip]?.text ?? "")) zip += 1;
  return /^\d{5}$/.test(words[zip]?.text ?? "") && words[zip]?.before !== "sentence" ? zip : end;
}

function isCity({ words }: Reader, at: number): boolean {
  const word = words[at];
  return (
    word !== undefined &&
    /^\p{L}{3,}$/u.test(word.text) &&
    !COMMON_WORDS.has(word.text) &&
    !NO_STREET_NAME.has(word.text)
  );
}

/** Whether a name has ended before this word. */
export function isBoundary(words: readonly Word[], at: number): boolean {
  const word = words[at];
  return word === undefined || word.before !== "none" || COMMON_WORDS.has(word.text);
}

/** Whether each of these words is written with a capital. */
export function rangeIsCapital({ text, words }: Reader, from: number, to: number): boolean {
  return words.slice(from, to).every((word) => /\p{Lu}/u.test(text.charAt(word.start)));
}

function stateLength({ text, words }: Reader, at: number): number {
  const word = words[at];
  if (word === undefined || word.before === "sentence") return 0;
  if (STATES_OF_TWO_WORDS.get(word.text)?.includes(words[at + 1]?.text ?? "") === true) return 2;
  if (STATES.has(word.text))
    return word.text.length > 2 ||
      !/^(?:al|co|id|ia|mi|la|pa|ma)$/.test(word.text) ||
      /^[A-Z]{2}$/.test(text.slice(word.start, word.end))
      ? 1
      : 0;
  return /^(?:IN|OR|ME|HI|OK|LA|MA|DE|MO|OH)$/.test(text.slice(word.start, word.end)) ? 1 : 0;
}

/** "N. Oak St.": the point of a short word ends no sentence. */
export function isAbbreviated(text: string, words: readonly Word[], at: number): boolean {
  const word = words[at];
  const next = words[at + 1];
  return (
    word !== undefined &&
    next !== undefined &&
    word.text.length <= 3 &&
    /^\.\s?$/.test(text.slice(word.end, next.start))
  );
}
