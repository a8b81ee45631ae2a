import type {
  Assessment,
  CallFacts,
  DroppedClaim,
  EvidenceLabel,
  SpokenEvidence,
  Summary,
  SummaryPoint,
} from "#classification/assessment.ts";
import { checkEvidence } from "#classification/check-evidence.ts";
import { chooseLane } from "#classification/choose-lane.ts";
import { summarize } from "#classification/summarize.ts";
import type { Trade } from "#classification/trade.ts";
import { weigh } from "#classification/weighing/weigh.ts";
import { readWords, type Word } from "#classification/words.ts";
import { checkSentence } from "./check-sentence.ts";
import { findOrders } from "./find-orders.ts";
import { findQuote, type Place } from "./find-quote.ts";
import { type LetIn, letIn, type Shown } from "./let-in.ts";
import type { ModelClaims } from "./model-claims.ts";
import { type LeavingText, placeInKept } from "./redact-for-leaving.ts";
import { telling, weighQuote } from "./weigh-quote.ts";

export type ModelReading = {
  /** The redacted text that is kept; all offsets are of it. */
  readonly text: string;
  /** What the model was shown of it. */
  readonly leaving: LeavingText;
  readonly rules: Assessment;
  readonly model: ModelClaims;
  readonly callFacts: CallFacts;
  readonly trade: Trade;
  readonly channel: "voicemail" | "sms";
};

/**
 * Lets in what a model claims and the message shows, on top of what the rules found (docs/decisions/0025-what-a-model-may-change.md). Every claim needs
 * words of the message. The urgency may rise, to an emergency only with words of danger, and never falls; the main intent
 * is set only where the rules have none; nothing that the rules found is taken away. What is not let in is listed with
 * the reason. Pure, never throws, whatever the model said.
 */
export function mergeModelClaims({ text, leaving, rules, model, callFacts, trade, channel }: ModelReading): Assessment {
  if (rules.speech === "no-speech") return rules;
  const words = readWords(text);
  const orders = findOrders(text);
  const likelihood = weigh(words, trade, channel).urgencies.find((one) => one.label === "emergency")?.probability ?? 0;
  const dropped: DroppedClaim[] = [...model.dropped];
  let now: LetIn = { ...rules, evidence: [...rules.evidence] };
  for (const { label, quote } of model.claims) {
    const shown = show(label, quote);
    if (typeof shown === "string") dropped.push({ claim: label, why: shown });
    else {
      const outcome = letIn(now, rules, shown, callFacts);
      now = outcome.now;
      if (outcome.dropped !== null) dropped.push({ claim: label, why: outcome.dropped });
    }
  }
  now = followIntent(now, rules, callFacts, trade);
  const evidence = checkEvidence(text, withoutRepeats(now.evidence)).kept;
  const summary = summarize(text, words, now.intent, evidence, callFacts, saidNumber({ ...now, evidence }));
  const points = findPoints();
  return {
    ...rules,
    ...now,
    method: "rules+model",
    evidence,
    asked: { price: has(evidence, "asked:price"), time: has(evidence, "asked:time") },
    advice: (["clinical", "legal", "insurance"] as const).filter((kind) => has(evidence, `advice:${kind}`)),
    summary: withPoints(summary, points),
    dropped: dropped.slice(0, DROPPED_MAX),
  };

  /** The claim with its words as they stand in the kept text, or why they cannot be used. */
  function show(label: EvidenceLabel, quote: string): Shown | DroppedClaim["why"] {
    const place = placeOf(quote);
    if (typeof place === "string") return place;
    return {
      label,
      ...place,
      quote: text.slice(place.start, place.end),
      weight: weighQuote(words, place, rules, likelihood),
      words: wordsIn(words, place).length,
      telling: telling(wordsIn(words, place)).length,
    };
  }

  function placeOf(quote: string): Place | DroppedClaim["why"] {
    const inLeaving = findQuote(leaving.text, quote);
    if (inLeaving === null) return "quote-not-in-text";
    const place = placeInKept(leaving, inLeaving);
    if (text.slice(place.start, place.end).trim() === "") return "quote-not-in-text";
    return orders.some((order) => touch(order, place)) ? "orders-the-reader" : place;
  }

  function findPoints(): SummaryPoint[] {
    return model.sentences.flatMap(({ text: sentence, quote }) => {
      const place = placeOf(quote);
      const why = typeof place === "string" ? place : checkSentence(sentence, text.slice(place.start, place.end));
      if (typeof place !== "string" && why === "fine") return [{ text: sentence, ...place }];
      if (why !== "fine") dropped.push({ claim: "sentence", why });
      return [];
    });
  }
}

/** More nobody would read. */
const DROPPED_MAX = 40;

/** What comes with an intent that only the model saw: ordinary urgency, and the lane of such a wish, as with the rules. */
function followIntent(now: LetIn, rules: Assessment, callFacts: CallFacts, trade: Trade): LetIn {
  if (now.intent === rules.intent) return now;
  const need = now.evidence.find(
    (piece): piece is SpokenEvidence => piece.label === `intent:${now.intent}` && "quote" in piece,
  );
  const isOrdinary = now.urgency === "unknown" && need !== undefined;
  const evidence = isOrdinary ? [...now.evidence, { ...need, label: "urgency:normal" } as const] : now.evidence;
  const lane = now.lane === "unknown" ? chooseLane(now.intent, evidence, callFacts, trade) : null;
  return {
    ...now,
    urgency: isOrdinary ? "normal" : now.urgency,
    lane: lane?.lane ?? now.lane,
    evidence: [...evidence, ...(lane?.evidence ?? [])],
  };
}

function saidNumber({ callbackNumber, evidence }: Pick<LetIn, "callbackNumber" | "evidence">) {
  const piece = evidence.find((one): one is SpokenEvidence => one.label === "callback-number" && "quote" in one);
  return callbackNumber === null || piece === undefined
    ? null
    : { number: callbackNumber, start: piece.start, end: piece.end };
}

function withPoints(summary: Summary, points: readonly SummaryPoint[]): Summary {
  if (points.length === 0) return summary;
  return {
    ...summary,
    points,
    text: [summary.text, ...points.map((point) => `Said: ${point.text}`)].join("\n").trim(),
  };
}

function withoutRepeats(evidence: LetIn["evidence"]): LetIn["evidence"] {
  const seen = new Set<string>();
  return evidence.filter((piece) => {
    const key =
      "start" in piece ? `${piece.label} ${piece.rule} ${piece.start} ${piece.end}` : `${piece.label} ${piece.rule}`;
    return seen.size < seen.add(key).size;
  });
}

function has(evidence: LetIn["evidence"], label: EvidenceLabel): boolean {
  return evidence.some((piece) => piece.label === label);
}

function wordsIn(words: readonly Word[], { start, end }: Place): Word[] {
  return words.filter((word) => word.start >= start && word.end <= end);
}

function touch(one: Place, other: Place): boolean {
  return one.start < other.end && other.start < one.end;
}
