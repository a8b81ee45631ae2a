import { WEIGHED_RULE } from "#classification/weighing/weighed-signals.ts";
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
  /** What the caller wants mainly; of other wishes fewer words are shown. */
  readonly intent?: string;
  readonly evidence: readonly {
    readonly label: string;
    readonly rule?: string;
    readonly start?: number;
    readonly end?: number;
  }[];
}

/** What fits in a row beside a name. */
export const excerptLengthMax = 160;
/** Words kept before the first mark, so that it reads as part of a sentence. */
const leadLength = 40;

/** The words around the strongest evidence, at most 160 characters; the call's facts when nothing was said. */
export function excerptOf(said: SaidWords | null, call: CallStory): Excerpt {
  const text = said?.text.replace(/\s/g, " ") ?? "";
  if (said === null || text.trim() === "") return { text: callWords(call), marks: [], quoted: false };
  const found = ranked(said, text.length);
  const spans = markedSpans(found);
  const first = found.toSorted((a, b) => a.strength - b.strength || a.start - b.start)[0]?.start ?? 0;
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
function strengthOf(label: string, intent: string | undefined): number | null {
  if (label === "urgency:emergency") return 0;
  if (label === "vulnerable-person" || label === "exposure") return 1;
  if (label.endsWith(":complaint")) return 2;
  if (label === "urgency:high" || label === "high-value" || label.startsWith("advice:")) return 3;
  if (label.startsWith("intent:") && label !== "intent:unclear")
    return intent === undefined || label === `intent:${intent}` ? 4 : 6;
  if (label.startsWith("asked:")) return 5;
  return null;
}
/** What only the weight of all words shows points less well than words that a person wrote down for it. */
const WEIGHED_IS_WEAKER = 0.5;

interface Span {
  readonly strength: number;
  readonly start: number;
  readonly end: number;
}

/** Evidence with a place inside the text. Stored rows are trusted little: a place outside is no place. */
function ranked({ evidence, intent }: SaidWords, length: number): Span[] {
  return evidence.flatMap(({ label, rule, start, end }) => {
    const strength = strengthOf(label, intent);
    return strength !== null && start !== undefined && end !== undefined && start >= 0 && start < end && end <= length
      ? [{ strength: strength + (rule === WEIGHED_RULE ? WEIGHED_IS_WEAKER : 0), start, end }]
      : [];
  });
}

/** The marks of the strongest kind, in order; what overlaps or touches is one. A row has room for one reason to call. */
function markedSpans(found: readonly Span[]): [number, number][] {
  const merged: [number, number][] = [];
  const strongest = Math.min(...found.map(({ strength }) => strength));
  // Whom a danger meets belongs to the danger.
  const spans = found.filter(({ strength }) => strength === strongest || (strongest < 1 && strength === 1));
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
