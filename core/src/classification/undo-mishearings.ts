import { MISHEARINGS, type Mishearing } from "./vocabulary/mishearings.ts";
import { fold, type Word } from "./words.ts";

/** A misheard word is known by words this near. */
const NEAR_WORDS = 7;

type Entry = {
  readonly heard: readonly string[];
  readonly meant: readonly string[];
  readonly near: ReadonlySet<string> | null;
  readonly notAfter: ReadonlySet<string>;
};

const BY_FIRST_WORD = new Map<string, Entry[]>();
for (const mishearing of MISHEARINGS) for (const entry of entriesOf(mishearing)) remember(entry);

function entriesOf({ heard, meant, near, notAfter }: Mishearing): Entry[] {
  const nearWords = near === undefined ? null : new Set(near.split(" "));
  return heard.map((wording) => ({
    heard: wording.split(" "),
    meant: meant.split(" "),
    near: nearWords,
    notAfter: new Set((notAfter ?? "").split(" ")),
  }));
}

function remember(entry: Entry): void {
  const first = fold(entry.heard[0] ?? "");
  const entries = BY_FIRST_WORD.get(first) ?? [];
  entries.push(entry);
  BY_FIRST_WORD.set(first, entries);
}

/**
 * Reads for words that speech-to-text misheard those that were meant ("a real strong guess smell" is of gas). Places stay
 * those of the text as it was given; two words may become one. Pure, linear in the text's length.
 */
export function undoMishearings(words: readonly Word[]): readonly Word[] {
  if (!words.some(({ text }) => BY_FIRST_WORD.has(text))) return words;
  const meant: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) continue;
    const entry = BY_FIRST_WORD.get(word.text)?.find((one) => isMisheard(one, words, at));
    if (entry === undefined) {
      meant.push(word);
      continue;
    }
    const last = words[at + entry.heard.length - 1] ?? word;
    const { start, before } = word;
    if (entry.meant.length === 1) meant.push({ text: entry.meant[0] ?? word.text, start, end: last.end, before });
    else for (const [offset, text] of entry.meant.entries()) meant.push({ ...(words[at + offset] ?? last), text });
    at += entry.heard.length - 1;
  }
  return meant;
}

function isMisheard({ heard, near, notAfter }: Entry, words: readonly Word[], at: number): boolean {
  for (let next = 1; next < heard.length; next += 1)
    if (words[at + next]?.text !== heard[next] || words[at + next]?.before !== "none") return false;
  if (words[at]?.before === "none" && notAfter.has(words[at - 1]?.text ?? "")) return false;
  if (near === null) return true;
  const end = Math.min(words.length, at + heard.length + NEAR_WORDS);
  for (let other = Math.max(0, at - NEAR_WORDS); other < end; other += 1)
    if ((other < at || other >= at + heard.length) && near.has(words[other]?.text ?? "")) return true;
  return false;
}
