import { type Evidence, INTENTS, type Intent } from "./assessment.ts";
import type { ChosenUrgency } from "./choose-urgency.ts";
import type { WeighedLabel, WordRange } from "./weighing/weigh.ts";

export type ChosenIntent = {
  readonly intent: Intent;
  readonly secondaryIntents: readonly Intent[];
  readonly evidence: readonly Evidence[];
  /** Intents that stand on the weight of the words alone, with the words that weigh most. */
  readonly weighed: readonly { readonly label: Intent; readonly words: WordRange }[];
};

/** When two intents have equal evidence, the one whose neglect costs more, or that says more, comes first. */
const PRECEDENCE: readonly Intent[] = [
  "emergency",
  "complaint",
  "wrong-number",
  "vendor",
  "spam",
  "reschedule-or-cancel",
  "job-status",
  "billing",
  "quote",
  "support",
  "booking",
  "personal",
  "question",
];

/** A hint alone is not an intent: below this the message is unclear and goes to a person. */
const WEIGHT_MIN = 2;

/** A wish that follows this closely after "I'm calling about" or "could you" is what the caller came for. */
const POINT_WORDS_MAX = 4;
const POINT_BONUS = 1;
const PRICE_BONUS = 2;
const FURTHER_SIGNS_SHARE = 0.5;
/** Whoever wants a repair mended or a price also wants somebody to come: that is said in many words and weighs little. */
const BOOKING_SHARE = 0.25;

/**
 * Chooses what the caller wants mainly: an emergency before all else, then the intent with the most evidence. What is
 * said where the caller comes to the point counts for more than what is told around it.
 */
export function chooseIntent(
  urgency: ChosenUrgency,
  evidence: readonly Evidence[],
  weighed: readonly WeighedLabel<Intent>[],
): ChosenIntent {
  const points = findPoints(urgency);
  const takenBack = findTakenBack(urgency);
  const signs = new Map<Intent, Map<string, number>>();
  for (const { rule, labels, why, first } of urgency.signals) {
    if (why !== null) continue;
    for (const label of labels) {
      const intent = INTENTS.find((one) => label === `intent:${one}`);
      if (intent === undefined) continue;
      // A rule counts once, however often its words are repeated.
      const weight = takenBack.has(first) ? 1 : (rule.weight ?? 2);
      const ofIntent = signs.get(intent) ?? new Map<string, number>();
      signs.set(intent, ofIntent);
      const isPoint = weight > 1 && points.has(first);
      ofIntent.set(rule.rule, Math.max(ofIntent.get(rule.rule) ?? 0, isPoint ? weight + POINT_BONUS : weight));
    }
  }
  const weights = new Map<Intent, number>();
  for (const [intent, ofIntent] of signs)
    weights.set(intent, weigh([...ofIntent.values()], intent === "booking" ? BOOKING_SHARE : FURTHER_SIGNS_SHARE));
  for (const { label, probability, words } of weighed) {
    const weight = weightOf(probability);
    // Without words to point at there is no evidence, and without evidence no label.
    const isShown = words !== null || signs.has(label) || label === "unclear";
    if (label !== "emergency" && isShown && weight > 0) weights.set(label, (weights.get(label) ?? 0) + weight);
  }
  // Whoever asks what it costs wants to know that first, whatever work it is about.
  if (signs.has("quote") && evidence.some(({ label }) => label === "asked:price"))
    weights.set("quote", (weights.get("quote") ?? 0) + PRICE_BONUS);
  const danger = urgency.urgency === "emergency" ? evidence.filter((piece) => piece.label === "urgency:emergency") : [];
  if (danger.length > 0) weights.set("emergency", Number.POSITIVE_INFINITY);

  const order = [...weights.keys()].filter((intent) => (weights.get(intent) ?? 0) >= WEIGHT_MIN);
  order.sort(
    (one, other) =>
      (weights.get(other) ?? 0) - (weights.get(one) ?? 0) || PRECEDENCE.indexOf(one) - PRECEDENCE.indexOf(other),
  );
  const [intent = "unclear", ...others] = order;
  const secondaryIntents = others.filter((one) => one !== "unclear");
  return {
    intent,
    secondaryIntents,
    evidence: danger.map((piece) => ({ ...piece, label: "intent:emergency" })),
    weighed: weighed.flatMap(({ label, words }) =>
      words !== null && label !== "unclear" && order.includes(label) && !signs.has(label) ? [{ label, words }] : [],
    ),
  };
}

/** A likelihood in the measure of written signs: 6 when sure, 4 at a third, 2 at a tenth, nothing below a thirtieth. */
function weightOf(probability: number): number {
  return Math.max(0, 6 + Math.log(Math.max(probability, 1e-6)) * 1.8);
}

/** The strongest sign counts in full and the others in part: many hints make a wish, but no wish outshouts a clear one. */
function weigh(signs: readonly number[], share: number): number {
  const strongest = Math.max(...signs);
  const all = signs.reduce((sum, one) => sum + one, 0);
  return strongest + (all - strongest) * share;
}

/** The word indexes at which a caller comes to the point. */
function findPoints({ signals }: ChosenUrgency): ReadonlySet<number> {
  const points = new Set<number>();
  for (const { rule, why, first, last } of signals)
    if (rule.rule === COMES_TO_THE_POINT && why === null)
      for (let at = first; at <= last + POINT_WORDS_MAX; at += 1) points.add(at);
  return points;
}
/** The word indexes just before the caller corrects themselves: "to book, no wait, to move it". A hint at most. */
function findTakenBack({ signals }: ChosenUrgency): ReadonlySet<number> {
  const takenBack = new Set<number>();
  for (const { rule, why, first } of signals)
    if (rule.rule === CORRECTS && why === null)
      for (let at = Math.max(0, first - TAKEN_BACK_WORDS_MAX); at < first; at += 1) takenBack.add(at);
  return takenBack;
}

const CORRECTS = "corrects-themselves";
const TAKEN_BACK_WORDS_MAX = 9;
const COMES_TO_THE_POINT = "comes-to-the-point";
