import type { RedactionKind } from "./redact.ts";
import { type AudioSpan, countKinds } from "./spoken-text.ts";

/** Private numbers in one transcript of a recording, each with its place in the sound where that is known. */
export type PrivateNumbers = readonly { readonly kind: RedactionKind; readonly span: AudioSpan | null }[];

export type AudioFacts = {
  /** Every transcript of this recording, whoever made it. */
  readonly transcripts: readonly PrivateNumbers[];
  /** A transcript with the times of words is on its way. */
  readonly wordsAwaited: boolean;
  /** Whether the audio is of a kind that can be silenced in part. */
  readonly isEditable: boolean;
};

export type AudioProtection =
  | { readonly do: "nothing" }
  /** Padded, in order, none touching another. */
  | { readonly do: "mute"; readonly spans: readonly AudioSpan[] }
  /** Nobody may play it until it is known where the number is. */
  | { readonly do: "withhold" }
  | { readonly do: "quarantine"; readonly because: QuarantineReason };

export type QuarantineReason = "no-word-times" | "not-editable";

/** Services are out by this much at the edges of words. */
export const MUTE_PADDING_MS = 150;

/**
 * What has to be done to a recording in which somebody said a private number (docs/rules.md P6, P7): the same number must
 * not be heard that must not be read. Where the words' times show the place it is silenced; a number that only a
 * transcript without times shows counts as silenced when one with times shows as many of its kind. What cannot be placed
 * or silenced is not kept at all. Order and repetition do not matter: the same facts give the same answer.
 */
export function protectAudio({ transcripts, wordsAwaited, isEditable }: AudioFacts): AudioProtection {
  if (transcripts.every((numbers) => numbers.length === 0)) return { do: "nothing" };
  if (!isEditable) return { do: "quarantine", because: "not-editable" };
  const placed = transcripts.filter((numbers) => numbers.every(({ span }) => span !== null)).map(countKinds);
  const areAllPlaced = transcripts.every((numbers) =>
    [...countKinds(numbers)].every(([kind, count]) => placed.some((counts) => (counts.get(kind) ?? 0) >= count)),
  );
  if (areAllPlaced) return { do: "mute", spans: joinSpans(transcripts.flat()) };
  return wordsAwaited ? { do: "withhold" } : { do: "quarantine", because: "no-word-times" };
}

function joinSpans(numbers: PrivateNumbers): AudioSpan[] {
  const padded = numbers
    .flatMap(({ span }) => (span === null ? [] : [span]))
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(0, fromMs - MUTE_PADDING_MS), toMs: toMs + MUTE_PADDING_MS }))
    .sort((one, other) => one.fromMs - other.fromMs);
  const joined: AudioSpan[] = [];
  for (const span of padded) {
    const last = joined.at(-1);
    if (last !== undefined && span.fromMs <= last.toMs)
      joined[joined.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, span.toMs) };
    else joined.push(span);
  }
  return joined;
}
