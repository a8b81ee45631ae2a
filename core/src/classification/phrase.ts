import { WORD_SETS } from "./vocabulary/word-sets.ts";
import type { Word } from "./words.ts";

/**
 * A phrase in the notation of the vocabulary files, ready to compare. The notation:
 * `gas leak` these words in order · `smell|odor` either · `leak*` begins with · `a|the?` may be missing ·
 * `..3` up to three other words · `<number>` `<time>` `<day>` kinds of words · `@worker` the words of a set in
 * `vocabulary/word-sets.ts`. A phrase stays in one sentence.
 */
export type Phrase = { readonly notation: string; readonly parts: readonly Part[] };

type Part =
  | { readonly kind: "gap"; readonly wordsMax: number; readonly mustAffirm: boolean }
  | {
      readonly kind: "word";
      readonly exact: ReadonlySet<string>;
      readonly starts: readonly string[];
      readonly classes: readonly WordClass[];
      readonly optional: boolean;
    };

const WORD_CLASSES = ["number", "time", "day"] as const;
type WordClass = (typeof WORD_CLASSES)[number];

/** Longer gaps would join words that have nothing to do with each other, and cost time. */
const GAP_WORDS_MAX = 8;

/**
 * Reads the notation; with `affirm` the gaps do not pass a negation. Throws on a vocabulary's spelling mistake: a broken phrase must fail a test, not match
 * nothing.
 */
export function readPhrase(notation: string, gaps: "any" | "affirm" = "any"): Phrase {
  const parts = notation
    .trim()
    .split(/\s+/)
    .map((part) => sharedPart(part, gaps === "affirm"));
  const first = parts[0];
  const last = parts.at(-1);
  if (first?.kind !== "word" || first.optional || last?.kind !== "word") {
    throw new Error(`A phrase begins with a word and ends with one: "${notation}"`);
  }
  return { notation, parts };
}

/** A phrase of plain words, from someone who does not know the notation; null when there is no word in it. */
export function plainPhrase(words: readonly Word[]): Phrase | null {
  if (words.length === 0) return null;
  const parts = words.map(
    (word): Part => ({ kind: "word", exact: new Set([word.text]), starts: [], classes: [], optional: false }),
  );
  return { notation: words.map((word) => word.text).join(" "), parts };
}

/** Compares from the word at `at`; answers the index after the phrase's last word, or -1. */
export function matchPhrase(phrase: Phrase, words: readonly Word[], at: number): number {
  return matchParts(phrase.parts, 0, words, at, at);
}

function matchParts(parts: readonly Part[], next: number, words: readonly Word[], at: number, begin: number): number {
  const part = parts[next];
  if (part === undefined) return at;
  if (part.kind === "gap") {
    for (let skipped = 0; skipped <= part.wordsMax; skipped += 1) {
      if (skipped > 0 && !reaches(words, at + skipped - 1, begin)) return -1;
      if (skipped > 0 && part.mustAffirm && denies(words, at + skipped - 1)) return -1;
      const end = matchParts(parts, next + 1, words, at + skipped, begin);
      if (end !== -1) return end;
    }
    return -1;
  }
  if (reaches(words, at, begin) && fits(part, words, at)) {
    const end = matchParts(parts, next + 1, words, at + 1, begin);
    if (end !== -1) return end;
  }
  return part.optional ? matchParts(parts, next + 1, words, at, begin) : -1;
}

/** Whether the phrase that began at `begin` may go on to this word: it exists and no sentence ended before it. */
function reaches(words: readonly Word[], at: number, begin: number): boolean {
  const word = words[at];
  return word !== undefined && (at === begin || word.before !== "sentence");
}

const NEGATIONS = new Set("not isnt arent wasnt werent didnt doesnt dont never aint nor no without".split(" "));
/** "I don't know where from", "not just dripping", "no idea why": such a negation denies nothing of what is told. */
const NO_DENIAL_BEFORE = new Set(
  "know sure just only even stop stopping idea longer clue going para paro deja puedo puede podemos encuentro hallo solo nomas quiere creo".split(
    " ",
  ),
);

function denies(words: readonly Word[], at: number): boolean {
  return NEGATIONS.has(words[at]?.text ?? "") && !NO_DENIAL_BEFORE.has(words[at + 1]?.text ?? "");
}

function fits(part: Part & { kind: "word" }, words: readonly Word[], at: number): boolean {
  const text = words[at]?.text ?? "";
  if (part.exact.has(text)) return true;
  const stem = words[at]?.stem;
  if (stem !== undefined && part.exact.has(stem)) return true;
  if (part.starts.some((start) => text.startsWith(start))) return true;
  return part.classes.some((name) => isOfClass(name, words, at));
}

/** Thousands of phrases are made of the same parts; each is kept once. */
const PARTS = new Map<string, Part>();
function sharedPart(notation: string, mustAffirm: boolean): Part {
  const key = mustAffirm ? `${notation} affirm` : notation;
  const part = PARTS.get(key) ?? readPart(notation, mustAffirm);
  PARTS.set(key, part);
  return part;
}

function readPart(notation: string, mustAffirm: boolean): Part {
  const gap = /^\.\.(\d)$/.exec(notation);
  if (gap !== null) {
    const wordsMax = Number(gap[1]);
    if (wordsMax < 1 || wordsMax > GAP_WORDS_MAX)
      throw new Error(`A gap is 1 to ${GAP_WORDS_MAX} words: "${notation}"`);
    return { kind: "gap", wordsMax, mustAffirm };
  }
  const optional = notation.endsWith("?");
  const exact = new Set<string>();
  const starts: string[] = [];
  const classes: WordClass[] = [];
  for (const choice of (optional ? notation.slice(0, -1) : notation).split("|").flatMap(wordsOf)) {
    const named = WORD_CLASSES.find((name) => choice === `<${name}>`);
    if (named !== undefined) classes.push(named);
    else if (/^[a-z0-9]+\*$/.test(choice)) starts.push(choice.slice(0, -1));
    else if (/^(?:[a-z0-9]+|[$€£%#])$/.test(choice)) exact.add(choice);
    else throw new Error(`Not a word of a phrase: "${choice}" in "${notation}"`);
  }
  return { kind: "word", exact, starts, classes, optional };
}

const SETS: ReadonlyMap<string, string> = new Map(Object.entries(WORD_SETS));

/** A choice of a phrase, or the words of the set it names. */
function wordsOf(choice: string): readonly string[] {
  if (!choice.startsWith("@")) return [choice];
  const words = SETS.get(choice.slice(1));
  if (words === undefined) throw new Error(`There is no set of words "${choice}"`);
  return words.split(" ");
}

const NUMBER_WORDS = new Set(
  "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety hundred uno una dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta".split(
    " ",
  ),
);
const HOUR_WORDS = new Set("one two three four five six seven eight nine ten eleven twelve noon midnight".split(" "));
const DAYS = new Set(
  "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun today tonight tomorrow weekend lunes martes miercoles jueves viernes sabado domingo hoy manana".split(
    " ",
  ),
);

function isOfClass(name: WordClass, words: readonly Word[], at: number): boolean {
  const text = words[at]?.text ?? "";
  if (name === "day") return DAYS.has(text);
  if (name === "number") return /^\d/.test(text) || NUMBER_WORDS.has(text);
  // "at 1-800-…" and "at 12 Main Street 60601" are no times of day: a long number right after says so.
  if (/^\d{3,}/.test(words[at + 1]?.text ?? "") && words[at + 1]?.before !== "sentence") return false;
  return HOUR_WORDS.has(text) || /^(?:[01]?\d|2[0-4])(?:[:.]?[0-5]\d)?(?:am|pm|a|p|h|oclock)?$/.test(text);
}

/** The words and beginnings a phrase can start with; `any` when only trying can tell. */
export function firstWords(phrase: Phrase): { exact: readonly string[]; starts: readonly string[]; any: boolean } {
  const first = phrase.parts[0];
  if (first?.kind !== "word") return { exact: [], starts: [], any: true };
  return { exact: [...first.exact], starts: first.starts, any: first.classes.length > 0 };
}

/**
 * The words of which one must stand in the text wherever the phrase does, besides those it begins with: those of the part
 * with the fewest choices that are no everyday words. Null when only trying can tell.
 */
export function neededWords({ parts }: Phrase): ReadonlySet<string> | null {
  let needed: ReadonlySet<string> | null = null;
  let fewest = NEEDED_MAX;
  for (const part of parts.slice(1)) {
    if (part.kind === "gap" || part.optional || part.starts.length > 0 || part.classes.length > 0) continue;
    let cost = part.exact.size;
    for (const word of part.exact) if (EVERYDAY.has(word)) cost += 20;
    if (cost >= fewest) continue;
    needed = part.exact;
    fewest = cost;
  }
  return needed;
}
/** A part with more choices than this rules out little. */
const NEEDED_MAX = 120;
const EVERYDAY = new Set(
  "a an the and to of is in it i you we my for on have this that with are was can need your please call me not be at its im do dont no so up out just got get if but or from our they he she all el la de que y en un una los las por para con no se mi su es me lo".split(
    " ",
  ),
);
