import type {
  Assessment,
  CallFacts,
  DroppedClaim,
  Evidence,
  EvidenceLabel,
  Intent,
  SpokenEvidence,
  Urgency,
} from "#classification/assessment.ts";
import { findCallbackNumber } from "#classification/callback-number.ts";
import { byUrgency, raiseUrgency } from "#classification/raise-urgency.ts";
import { STREET_KINDS } from "#classification/street-words.ts";
import { readWords } from "#classification/words.ts";
import type { Place } from "./find-quote.ts";
import type { QuoteWeight } from "./weigh-quote.ts";

/** A claim whose words stand in the message. */
export type Shown = Place & {
  readonly label: EvidenceLabel;
  readonly quote: string;
  readonly weight: QuoteWeight;
  readonly words: number;
  /** Words that are not in every message. */
  readonly telling: number;
};

/** What may grow by a model's claims. */
export type LetIn = {
  readonly [Part in
    | "intent"
    | "secondaryIntents"
    | "lane"
    | "urgency"
    | "callerName"
    | "callbackNumber"
    | "address"
    | "service"]: Assessment[Part];
} & { readonly evidence: readonly Evidence[] };

export type Outcome = { readonly now: LetIn; readonly dropped: DroppedClaim["why"] | null };

/** Lets one claim in, on top of those before it, or says why not. `rules` is what the rules found alone. */
export function letIn(now: LetIn, rules: Assessment, claim: Shown, callFacts: CallFacts): Outcome {
  const [kind, value = ""] = claim.label.split(":", 2);
  if (kind === "intent") return letInIntent(now, rules, claim);
  if (kind === "urgency") return letInUrgency(now, rules, claim);
  if (kind === "lane") return letInLane(now, rules, claim, value);
  if (kind === "asked" || kind === "advice" || kind === "opt-out") return letInWish(now, rules, claim);
  return letInFact(now, claim, callFacts);
}

/** The name of the rule in evidence that a model proposed. */
export const MODEL_RULE = "language-model";

function add(now: LetIn, claim: Shown, label: EvidenceLabel = claim.label): LetIn {
  const { start, end, quote } = claim;
  const piece: SpokenEvidence = { label, rule: MODEL_RULE, start, end, quote };
  return { ...now, evidence: [...now.evidence, piece] };
}

const refuse = (now: LetIn, dropped: DroppedClaim["why"]): Outcome => ({ now, dropped });
const accept = (now: LetIn): Outcome => ({ now, dropped: null });

/** Labels by which a caller would be called back later or not at all. Only rules, and people, give them. */
const PUTS_OFF: ReadonlySet<string> = new Set(["spam", "wrong-number", "personal", "vendor"]);

const SECONDARY_MAX = 4;

function letInIntent(now: LetIn, rules: Assessment, claim: Shown): Outcome {
  const intent = claim.label.slice("intent:".length) as Intent; // of CLAIM_LABELS
  if (intent === "emergency") return letInEmergency(now, claim);
  if (claim.weight === "nothing") return refuse(now, "not-shown");
  if (intent === rules.intent || rules.secondaryIntents.includes(intent)) return accept(add(now, claim));
  if (PUTS_OFF.has(intent)) return refuse(now, "would-lower");
  if (now.intent === intent) return accept(add(now, claim));
  // Where the rules do not read the language, a person has to; the model's word stands beside.
  if (now.intent === "unclear" && isRead(rules)) return accept({ ...add(now, claim), intent });
  if (now.secondaryIntents.includes(intent)) return accept(add(now, claim));
  if (now.secondaryIntents.length >= SECONDARY_MAX) return refuse(now, "rules-stand");
  return accept({ ...add(now, claim), secondaryIntents: [...now.secondaryIntents, intent] });
}

function isRead({ language }: Assessment): boolean {
  return language === "en" || language === "es" || language === "unknown";
}

function letInUrgency(now: LetIn, rules: Assessment, claim: Shown): Outcome {
  const urgency = claim.label.slice("urgency:".length) as Urgency; // of CLAIM_LABELS
  if (urgency === "emergency") return letInEmergency(now, claim);
  if (urgency === rules.urgency && claim.weight !== "nothing") return accept(add(now, claim));
  // "Low" makes nobody call sooner; it is not for a model to say that a caller can wait.
  if (urgency === "low" || byUrgency(now.urgency, urgency) < 0) return refuse(now, "would-lower");
  if (claim.weight === "nothing") return refuse(now, "not-shown");
  return accept({ ...add(now, claim), urgency: raiseUrgency(now.urgency, urgency) });
}

/**
 * An emergency alarms people, so a model needs words of danger for it. For words that say something else it is raised to
 * high, and what was claimed stays on the list, by which a person is asked to look (`decide-handling.ts`).
 */
function letInEmergency(now: LetIn, claim: Shown): Outcome {
  if (claim.weight === "danger") {
    const raised = add(add(now, claim, "urgency:emergency"), claim, "intent:emergency");
    const before = now.intent === "emergency" || now.intent === "unclear" ? [] : [now.intent];
    const others = now.secondaryIntents.filter((intent) => intent !== "emergency");
    return accept({
      ...raised,
      urgency: "emergency",
      intent: "emergency",
      secondaryIntents: [...new Set([...before, ...others])],
    });
  }
  if (claim.weight === "nothing" || now.urgency === "emergency") return refuse(now, "not-shown");
  return {
    now: { ...add(now, claim, "urgency:high"), urgency: raiseUrgency(now.urgency, "high") },
    dropped: "not-shown",
  };
}

function letInLane(now: LetIn, rules: Assessment, claim: Shown, lane: string): Outcome {
  if (claim.weight === "nothing") return refuse(now, "not-shown");
  if (lane === rules.lane) return accept(add(now, claim));
  if (PUTS_OFF.has(lane)) return refuse(now, "would-lower");
  if (rules.lane !== "unknown" || now.lane !== "unknown") return refuse(now, "rules-stand");
  if (lane !== "new-lead" && lane !== "existing-customer" && lane !== "complaint") return refuse(now, "unknown-label");
  return accept({ ...add(now, claim), lane });
}

/** Questions and wishes make a person look. A wish to be left alone counts as unsure: only clear words are one by law. */
function letInWish(now: LetIn, rules: Assessment, claim: Shown): Outcome {
  if (claim.words < 2 || (claim.label !== "opt-out" && claim.telling < 1)) return refuse(now, "not-shown");
  if (claim.label !== "opt-out") return accept(add(now, claim));
  return rules.optOut ? accept(now) : accept(add(now, claim, "opt-out-unsure"));
}

function letInFact(now: LetIn, claim: Shown, callFacts: CallFacts): Outcome {
  const { label, quote, start, end } = claim;
  if (label === "callback-number") {
    if (now.callbackNumber !== null) return refuse(now, "rules-stand");
    const said = findCallbackNumber(quote, readWords(quote), callFacts.callerNumber);
    if (said === null) return refuse(now, "not-shown");
    return accept({ ...add(now, claim), callbackNumber: said.number });
  }
  const evidence: SpokenEvidence = { label, rule: MODEL_RULE, start, end, quote };
  const fact = { value: quote, evidence };
  if (label === "caller-name") return isName(claim) ? take("callerName") : refuse(now, "not-shown");
  if (label === "address") return isAddress(claim) ? take("address") : refuse(now, "not-shown");
  if (label === "service") return claim.telling >= 1 && quote.length <= 80 ? take("service") : refuse(now, "not-shown");
  return refuse(now, "unknown-label");

  function take(part: "callerName" | "address" | "service"): Outcome {
    return now[part] === null ? accept({ ...add(now, claim), [part]: fact }) : refuse(now, "rules-stand");
  }
}

function isName({ quote, words, telling }: Shown): boolean {
  return telling >= 1 && words <= 4 && /^\p{L}[\p{L}\p{M}'’. -]{0,59}$/u.test(quote);
}

/** A house number or a kind of street, and not a whole story. */
function isAddress({ quote }: Shown): boolean {
  const words = readWords(quote);
  return (
    quote.length <= 120 && words.length >= 2 && words.some(({ text }) => /^\d/.test(text) || STREET_KINDS.has(text))
  );
}
