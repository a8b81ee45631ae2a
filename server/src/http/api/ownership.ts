import { listAbsences } from "#db/queries/list-absences.ts";
import { ownerCounts } from "#db/queries/owner-counts.ts";
import { checkOwners, whoWouldGet } from "#db/queries/who-would-get.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { addAbsence, removeAbsence } from "#use-cases/change-absences.ts";
import type { ApiParts } from "./api-parts.ts";
import { readInstant } from "./callback-command.ts";

/** Who calls back: trying the rules, their counts, and when people are away. */
export function ownershipHandlers({ context }: ApiParts) {
  const { db } = context;
  return {
    whoWouldGet: async ({ session, now, body }) => {
      const at = body.at === undefined ? now : readInstant("at", body.at);
      return await whoWouldGet(db, session.accountId, now, { ...body, at });
    },
    checkOwners: async ({ session, now, body }) => await checkOwners(db, session.accountId, now, body),
    ownerCounts: async ({ session, now }) => await ownerCounts(db, session.accountId, now),
    listAbsences: async ({ session, now }) => ({ absences: await listAbsences(db, session.accountId, now) }),
    addAbsence: async ({ session, body }) => {
      const { memberId, kind, from, until, note = null } = body;
      const asked = {
        memberId,
        kind,
        from: from === undefined ? null : readInstant("from", from),
        until: readInstant("until", until),
        note,
      };
      return { id: accepted(await addAbsence(context, session, asked)).id };
    },
    removeAbsence: async ({ session, params }) => {
      accepted(await removeAbsence(context, session, params.id));
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}
