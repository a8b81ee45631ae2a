import type { Trade } from "#classification/trade.ts";
import type { Word } from "#classification/words.ts";
import { kindredOf } from "./kindred.ts";

/** Is told of each sign: its name, and the words it stands for (indexes, `last` the one after; the same when none). */
export type OnFeature = (name: string, first: number, last: number) => void;

/** Longer texts are weighed by their beginning and their end: what is wanted stands there. */
const WORDS_MAX = 160;

/**
 * Finds the signs of a text: each word by its stem and its kin, pairs of stems in order, the trade with each stem, and the
 * channel. A sign is told of each time it stands there. Linear in the text's length.
 */
export function findFeatures(
  words: readonly Word[],
  trade: Trade,
  channel: "voicemail" | "sms",
  onFeature: OnFeature,
): void {
  onFeature(`channel ${channel}`, 0, 0);
  onFeature(`trade ${trade}`, 0, 0);
  onFeature(`length ${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`, 0, 0);
  const half = WORDS_MAX / 2;
  let negatedUntil = -1;
  let before = "";
  for (let at = 0; at < words.length; at += 1) {
    if (words.length > WORDS_MAX && at >= half && at < words.length - half) continue;
    const word = words[at];
    if (word === undefined) continue;
    const one = stem(word.text);
    if (word.before !== "none") negatedUntil = -1;
    onFeature(at <= negatedUntil ? `not ${one}` : one, at, at + 1);
    onFeature(`${trade} ${one}`, at, at + 1);
    const kin = kindredOf(word.text);
    if (kin !== undefined) for (const name of kin) onFeature(name, at, at + 1);
    if (NEGATORS.has(word.text)) negatedUntil = at + 4;
    if (word.before !== "sentence" && at > 0) onFeature(`${before} ${one}`, at - 1, at + 1);
    else onFeature(`^ ${one}`, at, at + 1);
    before = one;
  }
}

const NEGATORS = new Set(
  "no not dont doesnt didnt isnt arent wasnt never without nothing aint havent hasnt sin nunca".split(" "),
);

/** A crude stem, the same for learning and for reading: figures become #, common endings go. */
function stem(text: string): string {
  if (/^\d/.test(text)) return text.length > 4 ? "##" : "#";
  let short = text.slice(0, 12);
  for (const ending of ENDINGS)
    if (short.length - ending.length >= 3 && short.endsWith(ending)) {
      short = short.slice(0, -ending.length);
      break;
    }
  return short;
}

const ENDINGS = [
  "ings",
  "ing",
  "ies",
  "edly",
  "ed",
  "es",
  "ly",
  "s",
  "e",
  "ando",
  "iendo",
  "aron",
  "ieron",
  "a",
  "o",
  "y",
];
