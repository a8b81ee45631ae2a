import * as spanish from "#classification/vocabulary/spanish/context.ts";
import type { Word } from "#classification/words.ts";
import type { Context } from "./read-context.ts";
import { comesBackInSpanish, spanishPastEnd } from "./spanish-context.ts";
import { hasAny, type Place, sentenceBegin, sentenceEnd, wordSet } from "./word-window.ts";

/** How far a word of time reaches: forward over what it introduces, back over what it ends. */
const REACH_FORWARD_WORDS = 16;
const REACH_BACK_WORDS = 10;
const GOES_ON_WORDS = 12;

/** Verbs of the present: what stands with one of them happens now, whatever the sentence began with. */
const PRESENT_VERBS = wordSet(
  "is isnt are arent am im its theres hes shes theyre has have havent hasnt dont doesnt wont cant smell see hear feel keeps",
);
const HAD = wordSet("had was were wasnt been got broke robbed");
const BEFORE_HAD_WORDS = 6;

/**
 * Whether the place tells of long ago: "last winter we had no heat", "a pipe burst two years ago". What lasts is not past
 * because it began some days ago.
 */
export function isPast(context: Context, place: Place, lasts = false): boolean {
  return isPastInEnglish(context, place, lasts) || isPastInSpanish(context.words, place);
}

function isPastInEnglish(context: Context, place: Place, lasts: boolean): boolean {
  const { words, markers } = context;
  const begin = sentenceBegin(words, place.first, REACH_FORWARD_WORDS);
  const end = sentenceEnd(words, place.last, REACH_BACK_WORDS);
  return markers.some(({ rule, first, last }) => {
    if (rule.kind !== "past" && rule.kind !== "recent") return false;
    if (rule.kind === "recent" && lasts) return false;
    // "Two years ago tomorrow": the wording itself names the time, as a date that matters now.
    if (first === place.first) return false;
    if (
      rule.kind === "recent" &&
      !hasAny(words, Math.max(begin, Math.min(first, place.first) - BEFORE_HAD_WORDS), place.last, HAD)
    )
      return false;
    if (first >= begin && first < place.first && last <= place.last)
      return (
        !goesOn(context, last, place.first) && !isPresent(words, last + 1, place.last) && !returns(context, place.last)
      );
    if (first >= place.first && first < end)
      return (
        !isPresent(words, Math.max(begin, place.first - 2), Math.min(first, place.last)) &&
        !goesOn(context, place.last, first) &&
        !hasAny(words, place.last, first, BREAKS) &&
        !returns(context, last)
      );
    return false;
  });
}
const BREAKS = wordSet("but so");

function isPresent(words: readonly Word[], from: number, to: number): boolean {
  return hasAny(words, from, to, PRESENT_VERBS);
}

/** Whether the story comes back to the present between two words. */
function goesOn(context: Context, from: number, to: number): boolean {
  return context.markers.some(
    ({ rule, first, last }) =>
      rule.kind === "present" && first >= from && first < to && !isWish(context.words, first, last),
  );
}

/** "…and now it's doing it again": it has come back, in the same sentence. A "since" tells only how long it did. */
function returns({ words, markers }: Context, from: number): boolean {
  const to = sentenceEnd(words, from, GOES_ON_WORDS);
  return markers.some(
    ({ rule, first, last }) =>
      rule.kind === "present" &&
      first >= from &&
      first < to &&
      !ONLY_BEFORE.has(words[last - 1]?.text ?? "") &&
      !isWish(words, first, last),
  );
}

const ONLY_BEFORE = wordSet("since started starting begins began");

const WISHES = wordSet("i id we wed im want need looking like trying thinking interested you its time the");
const WISH_VERBS = wordSet(
  "want wanted wants need id wed like looking trying thinking interested ready wondering hoping due time would",
);
const NOT_AGAIN = wordSet("doesnt dont wont never not isnt didnt cant avoid prevent from");

/** "Now I want…", "so it doesn't happen again": the word of the present tells a wish, not that it goes on. */
function isWish(words: readonly Word[], first: number, last: number): boolean {
  if (hasAny(words, first - 4, first, NOT_AGAIN)) return true;
  if (words[first]?.text === "again") return hasAny(words, first - 6, first, WISH_VERBS);
  if (words[first]?.text !== "now" && words[first]?.text !== "today") return false;
  if (hasAny(words, first - 5, first, WISH_VERBS)) return true;
  for (let at = last; at < last + 3; at += 1) {
    const text = words[at]?.text ?? "";
    if (WISH_VERBS.has(text)) return true;
    if (!WISHES.has(text)) return false;
  }
  return false;
}

const NOW_ES = wordSet(spanish.NOW);
const STILL_ES = wordSet(spanish.STILL);

function isPastInSpanish(words: readonly Word[], place: Place): boolean {
  const begin = sentenceBegin(words, place.first, 10);
  for (let at = begin; at < place.first; at += 1) {
    const after = spanishPastEnd(words, at);
    if (after !== -1 && after <= place.first)
      return (
        !goesOnInSpanish(words, after, place.first) &&
        !hasAny(words, place.last, sentenceEnd(words, place.last, GOES_ON_WORDS), STILL_ES) &&
        !comesBackInSpanish(words, place.last, sentenceEnd(words, place.last, GOES_ON_WORDS))
      );
  }
  const end = sentenceEnd(words, place.last, 7);
  for (let at = place.last; at < end; at += 1) {
    const after = spanishPastEnd(words, at);
    if (after !== -1)
      return (
        !goesOnInSpanish(words, place.last, at) &&
        !goesOnInSpanish(words, after, sentenceEnd(words, after, GOES_ON_WORDS))
      );
  }
  return false;
}

/** Whether a word of the present stands there; "y ahora queremos…" tells a wish, not that it goes on. */
function goesOnInSpanish(words: readonly Word[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const text = words[at]?.text ?? "";
    if (NOW_ES.has(text) && !(NOW_BUT_WISH_ES.has(text) && WISH_ES.test(words[at + 1]?.text ?? ""))) return true;
  }
  return false;
}
const NOW_BUT_WISH_ES = wordSet("ahora ahorita hoy ya");
const WISH_ES = /^(?:quier|quer|quis|necesit|ocup|busc|voy|vamos|toca|salio|estoy|esta$|estamos)/;
