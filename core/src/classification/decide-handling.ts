import type { Assessment, EvidenceLabel } from "./assessment.ts";

/** What is known besides the words. A null is "not looked up". */
export type HandlingFacts = {
  readonly existingCustomer?: boolean | null;
  readonly hasOpenIssue?: boolean | null;
  readonly callerWithheld?: boolean;
  readonly consentUnclear?: boolean;
  /** Decided elsewhere from the playbook. */
  readonly highValue?: boolean;
};

export type EscalationReason = "emergency" | "complaint" | "open-issue-of-existing-customer" | "high-value";

/** Why a person must look before anything automatic is said to the caller (docs/rules.md E6). */
export type HoldReason =
  | "ambiguous-message"
  | "language-not-read"
  | "caller-withheld"
  | "consent-unclear"
  | "price-asked"
  | "availability-asked"
  | "clinical-advice-asked"
  | "legal-advice-asked"
  | "insurance-advice-asked"
  | "opt-out-unsure"
  | "conflicting-evidence";

export type Handling = {
  readonly escalateAtOnce: boolean;
  readonly tier: "immediate" | "standard" | "none";
  /** Each reason with the names of the rules that fired, for the ledger. */
  readonly reasons: readonly { readonly reason: EscalationReason; readonly rules: readonly string[] }[];
  readonly holds: readonly HoldReason[];
};

/**
 * Whether people are alarmed at once, and what waits for a person. A hold stops automatic words to the caller; the
 * record, the callback and the alarm go on (promise 9).
 */
export function decideHandling(assessment: Assessment, facts: HandlingFacts): Handling {
  const rulesFor = (label: EvidenceLabel): string[] => [
    ...new Set(assessment.evidence.filter((piece) => piece.label === label).map((piece) => piece.rule)),
  ];
  const reasons: { reason: EscalationReason; rules: string[] }[] = [];
  if (assessment.urgency === "emergency") reasons.push({ reason: "emergency", rules: rulesFor("urgency:emergency") });
  const isComplaint = assessment.intent === "complaint" || assessment.secondaryIntents.includes("complaint");
  if (isComplaint) reasons.push({ reason: "complaint", rules: rulesFor("intent:complaint") });
  if (facts.existingCustomer === true && facts.hasOpenIssue === true)
    reasons.push({ reason: "open-issue-of-existing-customer", rules: ["open-issue-on-record"] });
  if (facts.highValue === true) reasons.push({ reason: "high-value", rules: ["playbook-high-value"] });

  const holds = findHolds(assessment, facts);
  const escalateAtOnce = reasons.length > 0;
  const isNobodysBusiness = assessment.intent === "spam" || assessment.intent === "wrong-number";
  const needsAttention = assessment.urgency === "high" || (holds.length > 0 && !isNobodysBusiness);
  return { escalateAtOnce, tier: escalateAtOnce ? "immediate" : needsAttention ? "standard" : "none", reasons, holds };
}

function findHolds(assessment: Assessment, facts: HandlingFacts): HoldReason[] {
  const labels = new Set(assessment.evidence.map((piece) => piece.label));
  const holds: HoldReason[] = [];
  if (assessment.speech === "speech" && assessment.intent === "unclear") holds.push("ambiguous-message");
  if (assessment.language !== "en" && assessment.language !== "es" && assessment.language !== "unknown")
    holds.push("language-not-read");
  if (facts.callerWithheld === true) holds.push("caller-withheld");
  if (facts.consentUnclear === true) holds.push("consent-unclear");
  if (assessment.asked.price) holds.push("price-asked");
  if (assessment.asked.time) holds.push("availability-asked");
  for (const kind of assessment.advice) holds.push(`${kind}-advice-asked`);
  if (labels.has("opt-out-unsure")) holds.push("opt-out-unsure");
  if (assessment.urgency === "emergency" && labels.has("urgency:low")) holds.push("conflicting-evidence");
  return holds;
}
