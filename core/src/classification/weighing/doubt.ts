import type { Trade } from "#classification/trade.ts";
import type { Word } from "#classification/words.ts";
import { type Weighed, type WordRange, weigh } from "./weigh.ts";

/**
 * What the weight of all words says against a danger that a written rule found in some of them: `lowers` an emergency to
 * high, `outweighs` it so that it does not count.
 */
export type Doubt = "none" | "lowers" | "outweighs";

/** A few words weigh too little to doubt a rule: "I want to die", "bone's sticking out". */
const WORDS_MIN = 12;
const WORDS_MANY = 20;
const LOWERS_BELOW = 0.02;
const LOWERS_BELOW_OF_MANY = 0.05;
const OUTWEIGHS_FROM_WORDS = 16;
const OUTWEIGHS_BELOW = 0.03;
const OUTWEIGHS_BELOW_OF_MANY = 0.08;
/** Whoever laughs, or says that nobody must call, is doubted sooner. */
const LOWERS_BELOW_WHEN_CALM = 0.2;
const WORDS_MIN_WHEN_CALM = 8;
/** So many words before and after a danger are weighed for themselves too: from here on they speak for it. */
const SURROUNDING_WORDS = 12;
const SPEAKS_FOR_IT_FROM = 0.3;

/**
 * Says of a place what all words weigh against it, unless those around it speak for it: whoever asks for an invoice and
 * then tells of a smell of gas is not doubted. See docs/decisions/0023 for how the limits were measured.
 */
export function doubtsOf(
  weighed: Weighed,
  words: readonly Word[],
  trade: Trade,
  channel: "voicemail" | "sms",
  isCalm: boolean,
): (place: WordRange) => Doubt {
  if (weighed.urgencies.length === 0 || words.length < WORDS_MIN_WHEN_CALM) return () => "none";
  const ofAll = pressing(weighed);
  const laughs = words.some(({ text }) => LAUGHS.has(text));
  const lowersBelow = isCalm || laughs ? LOWERS_BELOW_WHEN_CALM : lowersBelowOf(words.length);
  if (ofAll.emergency >= lowersBelow) return () => "none";
  return ({ first, last }) => {
    const around = words.slice(Math.max(0, first - SURROUNDING_WORDS), last + SURROUNDING_WORDS);
    if (!laughs && pressing(weigh(around, trade, channel)).emergency >= SPEAKS_FOR_IT_FROM) return "none";
    const outweighsBelow = words.length < WORDS_MANY ? OUTWEIGHS_BELOW : OUTWEIGHS_BELOW_OF_MANY;
    const isSure = words.length >= OUTWEIGHS_FROM_WORDS && ofAll.emergency + ofAll.high < outweighsBelow;
    return isSure ? "outweighs" : "lowers";
  };
}

const LAUGHS = new Set("lol lmao rofl haha hahaha hehe jajaja jaja".split(" "));

function lowersBelowOf(wordCount: number): number {
  if (wordCount < WORDS_MIN) return 0;
  return wordCount < WORDS_MANY ? LOWERS_BELOW : LOWERS_BELOW_OF_MANY;
}

function pressing({ urgencies }: Weighed): { readonly emergency: number; readonly high: number } {
  const of = (label: string): number => urgencies.find((one) => one.label === label)?.probability ?? 0;
  return { emergency: of("emergency"), high: of("high") };
}
