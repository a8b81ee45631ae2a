import type { Evidence, Intent, SpokenEvidence } from "./assessment.ts";
import type { Word } from "./words.ts";

/** What fits beside a name in a list; a longer quote is cut at a word. */
const QUOTE_LENGTH_MAX = 220;

/** A place in the text, UTF-16 offsets. */
export type Place = { readonly start: number; readonly end: number };

/**
 * The words that tell most about why somebody called: the sentence with the most evidence for the intent and the urgency,
 * with a neighbour that tells something too when there is room; of a sentence without end (speech-to-text) the part around
 * the evidence, from where a new thought begins. Null when nothing shows the intent.
 */
export function findTellingWords(words: readonly Word[], intent: Intent, evidence: readonly Evidence[]): Place | null {
  const pieces = evidence.filter((piece): piece is SpokenEvidence => "quote" in piece && weightOf(piece, intent) > 0);
  const main = pieces.find((piece) => piece.label === `intent:${intent}`) ?? pieces[0];
  if (main === undefined) return null;
  let best: Place = { start: main.start, end: main.end };
  let most = 0;
  let first = 0;
  for (let at = 1; at <= words.length; at += 1) {
    if (at < words.length && words[at]?.before !== "sentence") continue;
    const place = partOf(words, first, at, pieces, intent);
    const weight = place === null ? 0 : weightWithin(place, pieces, intent);
    if (place !== null && weight > most) {
      best = place;
      most = weight;
    } else if (
      place !== null &&
      weight > 0 &&
      place.end - best.start <= QUOTE_LENGTH_MAX &&
      adjoins(words, best, first)
    )
      best = { start: best.start, end: place.end };
    first = at;
  }
  return best;
}

function weightOf({ label }: SpokenEvidence, intent: Intent): number {
  if (label === `intent:${intent}`) return 3;
  if (label === "urgency:emergency") return 4;
  if (label === "urgency:high") return 2;
  return OTHER_LABELS.has(label) ? 1 : 0;
}
const OTHER_LABELS: ReadonlySet<string> = new Set([
  "service",
  "asked:price",
  "asked:time",
  "vulnerable-person",
  "exposure",
  "high-value",
  "advice:clinical",
  "advice:legal",
  "advice:insurance",
]);

/** What is said twice tells no more than said once: each rule counts once. */
function weightWithin({ start, end }: Place, pieces: readonly SpokenEvidence[], intent: Intent): number {
  const counted = new Set<string>();
  let weight = 0;
  for (const piece of pieces) {
    if (piece.start < start || piece.end > end || counted.has(`${piece.rule} ${piece.label}`)) continue;
    counted.add(`${piece.rule} ${piece.label}`);
    weight += weightOf(piece, intent);
  }
  return weight;
}

function adjoins(words: readonly Word[], best: Place, first: number): boolean {
  return words[first - 1]?.end === best.end;
}

/** The sentence, or of one that is too long the part of bounded length that tells most; null when it tells nothing. */
function partOf(
  words: readonly Word[],
  first: number,
  afterLast: number,
  pieces: readonly SpokenEvidence[],
  intent: Intent,
): Place | null {
  const from = words[first]?.start ?? 0;
  const to = words[afterLast - 1]?.end ?? from;
  const inside = pieces.filter((piece) => piece.start >= from && piece.end <= to).slice(0, PIECES_MAX);
  if (inside.length === 0) return null;
  if (to - from <= QUOTE_LENGTH_MAX) return { start: from, end: to };
  let best: Place | null = null;
  let most = 0;
  let at = first;
  for (const piece of inside.toSorted((one, other) => one.start - other.start)) {
    while (at < afterLast - 1 && (words[at + 1]?.start ?? 0) <= piece.start) at += 1;
    const begin = thoughtBegin(words, at, first, piece.start);
    const start = words[begin]?.start ?? piece.start;
    const end = Math.max(thoughtEnd(words, at, afterLast, start), piece.end);
    const weight = weightWithin({ start, end }, inside, intent);
    if (weight <= most) continue;
    best = { start, end };
    most = weight;
  }
  return best;
}
/** A bound for hostile texts. */
const PIECES_MAX = 40;
/** A thought begins so near before its evidence. */
const BEFORE_MAX = 80;

/** Words with which a new thought begins where nobody wrote a full stop. */
const BEGINS = new Set(
  "and but so because my i im ive we our the there theres theyre can could would how when what where also please he she hes shes this its just if y pero porque mi tengo necesito hay cuanto cuando quiero".split(
    " ",
  ),
);

function thoughtBegin(words: readonly Word[], at: number, first: number, pieceStart: number): number {
  let begin = at;
  for (let back = at; back >= first && pieceStart - (words[back]?.start ?? 0) <= BEFORE_MAX; back -= 1)
    if (back === first || words[back]?.before === "comma" || BEGINS.has(words[back]?.text ?? "")) begin = back;
  return begin;
}

/** As far as fits, and then back to where a thought ends. */
function thoughtEnd(words: readonly Word[], at: number, afterLast: number, start: number): number {
  let last = at;
  while (last + 1 < afterLast && (words[last + 1]?.end ?? 0) - start <= QUOTE_LENGTH_MAX) last += 1;
  if (last + 1 < afterLast)
    for (let back = last; back > at + 4; back -= 1)
      if (words[back]?.before === "comma" || BEGINS.has(words[back]?.text ?? "")) return words[back - 1]?.end ?? 0;
  return words[last]?.end ?? 0;
}
