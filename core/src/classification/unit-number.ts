import { readNumber } from "./spoken-digits.ts";
import type { Word } from "./words.ts";

/** What the parts of a building are called. */
export const UNIT_WORDS: ReadonlySet<string> = new Set(
  "apt apartment unit suite ste room lot apartamento departamento depto unidad habitacion cuarto # trailer space building bldg floor piso".split(
    " ",
  ),
);
const UNIT_ALONE = new Set("apt apartment unit suite room apartamento departamento depto unidad habitacion".split(" "));
const AFTER_COUNT = new Set(
  "years year old people persons guests nights days bedroom bedrooms times weeks months and is was".split(" "),
);

/** A unit by itself, by word indexes: "unit 4b", "apartment twelve", "room two fourteen"; null when none is said. */
export function unitAlone(words: readonly Word[]): { readonly first: number; readonly last: number } | null {
  for (let at = 0; at < words.length; at += 1) {
    if (!UNIT_ALONE.has(words[at]?.text ?? "")) continue;
    const last = unitEnd(words, at);
    if (
      last === null ||
      (AFTER_COUNT.has(words[last + 1]?.text ?? "") &&
        ["years", "year", "people", "bedroom", "bedrooms"].includes(words[last + 1]?.text ?? ""))
    )
      continue;
    return { first: at, last };
  }
  return null;
}

/** The last word of a unit that begins with its kind ("apartment number 4 b"); null when no number follows. */
export function unitEnd(words: readonly Word[], at: number): number | null {
  let next = at + 1;
  while (next - at < 3 && ["number", "numero", "#", "no"].includes(words[next]?.text ?? "")) next += 1;
  const word = words[next];
  if (word === undefined || word.before === "sentence") return null;
  if (/^\d+[a-z]?$|^[b-hj-z]$|^[a-z]\d+$/.test(word.text)) {
    // "apartment 2 1 0"
    while (/^\d$/.test(word.text) && /^\d$/.test(words[next + 1]?.text ?? "") && words[next + 1]?.before === "none")
      next += 1;
    return isLetter(words, next + 1) ? next + 1 : next;
  }
  let last = next - 1;
  for (let digits = 0; digits < 5; ) {
    const number = words[last + 1]?.before === "sentence" ? null : readNumber(words, last + 1);
    if (number === null) break;
    digits += number.digits.length;
    last += number.words;
  }
  if (last < next) return null;
  return isLetter(words, last + 1) ? last + 1 : last;
}

function isLetter(words: readonly Word[], at: number): boolean {
  return /^[b-h]$/.test(words[at]?.text ?? "") && words[at]?.before === "none";
}
