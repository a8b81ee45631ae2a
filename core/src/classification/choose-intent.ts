import { type Evidence, INTENTS, type Intent } from "./assessment.ts";
import type { ChosenUrgency } from "./choose-urgency.ts";

export type ChosenIntent = {
  readonly intent: Intent;
  readonly secondaryIntents: readonly Intent[];
  readonly evidence: readonly Evidence[];
};

/** When two intents have equal evidence, the one whose neglect costs more, or that says more, comes first. */
const PRECEDENCE: readonly Intent[] = [
  "emergency",
  "complaint",
  "wrong-number",
  "spam",
  "vendor",
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

/** Chooses what the caller wants mainly: an emergency before all else, then the intent with the most evidence. */
export function chooseIntent(urgency: ChosenUrgency, evidence: readonly Evidence[]): ChosenIntent {
  const weights = new Map<Intent, number>();
  const counted = new Set<string>();
  for (const { rule, labels, why } of urgency.signals) {
    if (why !== null) continue;
    for (const label of labels) {
      const intent = INTENTS.find((one) => label === `intent:${one}`);
      // A rule counts once, however often its words are repeated.
      if (intent === undefined || counted.has(`${rule.rule} ${intent}`)) continue;
      counted.add(`${rule.rule} ${intent}`);
      weights.set(intent, (weights.get(intent) ?? 0) + (rule.weight ?? 2));
    }
  }
  const danger = urgency.urgency === "emergency" ? evidence.filter((piece) => piece.label === "urgency:emergency") : [];
  if (danger.length > 0) weights.set("emergency", Number.POSITIVE_INFINITY);

  const order = [...weights.keys()].filter((intent) => (weights.get(intent) ?? 0) >= WEIGHT_MIN);
  order.sort(
    (one, other) =>
      (weights.get(other) ?? 0) - (weights.get(one) ?? 0) || PRECEDENCE.indexOf(one) - PRECEDENCE.indexOf(other),
  );
  const [intent = "unclear", ...secondaryIntents] = order;
  return { intent, secondaryIntents, evidence: danger.map((piece) => ({ ...piece, label: "intent:emergency" })) };
}
