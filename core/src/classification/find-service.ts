import type { DiscountedEvidence, Evidence, SpokenEvidence } from "./assessment.ts";
import { type Found, findPhrases, indexPhrases, type PhraseIndex } from "./find-phrases.ts";
import type { Trade } from "./trade.ts";
import { SERVICES } from "./vocabulary/services.ts";
import type { Word } from "./words.ts";

export type SaidService = { readonly value: string; readonly evidence: SpokenEvidence };

type Place = Found<{ readonly rule: string }>;

/**
 * The thing or the work a message is about, in the caller's words: of all that the trade's vocabulary knows the place
 * nearest to what shows the need, the longer before the shorter, the earlier before the later. Null when none is named.
 */
export function findService(
  text: string,
  words: readonly Word[],
  trade: Trade,
  evidence: readonly Evidence[],
  discounted: readonly DiscountedEvidence[],
): SaidService | null {
  const places = withoutCovered(findPhrases(indexFor(trade), words).slice(0, PLACES_MAX));
  let best: Place | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    const score = scoreOf(place, words, evidence, discounted);
    if (score <= most) continue;
    best = place;
    most = score;
  }
  if (best === null) return null;
  const { start } = best;
  const value = text.slice(start, best.end).replace(/['’]s?$/i, "");
  const end = start + value.length;
  return { value, evidence: { label: "service", rule: "names-service", start, end, quote: value } };
}

/** More things than anybody names; a bound for hostile texts. */
const PLACES_MAX = 60;

function withoutCovered(places: readonly Place[]): Place[] {
  return places.filter(
    (one) =>
      !places.some(
        (other) =>
          other !== one &&
          other.start <= one.start &&
          one.end <= other.end &&
          other.end - other.start > one.end - one.start,
      ),
  );
}

function scoreOf(
  place: Place,
  words: readonly Word[],
  evidence: readonly Evidence[],
  discounted: readonly DiscountedEvidence[],
): number {
  let score = Math.min(place.last - place.first, 3);
  let nearest = 0;
  for (const piece of evidence) {
    if (!("quote" in piece) || !NEED.test(piece.label)) continue;
    const apart = piece.end < place.start ? place.start - piece.end : Math.max(0, piece.start - place.end);
    nearest = Math.max(nearest, apart === 0 ? 4 : apart < 30 ? 3 : apart < 80 ? 1 : 0);
  }
  score += nearest;
  if (isInAddress(place, evidence)) score -= 6;
  if (discounted.some((piece) => piece.start < place.end && place.start < piece.end)) score -= 4;
  if (place.last - place.first === 1 && GENERIC.has(words[place.first]?.text ?? "")) score -= 2;
  // "The toilet is fine, it's the sink."
  if (words.slice(place.last, place.last + 3).some(({ text }) => FINE.has(text))) score -= 3;
  if (words.slice(Math.max(0, place.first - 2), place.first).some(({ text }) => text === "not")) score -= 3;
  return score;
}
function isInAddress(place: Place, evidence: readonly Evidence[]): boolean {
  return evidence.some(
    (piece) => "quote" in piece && piece.label === "address" && piece.start < place.end && place.start < piece.end,
  );
}

const NEED = /^(?:intent:(?!unclear)|urgency:(?:emergency|high|normal))/;
/** Words that say little where something else is named. */
const GENERIC = new Set(
  "policy claim reservation reservations exam visit plumbing insurance coverage case lease rent booking keys".split(
    " ",
  ),
);
const FINE = new Set("fine ok okay works working great".split(" "));

const indexes = new Map<Trade, PhraseIndex<{ readonly rule: string; readonly phrases: readonly string[] }>>();

function indexFor(trade: Trade): PhraseIndex<{ readonly rule: string; readonly phrases: readonly string[] }> {
  let index = indexes.get(trade);
  if (index === undefined) {
    // Each phrase is a rule of its own: a rule's overlapping places count once, and here the longest is wanted.
    const phrases = SERVICES.find((one) => one.trade === trade)?.phrases ?? [];
    index = indexPhrases([...new Set(phrases)].map((phrase) => ({ rule: "names-service", phrases: [phrase] })));
    indexes.set(trade, index);
  }
  return index;
}
