import { findDrill, latestDrills } from "#db/queries/drills.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { startDrill } from "#use-cases/start-drill.ts";
import type { ApiParts } from "./api-parts.ts";

/** Test calls that prove the loop. */
export function drillHandlers({ context }: ApiParts) {
  return {
    listDrills: async ({ session }) => ({
      drills: await latestDrills(context.db, session.accountId, context.clock.now()),
    }),
    startDrill: async ({ session, body }) => {
      const asked = { accountId: session.accountId, by: session.memberId, numberId: body.numberId };
      return { id: accepted(await startDrill(context, asked)).drillId };
    },
    getDrill: async ({ session, params }) => {
      const drill = await findDrill(context.db, session.accountId, context.clock.now(), params.id);
      if (drill === null) throw new Refused("not-found");
      return drill;
    },
  } satisfies Partial<Handlers>;
}
