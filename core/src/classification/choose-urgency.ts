import type { CallFacts, Discount, EvidenceLabel, Urgency } from "./assessment.ts";
import type { Signal } from "./find-signals.ts";
import { raiseUrgency } from "./raise-urgency.ts";
import type { Doubt } from "./weighing/doubt.ts";

/** A signal with the labels it shows in this call, which may be higher or lower than its rule's. */
export type LabelledSignal = Omit<Signal, "why"> & {
  readonly labels: readonly EvidenceLabel[];
  readonly why: Discount | null;
};
export type ChosenUrgency = { readonly urgency: Urgency; readonly signals: readonly LabelledSignal[] };

/**
 * The urgency the words show: the highest that counts. "It's not an emergency" makes a call low only when nothing else
 * says more, so a caller who plays down a gas smell is still an emergency. `doubtOf` says what all words weigh against an
 * emergency found at a place; without it nothing is doubted.
 */
export function chooseUrgency(
  signals: readonly Signal[],
  callFacts: CallFacts,
  doubtOf: (signal: Signal) => Doubt = () => "none",
): ChosenUrgency {
  const counts = (label: EvidenceLabel): boolean =>
    signals.some((signal) => signal.why === null && signal.rule.labels.includes(label));
  const isVulnerable = counts("vulnerable-person");
  const isExposed = isVulnerable || counts("exposure");
  const isSales = counts("intent:spam") || counts("intent:vendor");
  const around = { isExposed, isVulnerable, isSales };
  const labelled = signals.map((signal) => doubted(label(signal, callFacts, around), doubtOf));
  let urgency: Urgency = "unknown";
  for (const { labels, why } of labelled) {
    if (why !== null) continue;
    for (const one of labels) {
      const level = URGENCY_OF[one];
      if (level !== undefined) urgency = raiseUrgency(urgency, level);
    }
  }
  return { urgency, signals: labelled };
}

const URGENCY_OF: Readonly<Partial<Record<EvidenceLabel, Urgency>>> = {
  "urgency:emergency": "emergency",
  "urgency:high": "high",
  "urgency:low": "low",
};

type Around = { readonly isExposed: boolean; readonly isVulnerable: boolean; readonly isSales: boolean };

function label(signal: Signal, callFacts: CallFacts, around: Around): LabelledSignal {
  const { rule, why } = signal;
  // What is over or contained is still looked at the same day.
  if (why === "over" && rule.labels.includes("urgency:emergency"))
    return { ...signal, why: null, labels: exchange(rule.labels, "urgency:emergency", "urgency:high") };
  if (why !== null) return { ...signal, labels: rule.labels };
  // A robocall's "emergency" is bait. Dangers described in words still count, whoever calls.
  if (rule.selfDeclared === true && around.isSales) return { ...signal, labels: rule.labels, why: "sales-or-robocall" };
  const isWorse =
    (rule.worseWhenExposed === true && around.isExposed) || (rule.worseWhenVulnerable === true && around.isVulnerable);
  if (isWorse) return { ...signal, labels: exchange(rule.labels, "urgency:high", "urgency:emergency") };
  if (rule.coldSeasonOnly === true && callFacts.season === "hot")
    return { ...signal, labels: exchange(rule.labels, "urgency:emergency", "urgency:high") };
  return { ...signal, labels: rule.labels };
}

function doubted(signal: LabelledSignal, doubtOf: (signal: Signal) => Doubt): LabelledSignal {
  if (signal.why !== null || !signal.labels.includes("urgency:emergency")) return signal;
  const doubt = doubtOf(signal);
  if (doubt === "outweighs") return { ...signal, why: "outweighed" };
  if (doubt === "none") return signal;
  return { ...signal, labels: exchange(signal.labels, "urgency:emergency", "urgency:high") };
}

function exchange(labels: readonly EvidenceLabel[], from: EvidenceLabel, to: EvidenceLabel): EvidenceLabel[] {
  return labels.map((one) => (one === from ? to : one));
}
