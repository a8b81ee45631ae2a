import { MODEL_RULE } from "#classification/model/let-in.ts";
import type { Assessment, EvidenceLabel, Language } from "./assessment.ts";

/** What is known besides the words. A null is "not looked up". */
export type HandlingFacts = {
  readonly existingCustomer?: boolean | null;
  readonly hasOpenIssue?: boolean | null;
  readonly callerWithheld?: boolean;
  readonly consentUnclear?: boolean;
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

export type Reasoned<Reason> = { readonly reason: Reason; readonly rules: readonly string[] };

export type Handling = {
  readonly escalateAtOnce: boolean;
  readonly tier: "immediate" | "standard" | "none";
  /** Each reason with the names of the rules that fired, for the ledger; the same holds for the next ones. */
  readonly reasons: readonly Reasoned<EscalationReason>[];
  /** Empty: the callback is created and nothing waits for a review. */
  readonly holds: readonly Reasoned<HoldReason>[];
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
  else if (speaksOfOpenMatter(assessment))
    reasons.push({
      reason: "open-issue-of-existing-customer",
      rules: [...rulesFor("lane:existing-customer"), ...rulesFor("urgency:high")],
    });
  const valued = rulesFor("high-value");
  if (valued.length > 0) reasons.push({ reason: "high-value", rules: valued });

  const holds = findHolds(assessment, facts);
  const escalateAtOnce = reasons.length > 0;
  const isNobodysBusiness = assessment.intent === "spam" || assessment.intent === "wrong-number";
  const needsAttention = assessment.urgency === "high" || (holds.length > 0 && !isNobodysBusiness);
  return { escalateAtOnce, tier: escalateAtOnce ? "immediate" : needsAttention ? "standard" : "none", reasons, holds };
}

/** The words alone show it: a customer asks about something of ours that is not done or does not work, and it presses. */
function speaksOfOpenMatter({ lane, intent, urgency, evidence }: Assessment): boolean {
  return (
    urgency === "high" &&
    lane === "existing-customer" &&
    (intent === "job-status" || intent === "support") &&
    evidence.some((piece) => piece.label === "lane:existing-customer")
  );
}

function findHolds(assessment: Assessment, facts: HandlingFacts): Reasoned<HoldReason>[] {
  const rulesFor = (...labels: EvidenceLabel[]): string[] => [
    ...new Set(assessment.evidence.filter((piece) => labels.includes(piece.label)).map((piece) => piece.rule)),
  ];
  const holds: Reasoned<HoldReason>[] = [];
  const hold = (reason: HoldReason, rules: readonly string[]): void => {
    if (rules.length > 0) holds.push({ reason, rules });
  };
  if (assessment.speech === "speech" && assessment.intent === "unclear")
    hold("ambiguous-message", ["no-intent-recognised"]);
  // What only a language model saw is a proposal until a person agreed.
  if (assessment.intent !== "emergency" && onlyModelSaw(assessment)) hold("ambiguous-message", [MODEL_RULE]);
  if (!READ_LANGUAGES.has(assessment.language)) hold("language-not-read", [`language-${assessment.language}`]);
  if (facts.callerWithheld === true) hold("caller-withheld", ["number-withheld"]);
  if (facts.consentUnclear === true) hold("consent-unclear", ["consent-ledger"]);
  hold("price-asked", rulesFor("asked:price"));
  hold("availability-asked", rulesFor("asked:time"));
  for (const kind of assessment.advice) hold(`${kind}-advice-asked`, rulesFor(`advice:${kind}`));
  hold("opt-out-unsure", rulesFor("opt-out-unsure"));
  hold("conflicting-evidence", conflicts(assessment, rulesFor));
  return holds;
}

/** A language model called it an emergency by words that show none, so it is high and no more. */
function onlyModelAlarmed({ urgency, evidence, dropped }: Assessment): boolean {
  return (
    urgency === "high" &&
    evidence.some(({ label, rule }) => label === "urgency:high" && rule === MODEL_RULE) &&
    dropped.some(
      ({ claim, why }) => (claim === "urgency:emergency" || claim === "intent:emergency") && why === "not-shown",
    )
  );
}

function onlyModelSaw({ intent, evidence }: Assessment): boolean {
  const shown = evidence.filter((piece) => piece.label === `intent:${intent}`);
  return shown.length > 0 && shown.every((piece) => piece.rule === MODEL_RULE);
}

/** Unknown is not another language: too few words to tell, or none. */
const READ_LANGUAGES: ReadonlySet<Language> = new Set<Language>(["en", "es", "unknown"]);

/** Words that speak against each other: a danger played down, or a wish to be left alone beside a wish for work. */
function conflicts(assessment: Assessment, rulesFor: (...labels: EvidenceLabel[]) => string[]): string[] {
  const dangers = rulesFor("urgency:emergency");
  const playedDown = rulesFor("urgency:low");
  if (assessment.urgency === "emergency" && playedDown.length > 0) return [...dangers, ...playedDown];
  const newcomer = rulesFor("lane:new-lead").filter((rule) => rule.includes("new"));
  const customer = rulesFor("lane:existing-customer");
  if (newcomer.length > 0 && customer.length > 0) return [...newcomer, ...customer];
  if (onlyModelAlarmed(assessment)) return [MODEL_RULE];
  const wishes = assessment.optOut && assessment.intent === "booking" ? rulesFor("opt-out", "intent:booking") : [];
  return wishes;
}
