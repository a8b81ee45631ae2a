import type { CallbackRefusal } from "./refusal.ts";

/** A quarter of an hour: a typing mistake is set right, what colleagues have read and acted on stays. */
export const noteMinutesMax = 15;

/** Until when its writer may change a note. */
export function noteOpenUntil(writtenAt: Temporal.Instant): Temporal.Instant {
  return writtenAt.add({ minutes: noteMinutesMax });
}

/** Why a member may not change or remove a note, if so. `recordedAt` is when the first words were heard of, not when they were written. */
export function mayNotChangeNote(
  note: { readonly by: string; readonly recordedAt: Temporal.Instant },
  memberId: string,
  now: Temporal.Instant,
): CallbackRefusal | null {
  if (note.by !== memberId) return "note-settled";
  return Temporal.Instant.compare(now, noteOpenUntil(note.recordedAt)) <= 0 ? null : "note-settled";
}
