import { mayNotChangeNote } from "@ringback/core/callbacks/change-note.ts";
import { happenedAt as judgeMoment } from "@ringback/core/callbacks/happened-at.ts";
import { redact } from "@ringback/core/classification/redact.ts";
import { appendNote, hasCallback, lockNote, noteRevisions } from "#db/stores/callback-notes.ts";
import { transaction } from "#db/transaction.ts";
import type { CallbackCommand } from "./act-on-callback.ts";
import type { ActionRefusal } from "./callback-step.ts";
import type { Context } from "./context.ts";
import { once } from "./once.ts";

export type NoteAnswer =
  | { readonly ok: true; readonly noteId: string }
  | { readonly ok: false; readonly refusal: ActionRefusal };

type NoteCommand = Omit<CallbackCommand, "version">;

/**
 * Writes a note on a case. Card numbers and the like are taken out before it is kept, as from every text (docs/rules.md
 * P6, P7): people type them down while they listen.
 */
export async function addNote(ctx: Context, command: NoteCommand & { readonly body: string }): Promise<NoteAnswer> {
  const { accountId, actor, callbackId, requestId, body } = command;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const asks = { kind: "note", callbackId, body };
    return await once<NoteAnswer>(tx, { memberId: actor.memberId, requestId, asks }, async () => {
      if (actor.role === "viewer") return { ok: false, refusal: "not-allowed" };
      const happened = judgeMoment(command.happenedAt, tx.now);
      if (!happened.ok) return happened;
      if (!(await hasCallback(tx, callbackId))) return { ok: false, refusal: "not-found" };
      const noteId = ctx.ids.next();
      const kept = { id: noteId, revision: 1, callbackId, by: actor.memberId, happenedAt: happened.state };
      appendNote(tx, { ...kept, body: redact(body).text });
      tx.changed({ kind: "callback", id: callbackId });
      return { ok: true, noteId };
    });
  });
}

/** Changes one's own note, or removes it (`body` null). What it said before is kept. */
export async function changeNote(
  ctx: Context,
  command: NoteCommand & { readonly noteId: string; readonly body: string | null },
): Promise<NoteAnswer> {
  const { accountId, actor, callbackId, noteId, requestId, body } = command;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const asks = { kind: "change-note", callbackId, noteId, body };
    return await once<NoteAnswer>(tx, { memberId: actor.memberId, requestId, asks }, async () => {
      lockNote(tx, noteId);
      const revisions = await noteRevisions(tx, callbackId, noteId);
      const [newest, first] = [revisions.at(0), revisions.at(-1)];
      if (newest === undefined || first === undefined || newest.body === null)
        return { ok: false, refusal: "note-not-found" };
      const refusal = mayNotChangeNote({ by: first.by_member, recordedAt: first.at }, actor.memberId, tx.now);
      if (refusal !== null) return { ok: false, refusal };
      const kept = { id: noteId, revision: newest.revision + 1, callbackId, by: actor.memberId, happenedAt: null };
      appendNote(tx, { ...kept, body: body === null ? null : redact(body).text });
      tx.changed({ kind: "callback", id: callbackId });
      return { ok: true, noteId };
    });
  });
}
