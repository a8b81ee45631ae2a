import { readPlace } from "#db/queries/cursor.ts";
import { review } from "#db/queries/review.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { resolveHold } from "#use-cases/resolve-hold.ts";
import type { ApiParts } from "./api-parts.ts";
import { placeFrom } from "./page.ts";

/** What waits for a person. */
export function holdHandlers({ context }: ApiParts) {
  return {
    listHolds: async ({ session, query, now }) => {
      const { limit, cursor } = query;
      return await review(context.db, session.accountId, now, { limit, after: placeFrom(cursor, readPlace) });
    },
    resolveHold: async ({ session, params, body }) => {
      const { accountId, memberId, role } = session;
      accepted(await resolveHold(context, { ...body, accountId, actor: { memberId, role }, holdId: params.id }));
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}
