import {
  type Advice,
  type DroppedClaim,
  type EvidenceLabel,
  INTENTS,
  type Lane,
  type Urgency,
} from "#classification/assessment.ts";

/** One thing a model says of a message, and the words it says show it; nothing of it is believed yet. */
export type ModelClaim = { readonly label: EvidenceLabel; readonly quote: string };

/** A short sentence of a model about a message, and the words it says it puts shortly. */
export type ModelSentence = { readonly text: string; readonly quote: string };

/** A model's answer, read: what has the right shape, and what does not. */
export type ModelClaims = {
  readonly claims: readonly ModelClaim[];
  readonly sentences: readonly ModelSentence[];
  readonly dropped: readonly DroppedClaim[];
};

const URGENCIES: readonly Urgency[] = ["emergency", "high", "normal", "low"];
const LANES: readonly Lane[] = ["new-lead", "existing-customer", "vendor", "complaint"];
const ADVICE: readonly Advice[] = ["clinical", "legal", "insurance"];

/** What a model may claim, by the words it uses for it. */
export const CLAIM_LABELS: readonly EvidenceLabel[] = [
  ...INTENTS.filter((intent) => intent !== "unclear").map((intent): EvidenceLabel => `intent:${intent}`),
  ...URGENCIES.map((urgency): EvidenceLabel => `urgency:${urgency}`),
  ...LANES.map((lane): EvidenceLabel => `lane:${lane}`),
  "asked:price",
  "asked:time",
  ...ADVICE.map((advice): EvidenceLabel => `advice:${advice}`),
  "opt-out",
  "caller-name",
  "callback-number",
  "address",
  "service",
];

/** More are not read: the first are the most likely, and a long list is a model that repeats itself. */
export const CLAIMS_MAX = 24;
export const SENTENCES_MAX = 4;
/** Longer quotes show nothing in particular. */
export const QUOTE_LENGTH_MAX = 300;
export const SENTENCE_LENGTH_MAX = 200;
