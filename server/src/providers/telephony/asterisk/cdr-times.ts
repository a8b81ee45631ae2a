// A CDR says when, by a clock on the wall: local time or GMT, as cdr.conf has it. Which of both, and which of the two hours
// when summer time ends, is told by the channel's id: it holds the second in which the channel was made (docs/rules.md T5.1).
import type { CdrRow } from "./cdr-row.ts";
import { epochMsOf } from "./unique-id.ts";

const quarterMs = 15 * 60_000;

/**
 * How far the clock of this row is ahead of UTC, in milliseconds. Rows of a call that start later than its channel (the
 * voicemail after the ringing) must be given the offset of the first. null: it has no id.
 */
export function clockOffsetMs(row: CdrRow): number | null {
  const made = epochMsOf(row.uniqueId ?? row.linkedId ?? "");
  if (made === null) return null;
  return Math.round((asUtcMs(row.start) - made) / quarterMs) * quarterMs;
}

/** When a row's time was, by the offset of its call. */
export function instantOf(text: string, offsetMs: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(asUtcMs(text) - offsetMs);
}

function asUtcMs(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}Z`);
}
