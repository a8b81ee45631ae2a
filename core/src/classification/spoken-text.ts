import { type Redaction, type RedactionKind, type RedactOptions, redact } from "./redact.ts";
import { readWords } from "./words.ts";

/** A word as a speech service heard it. */
export type HeardWord = { readonly text: string; readonly startMs: number; readonly endMs: number };

/** When a piece of the text was said. Offsets are UTF-16, of the text that it goes with. */
export type TimedWord = {
  readonly start: number;
  readonly end: number;
  readonly startMs: number;
  readonly endMs: number;
};

/** What was said; `words` is null where nobody knows when. */
export type SpokenText = { readonly text: string; readonly words: readonly TimedWord[] | null };

/** What was taken out of the words, and where it is in the sound: null where that is not known for sure. */
export type SpokenRedaction = Redaction & { readonly span: AudioSpan | null };

export type AudioSpan = { readonly fromMs: number; readonly toMs: number };

/** Fewer words found in the text than this share: the two do not belong together, and the times prove nothing. */
const PLACED_MIN = 0.8;
/** How far ahead in the text a word is looked for; what lies between was written but not heard as a word. */
const AHEAD = 80;
/** No one says a digit faster; a span that is shorter has made-up times. */
const DIGIT_MS_MIN = 60;

/**
 * Puts the words' times to their places in the text. Services write the same words a little differently in the two
 * (capitals, points, numbers joined), so each is looked for a little ahead; one that is not found has no place. `words` is
 * null when too few are found, or when their times run backwards or are none.
 */
export function placeWords(text: string, heard: readonly HeardWord[] | null): SpokenText {
  if (heard === null || heard.length === 0) return { text, words: null };
  const lower = text.toLowerCase();
  // Lower case may be longer than the text itself in some scripts; then offsets would lie.
  if (lower.length !== text.length || !areTimes(heard)) return { text, words: null };
  const words: TimedWord[] = [];
  let cursor = 0;
  for (const { text: raw, startMs, endMs } of heard) {
    const word = raw.trim().toLowerCase();
    const start = word === "" ? -1 : lower.slice(0, cursor + AHEAD + word.length).indexOf(word, cursor);
    if (start < 0) continue;
    cursor = start + word.length;
    words.push({ start, end: cursor, startMs, endMs });
  }
  const spoken = heard.filter((word) => word.text.trim() !== "").length;
  return { text, words: spoken > 0 && words.length >= PLACED_MIN * spoken ? words : null };
}

function areTimes(heard: readonly HeardWord[]): boolean {
  return (
    heard.every(
      ({ startMs, endMs }, at) =>
        Number.isFinite(startMs) && startMs >= 0 && endMs >= startMs && startMs >= (heard[at - 1]?.startMs ?? 0),
    ) && heard.some(({ startMs, endMs }) => endMs > startMs)
  );
}

/**
 * Redacts what was said (see `redact.ts`) and says where each number is in the sound: from the end of the last word before
 * it to the beginning of the first after it, so that digits which were heard but not placed are in it too. The words'
 * times follow the text; what is left of a number is its mark, as one word.
 */
export function redactSpoken(
  spoken: SpokenText,
  options: RedactOptions = {},
): { spoken: SpokenText; redactions: readonly SpokenRedaction[] } {
  const { text, redactions } = redact(spoken.text, options);
  const { words } = spoken;
  if (words === null)
    return { spoken: { text, words }, redactions: redactions.map((redaction) => ({ ...redaction, span: null })) };
  const spans = redactions.map((redaction) => findSpan(spoken.text, words, redaction));
  const marks = redactions.flatMap(({ redactedStart, redactedEnd }, at): TimedWord[] => {
    const span = spans[at] ?? null;
    return span === null ? [] : [{ start: redactedStart, end: redactedEnd, startMs: span.fromMs, endMs: span.toMs }];
  });
  const kept = words.flatMap((word) => follow(word, redactions));
  return {
    spoken: { text, words: [...kept, ...marks].sort((one, other) => one.start - other.start) },
    redactions: redactions.map((redaction, at) => ({ ...redaction, span: spans[at] ?? null })),
  };
}

/** The place of a word after the numbers before it were replaced by their marks; none for a part of a number. */
function follow(word: TimedWord, redactions: readonly Redaction[]): TimedWord[] {
  let shift = 0;
  for (const { start, end, redactedEnd } of redactions) {
    if (start >= word.end) break;
    if (end > word.start) return [];
    shift = redactedEnd - end;
  }
  return [{ ...word, start: word.start + shift, end: word.end + shift }];
}

function findSpan(text: string, words: readonly TimedWord[], { start, end }: Redaction): AudioSpan | null {
  const inside = words.filter((word) => word.start < end && word.end > start);
  const first = inside[0];
  const last = inside.at(-1);
  if (first === undefined || last === undefined) return null;
  const before = words.findLast((word) => word.end <= start);
  const after = words.find((word) => word.start >= end);
  const fromMs = Math.min(first.startMs, before?.endMs ?? 0);
  const toMs = Math.max(last.endMs, after?.startMs ?? last.endMs);
  const said = text.slice(start, end);
  const digits = said.match(/\p{N}/gu)?.length ?? readWords(said).length;
  return last.endMs - first.startMs >= digits * DIGIT_MS_MIN ? { fromMs, toMs } : null;
}

/** How many of each kind; numbers heard twice are compared by it. */
export function countKinds(
  redactions: readonly { readonly kind: RedactionKind }[],
): ReadonlyMap<RedactionKind, number> {
  const counts = new Map<RedactionKind, number>();
  for (const { kind } of redactions) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
