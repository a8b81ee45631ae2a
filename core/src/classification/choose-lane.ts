import type { CallFacts, Evidence, Intent, Lane } from "./assessment.ts";
import type { Trade } from "./trade.ts";

export type ChosenLane = { readonly lane: Lane; readonly evidence: readonly Evidence[] };

/** Intents by which someone asks for work; without any sign of an earlier visit that is a new lead. */
const ASKS_FOR_WORK: readonly Intent[] = ["booking", "quote"];
/** Nobody asks for these who has not been served. */
const OF_CUSTOMERS: readonly Intent[] = ["reschedule-or-cancel", "job-status", "support", "billing"];
/** Trades that strangers call when it burns; elsewhere whoever is in danger is a tenant, a patient or a guest, or nobody knows. */
const HELPS_STRANGERS: readonly Trade[] = ["home-services", "legal"];
const NO_BUSINESS: readonly Intent[] = ["spam", "wrong-number", "personal"];

/** Chooses who handles it: what the call is (vendor, complaint) before who the caller is, records before wording. */
export function chooseLane(
  intent: Intent,
  evidence: readonly Evidence[],
  callFacts: CallFacts,
  trade: Trade,
): ChosenLane {
  const says = (lane: Lane): boolean =>
    evidence.some((piece) => piece.label === `lane:${lane}` && !isOfAnotherIntent(piece, intent, evidence));
  if (intent === "vendor")
    return { lane: "vendor", evidence: says("vendor") ? [] : relabel(evidence, "intent:vendor", "lane:vendor") };
  if (NO_BUSINESS.includes(intent)) return { lane: "unknown", evidence: [] };
  if (intent === "complaint" || says("complaint"))
    return {
      lane: "complaint",
      evidence: says("complaint") ? [] : relabel(evidence, "intent:complaint", "lane:complaint"),
    };
  if (callFacts.existingCustomer === true) {
    return {
      lane: "existing-customer",
      evidence: [
        {
          label: "lane:existing-customer",
          rule: "number-on-record",
          fact: "The caller's number belongs to an existing customer.",
        },
      ],
    };
  }
  if (says("existing-customer") && !says("new-lead")) return { lane: "existing-customer", evidence: [] };
  if (OF_CUSTOMERS.includes(intent) && !says("new-lead"))
    return { lane: "existing-customer", evidence: relabel(evidence, `intent:${intent}`, "lane:existing-customer") };
  if (says("new-lead")) return { lane: "new-lead", evidence: [] };
  if (ASKS_FOR_WORK.includes(intent))
    return { lane: "new-lead", evidence: relabel(evidence, `intent:${intent}`, "lane:new-lead") };
  if (callFacts.existingCustomer === false && intent === "emergency") {
    return {
      lane: "new-lead",
      evidence: [
        { label: "lane:new-lead", rule: "number-not-on-record", fact: "The caller's number belongs to no customer." },
      ],
    };
  }
  if (intent === "emergency" && HELPS_STRANGERS.includes(trade))
    return { lane: "new-lead", evidence: relabel(evidence, "intent:emergency", "lane:new-lead") };
  return { lane: "unknown", evidence: [] };
}

/** Words that show a relation only by the wish they were taken for do not, when the caller wants something else. */
function isOfAnotherIntent(piece: Evidence, intent: Intent, evidence: readonly Evidence[]): boolean {
  const ownIntents = wishesOf(piece, evidence);
  // A danger in room 318 is still told by a guest.
  const wanted = intent === "emergency" ? "intent:support" : `intent:${intent}`;
  return ownIntents.length > 0 && !ownIntents.some((other) => other.label === wanted);
}

/** The wishes that the same rule read in the same words; none for words that tell a relation by themselves. */
export function wishesOf(piece: Evidence, evidence: readonly Evidence[]): readonly Evidence[] {
  if (!("quote" in piece)) return [];
  return evidence.filter(
    (other) =>
      "quote" in other && other.rule === piece.rule && other.start === piece.start && other.label.startsWith("intent:"),
  );
}

function relabel(evidence: readonly Evidence[], from: Evidence["label"], to: Evidence["label"]): Evidence[] {
  const source = evidence.find((piece) => piece.label === from);
  return source === undefined ? [] : [{ ...source, label: to }];
}
