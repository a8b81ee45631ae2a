import { findDigitRuns } from "./spoken-digits.ts";
import type { SpokenText, TimedWord } from "./spoken-text.ts";
import { readWords, type Word } from "./words.ts";

/** The same words so often in a row are a loop of the speech service (or say no more than once would). */
const TIMES_MIN = 3;
const PHRASE_WORDS_MAX = 16;

/**
 * Drops what a speech service says over and over when it hears nothing: of the same phrase three times in a row or more,
 * the first stays. Numbers are left alone, because a digit said three times counts three times. `isOnlyLoop`: nothing else
 * was said. The words' times follow. Doing it twice changes nothing.
 */
export function dropLoops(spoken: SpokenText): { spoken: SpokenText; isOnlyLoop: boolean } {
  let left = spoken;
  let phraseWords = 0;
  for (;;) {
    const words = readWords(left.text);
    const loop = findLoop(words);
    if (loop === null) return { spoken: left, isOnlyLoop: phraseWords > 0 && words.length <= phraseWords };
    left = cut(left, loop);
    phraseWords = loop.phraseWords;
  }
}

interface Loop {
  readonly phraseWords: number;
  /** The text to drop: everything after the first time. */
  readonly start: number;
  readonly end: number;
}

function findLoop(words: readonly Word[]): Loop | null {
  const isNumber = numbersAmong(words);
  for (let at = 0; at < words.length; at += 1) {
    for (let length = 1; length <= PHRASE_WORDS_MAX && at + length * TIMES_MIN <= words.length; length += 1) {
      const repeated = countRepeated(words, at, length);
      if (repeated < length * (TIMES_MIN - 1)) continue;
      const last = at + length + repeated - 1;
      // A phrase that was begun once more belongs to the loop only where the words end with it.
      const end = last === words.length - 1 ? last : at + length + Math.floor(repeated / length) * length - 1;
      if (isNumber.slice(at, at + length).includes(true)) continue;
      return { phraseWords: length, start: words[at + length - 1]?.end ?? 0, end: words[end]?.end ?? 0 };
    }
  }
  return null;
}

/** How many words after the phrase are the same as those one phrase before. */
function countRepeated(words: readonly Word[], at: number, length: number): number {
  let next = at + length;
  while (next < words.length && words[next]?.text === words[next - length]?.text) next += 1;
  return next - at - length;
}

function numbersAmong(words: readonly Word[]): boolean[] {
  const isNumber = words.map(() => false);
  for (const { pieces } of findDigitRuns(words))
    for (const piece of pieces) isNumber.fill(true, piece.word, piece.lastWord + 1);
  return isNumber;
}

function cut({ text, words }: SpokenText, { start, end }: Loop): SpokenText {
  const length = end - start;
  const kept = words?.flatMap((word): TimedWord[] => {
    // A word may have been placed with the point behind it.
    if (word.start < start) return [{ ...word, end: Math.min(word.end, start) }];
    return word.start >= end ? [{ ...word, start: word.start - length, end: word.end - length }] : [];
  });
  return { text: text.slice(0, start) + text.slice(end), words: kept ?? null };
}
