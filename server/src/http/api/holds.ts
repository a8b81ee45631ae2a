import { confusion, listCorrections } from "#db/queries/corrections.ts";
import { readPlace } from "#db/queries/cursor.ts";
import { review } from "#db/queries/review.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { correctCallback } from "#use-cases/correct-callback.ts";
import { reopenHold } from "#use-cases/reopen-hold.ts";
import { resolveHold } from "#use-cases/resolve-hold.ts";
import type { ApiParts } from "./api-parts.ts";
import { placeFrom } from "./page.ts";

/** What waits for a person, and what people set right. */
export function holdHandlers({ context }: ApiParts) {
  return {
    listHolds: async ({ session, query, now }) => {
      const { limit, cursor, reason } = query;
      return await review(context.db, session.accountId, now, { reason, limit, after: placeFrom(cursor, readPlace) });
    },
    resolveHold: async ({ session, params, body }) => {
      const { accountId, memberId, role } = session;
      accepted(await resolveHold(context, { ...body, accountId, actor: { memberId, role }, holdId: params.id }));
      return { ok: true };
    },
    reopenHold: async ({ session, params }) => {
      const { accountId, memberId, role } = session;
      accepted(await reopenHold(context, { accountId, actor: { memberId, role }, holdId: params.id }));
      return { ok: true };
    },
    correctCallback: async ({ session, params, body }) => {
      const { accountId, memberId, role } = session;
      const { callId, messageId, ...labels } = body;
      const about = { callId, messageId };
      accepted(
        await correctCallback(context, {
          ...labels,
          accountId,
          actor: { memberId, role },
          callbackId: params.id,
          about,
        }),
      );
      return { ok: true };
    },
    corrections: async ({ session, query, now }) => await confusion(context.db, session.accountId, now, query),
    listCorrections: async ({ session, query, now }) => {
      const { cursor, ...question } = query;
      const after = placeFrom(cursor, readPlace);
      const { corrections, nextCursor } = await listCorrections(context.db, session.accountId, now, {
        ...question,
        after,
      });
      return { corrections: corrections.map((each) => ({ ...each, at: each.at.toString() })), nextCursor };
    },
  } satisfies Partial<Handlers>;
}
