import { INTENTS, type Intent, type Urgency } from "#classification/assessment.ts";
import type { Trade } from "#classification/trade.ts";
import type { Word } from "#classification/words.ts";
import { findFeatures } from "./features.ts";
import learned from "./weights.json" with { type: "json" };

/** Words, by index; `last` is the one after. */
export type WordRange = { readonly first: number; readonly last: number };

/** How much the words of a text together speak for a label, and the words that speak most for it. */
export type WeighedLabel<Label extends string> = {
  readonly label: Label;
  /** Between 0 and 1; all labels of a kind add up to 1. */
  readonly probability: number;
  readonly words: WordRange | null;
};

export type Weighed = {
  readonly intents: readonly WeighedLabel<Intent>[];
  readonly urgencies: readonly WeighedLabel<Urgency>[];
};

export const NOTHING_WEIGHED: Weighed = { intents: [], urgencies: [] };

export const URGENCIES_WEIGHED = [
  "emergency",
  "high",
  "normal",
  "low",
  "unknown",
] as const satisfies readonly Urgency[];
/** The labels in the order of a feature's weights: the intents, then the urgencies. */
export const LABELS_WEIGHED: readonly string[] = [...INTENTS, ...URGENCIES_WEIGHED];

/** Weights are kept as whole numbers, so many to one. */
export const WEIGHT_STEPS = 10;

/** A feature's weights: label index and weight by turns, those near zero left out. */
const weights = new Map<string, readonly number[]>(Object.entries(learned.weights));

/**
 * Weighs every sign of the text, each by what the development corpus taught (`npm run eval -- learn`). It is asked only
 * where the written rules are silent or see two things at once; it never takes away what they found.
 */
export function weigh(words: readonly Word[], trade: Trade, channel: "voicemail" | "sms"): Weighed {
  const signs: Sign[] = [];
  const seen = new Set<readonly number[]>();
  findFeatures(words, trade, channel, (name, first, last) => {
    const pairs = weights.get(name);
    // Each sign counts once, where it stands first.
    if (pairs === undefined || seen.has(pairs)) return;
    seen.add(pairs);
    signs.push({ pairs, first, last });
  });
  const sums = new Float64Array(LABELS_WEIGHED.length);
  addWeights(sums, weights.get(BIAS) ?? []);
  for (const { pairs } of signs) addWeights(sums, pairs);
  const scale = 1 / Math.sqrt(signs.length + 1) / WEIGHT_STEPS;
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) * scale;
  return {
    intents: pick(INTENTS, sums.subarray(0, INTENTS.length), 0, signs, words.length),
    urgencies: pick(URGENCIES_WEIGHED, sums.subarray(INTENTS.length), INTENTS.length, signs, words.length),
  };
}

/** A sign of the text that has weights, and the words it stands for. */
type Sign = { readonly pairs: readonly number[]; readonly first: number; readonly last: number };

/** The name of the weights that every text has. */
const BIAS = "";

function addWeights(sums: Float64Array, pairs: readonly number[]): void {
  for (let at = 0; at < pairs.length; at += 2) {
    const label = pairs[at] ?? 0;
    sums[label] = (sums[label] ?? 0) + (pairs[at + 1] ?? 0);
  }
}

/** A label that is less likely than this is not asked for its words. */
const EXPLAINED_FROM = 0.15;

function pick<Label extends string>(
  labels: readonly Label[],
  sums: Float64Array,
  offset: number,
  signs: readonly Sign[],
  wordCount: number,
): WeighedLabel<Label>[] {
  const most = Math.max(...sums);
  const shares = [...sums].map((sum) => Math.exp(sum - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return labels
    .map((label, at) => ({ label, at, probability: (shares[at] ?? 0) / total }))
    .sort((one, other) => other.probability - one.probability)
    .map(({ label, at, probability }) => ({
      label,
      probability,
      words: probability >= EXPLAINED_FROM ? tellingWords(signs, offset + at, wordCount) : null,
    }));
}

/** A stretch of words longer than this is no longer a quote that shows something. */
const TELLING_WORDS_MAX = 9;

/** The stretch whose signs speak most for the label: grown from the strongest word as long as it gains. */
function tellingWords(signs: readonly Sign[], label: number, wordCount: number): WordRange | null {
  const gains = new Float64Array(wordCount);
  for (const { pairs, first, last } of signs) {
    if (first === last) continue;
    const weight = weightFor(pairs, label) / (last - first);
    for (let at = first; at < last; at += 1) gains[at] = (gains[at] ?? 0) + weight;
  }
  let strongest = -1;
  for (let at = 0; at < wordCount; at += 1) if ((gains[at] ?? 0) > (gains[strongest] ?? 0)) strongest = at;
  if (strongest === -1) return null;
  const enough = (gains[strongest] ?? 0) / 4;
  let first = strongest;
  let last = strongest + 1;
  while (last - first < TELLING_WORDS_MAX) {
    const [before, after] = [reach(gains, first, -1, enough), reach(gains, last - 1, 1, enough)];
    if (before === null && after === null) break;
    if (after === null || (before !== null && (gains[before] ?? 0) >= (gains[after] ?? 0))) first = before ?? first;
    else last = after + 1;
  }
  return { first, last };
}

/** The next word that gains enough, at most one word away; null when there is none. */
function reach(gains: Float64Array, from: number, step: 1 | -1, enough: number): number | null {
  for (const at of [from + step, from + 2 * step]) if ((gains[at] ?? 0) >= enough) return at;
  return null;
}

function weightFor(pairs: readonly number[], label: number): number {
  for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === label) return pairs[at + 1] ?? 0;
  return 0;
}
