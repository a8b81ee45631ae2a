import { readPlace } from "#db/queries/cursor.ts";
import { fourWayPage } from "#db/queries/four-way-test.ts";
import { scorecardAnswer } from "#db/queries/scorecard.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import type { ApiParts } from "./api-parts.ts";
import { placeFrom } from "./page.ts";

/** The five checks, and the test of each call. */
export function scorecardHandlers({ context }: ApiParts) {
  return {
    scorecard: async ({ session, now }) => await scorecardAnswer(context.db, session.accountId, now),
    fourWayTest: async ({ session, query, now }) => {
      const { cursor, ...asked } = query;
      const after = placeFrom(cursor, readPlace);
      return accepted(await fourWayPage(context.db, session.accountId, now, { ...asked, after })).page;
    },
  } satisfies Partial<Handlers>;
}
