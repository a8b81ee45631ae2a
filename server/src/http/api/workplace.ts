import type { BulkAction, BulkResult } from "@ringback/contract/workplace.ts";
import { readPlace } from "#db/queries/cursor.ts";
import { customerHistory } from "#db/queries/customer-history.ts";
import { noteHistory, oneNote } from "#db/queries/notes.ts";
import { listPresence, toPresence } from "#db/queries/presence.ts";
import type { Handlers } from "#http/mount.ts";
import { Refused } from "#http/refused.ts";
import { actOnMany, type ResultOfOne } from "#use-cases/act-on-many.ts";
import type { CallbackStep } from "#use-cases/callback-step.ts";
import {
  claimStep,
  closeStep,
  reassignStep,
  releaseStep,
  snoozeStep,
  unsnoozeStep,
} from "#use-cases/callback-steps.ts";
import { setPresence } from "#use-cases/set-presence.ts";
import { undoCallback, undoMany } from "#use-cases/undo-callback.ts";
import { addNote, changeNote } from "#use-cases/write-note.ts";
import type { ApiParts } from "./api-parts.ts";
import { commandOf, readInstant, ruled, wordsOf } from "./callback-command.ts";
import { placeFrom } from "./page.ts";

/** Many at once, undo, notes, the customer's past, and who else is there. */
export function workplaceHandlers({ context }: ApiParts) {
  return {
    actOnMany: async ({ session, body, requestId }) => {
      const { accountId, memberId, role } = session;
      const happenedAt = body.happenedAt === undefined ? undefined : readInstant("happenedAt", body.happenedAt);
      const command = { accountId, actor: { memberId, role }, items: body.items, requestId, happenedAt };
      const { results, undoToken } = ruled(await actOnMany(context, command, stepOf(body.do)));
      return { ...counted(results), undoToken };
    },
    undoCallback: async (call) => {
      const { undoToken } = call.body;
      const { callback, undone } = ruled(await undoCallback(context, { ...commandOf(call), undoToken }));
      return { version: callback.version, state: callback.state, undone };
    },
    undoMany: async ({ session, body, requestId }) => {
      const { accountId, memberId, role } = session;
      const command = { accountId, actor: { memberId, role }, undoToken: body.undoToken, requestId };
      const answer = ruled(await undoMany(context, command));
      return { ...counted(answer.results), undone: answer.undone ?? "" };
    },
    addNote: async (call) => {
      const command = commandOf(call);
      const { noteId } = ruled(await addNote(context, { ...command, body: call.body.body }));
      return await found(oneNote(context.db, command.accountId, call.now, call.params.id, noteId, command.actor));
    },
    changeNote: async (call) => {
      const command = commandOf(call);
      const { noteId } = call.params;
      ruled(await changeNote(context, { ...command, noteId, body: call.body.body }));
      return await found(oneNote(context.db, command.accountId, call.now, call.params.id, noteId, command.actor));
    },
    removeNote: async (call) => {
      const command = commandOf({ ...call, body: {} });
      ruled(await changeNote(context, { ...command, noteId: call.params.noteId, body: null }));
      return { ok: true as const };
    },
    noteHistory: async ({ session, params, now }) => {
      const revisions = await noteHistory(context.db, session.accountId, now, params.id, params.noteId);
      if (revisions.length === 0) throw new Refused("note-not-found");
      return { revisions };
    },
    customerHistory: async ({ session, params, query, now }) => {
      const { limit, cursor } = query;
      const after = placeFrom(cursor, readPlace);
      return await found(customerHistory(context.db, session.accountId, now, params.id, { limit, after }));
    },
    setPresence: async ({ session, params, body }) => {
      const { accountId, memberId } = session;
      const { present } = ruled(await setPresence(context, { accountId, memberId, callbackId: params.id, ...body }));
      return { present: present.map(toPresence) };
    },
    listPresence: async ({ session, now }) => ({
      now: now.toString(),
      present: await listPresence(context.db, session.accountId, now),
    }),
  } satisfies Partial<Handlers>;
}

function stepOf(asked: BulkAction): CallbackStep {
  switch (asked.action) {
    case "claim":
      return claimStep;
    case "release":
      return releaseStep;
    case "reassign":
      return reassignStep(asked);
    case "snooze":
      return snoozeStep({ ...asked, until: readInstant("do.until", asked.until) });
    case "unsnooze":
      return unsnoozeStep;
    case "close":
      return closeStep(asked);
  }
}

function counted(results: readonly ResultOfOne[]) {
  const told = results.map(({ id, answer }): BulkResult => {
    if (!answer.ok)
      return { id, done: false, version: null, state: null, code: answer.refusal, refusal: wordsOf(answer.refusal) };
    const { version, state } = answer.callback;
    return { id, done: true, version, state, code: null, refusal: null };
  });
  const done = told.filter((one) => one.done).length;
  return { done, refused: told.length - done, results: told };
}

async function found<Answer>(asked: Promise<Answer | null>): Promise<Answer> {
  const answer = await asked;
  if (answer === null) throw new Refused("not-found");
  return answer;
}
