import type { DroppedClaim, EvidenceLabel } from "#classification/assessment.ts";
import { findJson } from "./find-json.ts";
import {
  CLAIM_LABELS,
  CLAIMS_MAX,
  type ModelClaim,
  type ModelClaims,
  type ModelSentence,
  QUOTE_LENGTH_MAX,
  SENTENCE_LENGTH_MAX,
  SENTENCES_MAX,
} from "./model-claims.ts";

export type ReadAnswer =
  | { readonly ok: true; readonly claims: ModelClaims }
  | { readonly ok: false; readonly refusal: "no-json" | "too-large" };

/** What adapters hand on at most. */
const ANSWER_LENGTH_MAX = 64 * 1024;

/**
 * Reads a model's answer whatever it is; never throws. Claims of the wrong shape are dropped one by one; an answer without
 * any list of claims is refused. What is kept has known labels and quotes of a sane length, and is not believed yet.
 */
export function readModelAnswer(text: string): ReadAnswer {
  if (text.length > ANSWER_LENGTH_MAX) return { ok: false, refusal: "too-large" };
  const answer = findJson(text, ["claims", "sentences"]);
  if (answer === null) return { ok: false, refusal: "no-json" };
  const dropped: DroppedClaim[] = [];
  const claims = list(answer["claims"], CLAIMS_MAX).flatMap((claim) => readClaim(claim, dropped));
  const sentences = list(answer["sentences"], SENTENCES_MAX).flatMap((sentence) => readSentence(sentence, dropped));
  return { ok: true, claims: { claims, sentences, dropped } };
}

function readClaim(value: unknown, dropped: DroppedClaim[]): ModelClaim[] {
  const label = readLabel(own(value, "label"));
  const quote = own(value, "quote");
  // Never a word of the model itself: what is dropped is shown to people.
  if (label === null) dropped.push({ claim: "unknown", why: "unknown-label" });
  else if (typeof quote !== "string" || quote.trim() === "") dropped.push({ claim: label, why: "no-quote" });
  else if (quote.length > QUOTE_LENGTH_MAX) dropped.push({ claim: label, why: "too-long" });
  else return [{ label, quote }];
  return [];
}

function readSentence(value: unknown, dropped: DroppedClaim[]): ModelSentence[] {
  const text = own(value, "text");
  const quote = own(value, "quote");
  if (typeof text !== "string" || text.trim() === "") return [];
  if (typeof quote !== "string" || quote.trim() === "") dropped.push({ claim: "sentence", why: "no-quote" });
  else if (text.length > SENTENCE_LENGTH_MAX || quote.length > QUOTE_LENGTH_MAX)
    dropped.push({ claim: "sentence", why: "too-long" });
  else return [{ text: text.trim(), quote }];
  return [];
}

function readLabel(value: unknown): EvidenceLabel | null {
  return CLAIM_LABELS.find((label) => label === value) ?? null;
}

function list(value: unknown, countMax: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, countMax) : [];
}

/** A property of the value's own; what it inherits is not said by anybody. */
function own(value: unknown, name: string): unknown {
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
