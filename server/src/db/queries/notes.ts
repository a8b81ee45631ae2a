import type { Note } from "@ringback/contract/callbacks.ts";
import type { Actor } from "@ringback/core/callbacks/callback.ts";
import { mayNotChangeNote, noteOpenUntil } from "@ringback/core/callbacks/change-note.ts";
import type { Database } from "#db/database.ts";
import { noteRevisions, notesOf, type StoredNote } from "#db/stores/callback-notes.ts";
import { transaction } from "#db/transaction.ts";

/** The notes of a case as they stand, newest first. */
export function toNotes(notes: readonly StoredNote[], actor: Actor, now: Temporal.Instant): Note[] {
  return notes
    .flatMap((note) => (note.body === null ? [] : [toNote(note, note.body, actor, now)]))
    .sort((a, b) => Temporal.Instant.compare(b.at, a.at) || (a.id < b.id ? 1 : -1));
}

/** One note; null when it is none of this callback's, or was removed. */
export async function oneNote(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  callbackId: string,
  noteId: string,
  actor: Actor,
): Promise<Note | null> {
  const notes = await transaction(db, accountId, now, (tx) => notesOf(tx, callbackId));
  return toNotes(notes, actor, now).find(({ id }) => id === noteId) ?? null;
}

/** Everything a note said, newest first; removed is told by no words. */
export async function noteHistory(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  callbackId: string,
  noteId: string,
): Promise<{ body: string | null; by: string | null; at: string }[]> {
  const revisions = await transaction(db, accountId, now, (tx) => noteRevisions(tx, callbackId, noteId));
  return revisions.map(({ body, by_name, at }) => ({ body, by: by_name, at: at.toString() }));
}

function toNote(note: StoredNote, body: string, actor: Actor, now: Temporal.Instant): Note {
  const writer = { by: note.by_member, recordedAt: note.recorded_at };
  return {
    id: note.id,
    body,
    by: { id: note.by_member, name: note.by_name },
    at: note.written_at.toString(),
    editedAt: note.revision > 1 ? note.changed_at.toString() : null,
    mayChangeUntil:
      mayNotChangeNote(writer, actor.memberId, now) === null ? noteOpenUntil(note.recorded_at).toString() : null,
  };
}
