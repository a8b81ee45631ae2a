import { type CallStory, callWords } from "./call-words.ts";

/** A line of a callback row: the words that matter with the evidence marked, or what the call shows. */
export interface Excerpt {
  readonly text: string;
  /** UTF-16 offsets into `text`, in order, not overlapping. */
  readonly marks: [number, number][];
  /** Whether somebody said these words. */
  readonly quoted: boolean;
}

/** Words of the caller with the evidence found in them; offsets as in the stored text. */
export interface SaidWords {
  readonly text: string;
  readonly evidence: readonly { readonly label: string; readonly start?: number; readonly end?: number }[];
}

/** What fits in a row beside a name. */
export const excerptLengthMax = 160;
/** Words kept before the first mark, so that it reads as part of a sentence. */
const leadLength = 40;

/** The words around the strongest evidence, at most 160 characters; the call's facts when nothing was said. */
export function excerptOf(said: SaidWords | null, call: CallStory): Excerpt {
  const text = said?.text.replace(/\s/g, " ") ?? "";
  if (said === null || text.trim() === "") return { text: callWords(call), marks: [], quoted: false };
  const spans = markedSpans(said.evidence, text.length);
  const first = strongest(said.evidence, text.length)?.start ?? spans[0]?.[0] ?? 0;
  const [from, to] = windowAround(text, first);
  const head = from > 0 ? "…" : "";
  const tail = to < text.length ? "…" : "";
  const shift = head.length - from;
  const marks = spans
    .filter(([start, end]) => end > from && start < to)
    .map(([start, end]): [number, number] => [Math.max(start, from) + shift, Math.min(end, to) + shift]);
  return { text: `${head}${text.slice(from, to)}${tail}`, marks, quoted: true };
}

/** Smaller is stronger; labels that say nothing about the matter (a name, a number) are not marked. */
function strengthOf(label: string): number | null {
  if (label === "urgency:emergency") return 0;
  if (label === "vulnerable-person" || label === "exposure") return 1;
  if (label.endsWith(":complaint")) return 2;
  if (label === "urgency:high" || label === "high-value" || label.startsWith("advice:")) return 3;
  if (label.startsWith("intent:") && label !== "intent:unclear") return 4;
  if (label.startsWith("asked:")) return 5;
  return null;
}

interface Span {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** Evidence with a place inside the text. Stored rows are trusted little: a place outside is no place. */
function placed(evidence: SaidWords["evidence"], length: number): Span[] {
  return evidence.flatMap(({ label, start, end }) =>
    start !== undefined && end !== undefined && start >= 0 && start < end && end <= length
      ? [{ label, start, end }]
      : [],
  );
}

function strongest(evidence: SaidWords["evidence"], length: number): Span | undefined {
  const rank = (span: Span) => strengthOf(span.label) ?? 9;
  return placed(evidence, length)
    .filter((span) => strengthOf(span.label) !== null)
    .sort((a, b) => rank(a) - rank(b) || a.start - b.start)[0];
}

/** The marks of the strongest kind, in order; what overlaps or touches is one. A row has room for one reason to call. */
export function markedSpans(evidence: SaidWords["evidence"], length: number): [number, number][] {
  const merged: [number, number][] = [];
  const found = placed(evidence, length);
  const strengths = found.flatMap(({ label }) => strengthOf(label) ?? []);
  // Whom a danger meets belongs to the danger.
  const weakest = Math.max(1, Math.min(...strengths));
  const spans = found.filter(({ label }) => {
    const strength = strengthOf(label);
    return strength !== null && strength <= weakest;
  });
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function windowAround(text: string, first: number): [number, number] {
  if (text.length <= excerptLengthMax) return [0, text.length];
  const room = excerptLengthMax - 2; // an ellipsis at each end
  const wanted = Math.min(Math.max(0, first - leadLength), Math.max(0, text.length - room));
  const from = wanted === 0 ? 0 : wordStart(text, wanted, first);
  if (from + room >= text.length) return [from, text.length];
  const space = text.lastIndexOf(" ", from + room);
  const to = space > Math.max(from + room / 2, first) ? space : wholeCharacter(text, from + room);
  return [from, to];
}

/** The first beginning of a word after `wanted`, not after `first`. */
function wordStart(text: string, wanted: number, first: number): number {
  const space = text.indexOf(" ", wanted - 1);
  if (space >= 0 && space < first) return space + 1;
  return Math.min(wholeCharacter(text, wanted), first);
}

/** Never between the halves of a character. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
