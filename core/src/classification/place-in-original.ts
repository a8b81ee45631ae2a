import type { Redaction } from "./redact.ts";

/**
 * Where a piece of the redacted text stands in the text that was given; null when it holds what was taken out, which stands
 * nowhere any more.
 */
export function placeInOriginal(
  redactions: readonly Redaction[],
  piece: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } | null {
  let shift = 0;
  for (const redaction of redactions) {
    if (redaction.redactedStart >= piece.end) break;
    if (redaction.redactedEnd > piece.start) return null;
    shift = redaction.end - redaction.redactedEnd;
  }
  return { start: piece.start + shift, end: piece.end + shift };
}
