import type { Assessment, Intent, Lane, Urgency } from "#classification/assessment.ts";

/** What a person says the labels are; what they leave out stays. */
export interface LabelCorrection {
  readonly urgency?: Urgency | undefined;
  readonly intent?: Intent | undefined;
}

export interface Labels {
  readonly urgency: Urgency;
  readonly intent: Intent;
  readonly lane: Lane;
}

/**
 * The labels after a person looked. A person may lower an urgency, which no rule and no model may (promise 5). A corrected
 * intent takes its lane along: a complaint that was none goes back to the lane the record gives.
 */
export function correctLabels(before: Labels, correction: LabelCorrection, laneByRecord: Lane): Labels {
  const intent = correction.intent ?? before.intent;
  const urgency = correction.urgency ?? before.urgency;
  return {
    urgency,
    intent,
    lane: correction.intent === undefined ? before.lane : laneOf(correction.intent, before.lane, laneByRecord),
  };
}

function laneOf(intent: Intent, before: Lane, byRecord: Lane): Lane {
  if (intent === "complaint" || intent === "vendor") return intent;
  return before === "complaint" || before === "vendor" ? byRecord : before;
}

/**
 * The assessment as the person left it: evidence for labels that were taken back is gone, the rest stays with its place
 * in the text, and each corrected label has the person as its evidence.
 */
export function correctedAssessment(
  before: Assessment | null,
  labels: Labels,
  correction: LabelCorrection,
): Assessment {
  const set = [
    ...(correction.urgency === undefined ? [] : [`urgency:${labels.urgency}` as const]),
    ...(correction.intent === undefined ? [] : [`intent:${labels.intent}` as const, `lane:${labels.lane}` as const]),
  ];
  const kinds = set.map((label) => label.slice(0, label.indexOf(":") + 1));
  const kept = (before?.evidence ?? []).filter(
    (piece) => !kinds.some((kind) => piece.label.startsWith(kind)) || set.some((label) => label === piece.label),
  );
  const byHand = set.map((label) => ({ label, rule: "person", fact: "A person set this." }));
  return { ...(before ?? nothingSaid), ...labels, evidence: [...kept, ...byHand] };
}

const notSaid = { text: "not said", source: "not said" } as const;

/** Where no words were ever judged: a person's labels stand alone. */
const nothingSaid: Assessment = {
  method: "rules",
  rulesVersion: "person",
  intent: "unclear",
  secondaryIntents: [],
  lane: "unknown",
  urgency: "unknown",
  evidence: [],
  discounted: [],
  asked: { price: false, time: false },
  optOut: false,
  callerName: null,
  callbackNumber: null,
  address: null,
  service: null,
  language: "unknown",
  speech: "no-speech",
  advice: [],
  summary: { who: notSaid, why: notSaid, known: notSaid, next: notSaid, owner: notSaid, text: "" },
  dropped: [],
};
