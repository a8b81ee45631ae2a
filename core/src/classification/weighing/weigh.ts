import { INTENTS, type Intent, type Urgency } from "#classification/assessment.ts";
import type { Trade } from "#classification/trade.ts";
import type { Word } from "#classification/words.ts";
import { type Feature, findFeatures } from "./features.ts";
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
  const features = findFeatures(words, trade, channel).filter(({ name }) => weights.has(name));
  const sums = new Float64Array(LABELS_WEIGHED.length);
  for (const { name } of [BIAS, ...features]) addWeights(sums, name);
  const scale = 1 / Math.sqrt(features.length + 1) / WEIGHT_STEPS;
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) * scale;
  return {
    intents: pick(INTENTS, sums.subarray(0, INTENTS.length), 0, features, words.length),
    urgencies: pick(URGENCIES_WEIGHED, sums.subarray(INTENTS.length), INTENTS.length, features, words.length),
  };
}

const BIAS: Feature = { name: "", first: 0, last: 0 };

function addWeights(sums: Float64Array, name: string): void {
  const pairs = weights.get(name) ?? [];
  for (let at = 0; at < pairs.length; at += 2) {
    const label = pairs[at] ?? 0;
    sums[label] = (sums[label] ?? 0) + (pairs[at + 1] ?? 0);
  }
}

/** Only the first few are asked about; the words of the others are not looked for. */
const LABELS_EXPLAINED = 3;

function pick<Label extends string>(
  labels: readonly Label[],
  sums: Float64Array,
  offset: number,
  features: readonly Feature[],
  wordCount: number,
): WeighedLabel<Label>[] {
  const most = Math.max(...sums);
  const shares = [...sums].map((sum) => Math.exp(sum - most));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return labels
    .map((label, at) => ({ label, at, probability: (shares[at] ?? 0) / total }))
    .sort((one, other) => other.probability - one.probability)
    .map(({ label, at, probability }, rank) => ({
      label,
      probability,
      words: rank < LABELS_EXPLAINED ? tellingWords(features, offset + at, wordCount) : null,
    }));
}

/** A stretch of words longer than this is no longer a quote that shows something. */
const TELLING_WORDS_MAX = 9;

/** The stretch whose signs speak most for the label: grown from the strongest word as long as it gains. */
function tellingWords(features: readonly Feature[], label: number, wordCount: number): WordRange | null {
  const gains = new Float64Array(wordCount);
  for (const { name, first, last } of features) {
    if (first === last) continue;
    const weight = weightFor(name, label) / (last - first);
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

function weightFor(name: string, label: number): number {
  const pairs = weights.get(name) ?? [];
  for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === label) return pairs[at + 1] ?? 0;
  return 0;
}
