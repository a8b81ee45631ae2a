import type { Trade } from "#classification/trade.ts";
import type { Word } from "#classification/words.ts";
import { kindredOf } from "./kindred.ts";

/** A sign of a text that weighs for or against labels, and the words it stands for (indexes, `last` the one after). */
export type Feature = { readonly name: string; readonly first: number; readonly last: number };

/** Longer texts are weighed by their beginning and their end: what is wanted stands there. */
const WORDS_MAX = 160;

/**
 * The signs of a text: each word by its stem and its kin, pairs of stems in order, the trade with each stem, and the
 * channel. Each sign counts once. Linear in the text's length.
 */
export function findFeatures(words: readonly Word[], trade: Trade, channel: "voicemail" | "sms"): Feature[] {
  const seen = new Set<string>();
  const features: Feature[] = [];
  const add = (name: string, first: number, last: number): void => {
    if (seen.has(name)) return;
    seen.add(name);
    features.push({ name, first, last });
  };
  add(`channel ${channel}`, 0, 0);
  add(`trade ${trade}`, 0, 0);
  add(`length ${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`, 0, 0);
  const half = WORDS_MAX / 2;
  const stems = words.map((word) => stem(word.text));
  let negatedUntil = -1;
  for (let at = 0; at < words.length; at += 1) {
    if (words.length > WORDS_MAX && at >= half && at < words.length - half) continue;
    const one = stems[at] ?? "";
    const word = words[at];
    if (word === undefined) continue;
    if (word.before !== "none") negatedUntil = -1;
    if (at <= negatedUntil) add(`not ${one}`, at, at + 1);
    else add(one, at, at + 1);
    add(`${trade} ${one}`, at, at + 1);
    for (const kin of kindredOf(word.text) ?? []) add(kin, at, at + 1);
    if (NEGATORS.has(word.text)) negatedUntil = at + 4;
    if (word.before !== "sentence" && at > 0) add(`${stems[at - 1]} ${one}`, at - 1, at + 1);
    else add(`^ ${one}`, at, at + 1);
  }
  return features;
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
