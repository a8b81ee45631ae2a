import type {
  Advice,
  Assessment,
  CallFacts,
  DiscountedEvidence,
  Evidence,
  Intent,
  SpokenEvidence,
} from "./assessment.ts";
import { findCallbackNumber } from "./callback-number.ts";
import { findCallerName } from "./caller-name.ts";
import { chooseIntent } from "./choose-intent.ts";
import { chooseLane } from "./choose-lane.ts";
import { chooseUrgency } from "./choose-urgency.ts";
import { findAddress } from "./find-address.ts";
import { findService } from "./find-service.ts";
import { ACCOUNT_RULE_PREFIX, type AccountPhrase, findSignals } from "./find-signals.ts";
import { recogniseLanguage } from "./language.ts";
import { findOptOutWish, readKeyword } from "./opt-out.ts";
import { hasSpeech } from "./speech.ts";
import { summarize } from "./summarize.ts";
import type { Trade } from "./trade.ts";
import { undoMishearings } from "./undo-mishearings.ts";
import type { VocabularyRule } from "./vocabulary-rule.ts";
import { doubtsOf } from "./weighing/doubt.ts";
import { NOTHING_WEIGHED, weigh } from "./weighing/weigh.ts";
import { WEIGHED_RULE, weighedSignals } from "./weighing/weighed-signals.ts";
import { readWords } from "./words.ts";

export type RulesInput = {
  /** The transcript or the text message, already redacted; null when there is none. */
  readonly text: string | null;
  readonly channel: "voicemail" | "sms";
  readonly trade: Trade;
  readonly callFacts: CallFacts;
  readonly extraPhrases?: readonly AccountPhrase[];
  /** `written-rules`: without the weight of the words, to see what the written rules find alone. */
  readonly reading?: "all" | "written-rules";
};

/** Changes with every change of the vocabulary or the rules, so that a stored assessment says what made it. */
export const RULES_VERSION = "2026-11-21.2";

/** Language is judged by the beginning; a longer text does not make it clearer. */
const LANGUAGE_WORDS_MAX = 400;

/**
 * Says what the caller needs, with the words that show it. Pure; never throws, whatever the text; time grows with the
 * text's length. What is not said stays unknown: no words give "no-speech", words that show nothing give "unclear".
 */
export function classifyByRules(input: RulesInput): Assessment {
  const { channel, trade, callFacts } = input;
  const text = input.text ?? "";
  const written = readWords(text);
  if (!hasSpeech(written, channel)) return silent(callFacts, trade);
  const words = undoMishearings(written);

  const quote = (label: Evidence["label"], rule: string, start: number, end: number): SpokenEvidence => ({
    label,
    rule,
    start,
    end,
    quote: text.slice(start, end),
  });
  const signals = findSignals(words, trade, input.extraPhrases);
  const language = recogniseLanguage(text, words.slice(0, LANGUAGE_WORDS_MAX));
  const weighed = input.reading === "written-rules" ? NOTHING_WEIGHED : weigh(words, trade, channel);
  signals.push(...weighedSignals(weighed, signals, words, callFacts, language));

  const evidence: Evidence[] = [];
  const discounted: DiscountedEvidence[] = [];
  const isCalm = signals.some(({ rule, why }) => why === null && rule.labels.includes("urgency:low"));
  const doubtOf = doubtsOf(weighed, words, trade, channel, isCalm);
  const urgency = chooseUrgency(signals, callFacts, (signal) => (isDoubtable(signal.rule) ? doubtOf(signal) : "none"));
  for (const signal of urgency.signals) {
    const { rule, why, start, end } = signal;
    for (const label of signal.labels) {
      const piece = quote(label, rule.rule, start, end);
      if (why === null) evidence.push(piece);
      else discounted.push({ ...piece, why });
    }
  }

  const intent = chooseIntent(urgency, evidence, weighed.intents);
  evidence.push(...intent.evidence);
  for (const { label, words: range } of intent.weighed) {
    const [start, end] = [words[range.first]?.start, words[range.last - 1]?.end];
    if (start !== undefined && end !== undefined) evidence.push(quote(`intent:${label}`, WEIGHED_RULE, start, end));
  }
  const ordinary = NOBODY_WAITS.includes(intent.intent) ? "low" : "normal";
  if (urgency.urgency === "unknown" && intent.intent !== "unclear") {
    // A stated need without a word about its urgency is ordinary work. The need is the evidence.
    const need = evidence.find((piece) => piece.label === `intent:${intent.intent}`);
    if (need !== undefined && "quote" in need)
      evidence.push({ ...need, label: `urgency:${ordinary}`, rule: "need-without-urgency" });
  }
  const lane = chooseLane(intent.intent, evidence, callFacts, trade);
  evidence.push(...lane.evidence);

  const callerName = findCallerName(text, written, channel);
  if (callerName !== null) evidence.push(callerName.evidence);
  const callback = findCallbackNumber(text, written, callFacts.callerNumber);
  if (callback !== null) evidence.push(quote("callback-number", "number-said", callback.start, callback.end));

  const address = findAddress(text, written, trade);
  if (address !== null) evidence.push(address.evidence);
  const service = findService(text, words, trade, evidence, discounted);
  if (service !== null) evidence.push(service.evidence);

  const keyword =
    channel === "sms" && readKeyword(text) === "stop"
      ? { certainty: "sure" as const, start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0, rule: "keyword" }
      : null;
  const wish = keyword ?? findOptOutWish(text, channel, words);
  if (wish !== null)
    evidence.push(quote(wish.certainty === "sure" ? "opt-out" : "opt-out-unsure", wish.rule, wish.start, wish.end));

  return {
    method: "rules",
    rulesVersion: RULES_VERSION,
    intent: intent.intent,
    secondaryIntents: intent.secondaryIntents,
    lane: lane.lane,
    urgency: urgency.urgency === "unknown" && intent.intent !== "unclear" ? ordinary : urgency.urgency,
    evidence,
    discounted,
    asked: { price: has(evidence, "asked:price"), time: has(evidence, "asked:time") },
    optOut: wish?.certainty === "sure",
    callerName,
    callbackNumber: callback?.number ?? null,
    address,
    service,
    language,
    speech: "speech",
    advice: ADVICE.filter((kind) => has(evidence, `advice:${kind}`)),
    summary: summarize(text, words, intent.intent, evidence, callFacts, callback),
    dropped: [],
  };
}

/** Nobody who speaks of taking a life is doubted, and neither is what a person set up or what the weight itself found. */
function isDoubtable({ rule, script }: VocabularyRule): boolean {
  return script !== "988" && rule !== WEIGHED_RULE && !rule.startsWith(ACCOUNT_RULE_PREFIX);
}

/** Calls of no business, and sales: nobody waits for an answer. */
const NOBODY_WAITS: readonly Intent[] = ["vendor", "spam", "wrong-number", "personal"];

const ADVICE: readonly Advice[] = ["clinical", "legal", "insurance"];

function has(evidence: readonly Evidence[], label: Evidence["label"]): boolean {
  return evidence.some((piece) => piece.label === label);
}

/** A call without words: the facts of the call, and nothing else. */
function silent(callFacts: CallFacts, trade: Trade): Assessment {
  const lane = chooseLane("unclear", [], callFacts, trade);
  return {
    method: "rules",
    rulesVersion: RULES_VERSION,
    intent: "unclear",
    secondaryIntents: [],
    lane: lane.lane,
    urgency: "unknown",
    evidence: lane.evidence,
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
    summary: summarize("", [], "unclear", [], callFacts, null),
    dropped: [],
  };
}
