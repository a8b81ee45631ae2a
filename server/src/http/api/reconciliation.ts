import { readPlace } from "#db/queries/cursor.ts";
import { findRun, listGaps, listRuns } from "#db/queries/reconciliation.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { acceptGap, reopenGap } from "#use-cases/accept-gap.ts";
import { startReconciliation } from "#use-cases/start-reconciliation.ts";
import type { ApiParts } from "./api-parts.ts";
import { placeFrom } from "./page.ts";

/** Comparisons with the phone systems' own logs. */
export function reconciliationHandlers({ context }: ApiParts) {
  return {
    listReconciliationRuns: async ({ session, query: { cursor, ...query }, now }) =>
      await listRuns(context.db, session.accountId, now, { ...query, after: placeFrom(cursor, readPlace) }),
    getReconciliationRun: async ({ session, params, now }) => {
      const run = await findRun(context.db, session.accountId, now, params.id);
      if (run === null) throw new Refused("not-found");
      return run;
    },
    startReconciliation: async ({ session, body }) => {
      const asked = { accountId: session.accountId, by: session.memberId, connectionId: body.connectionId };
      const range = { from: instantOf(body.from), to: instantOf(body.to) };
      return { id: accepted(await startReconciliation(context, { ...asked, ...range })).runId };
    },
    listGaps: async ({ session, query: { cursor, ...query }, now }) =>
      await listGaps(context.db, session.accountId, now, { ...query, after: placeFrom(cursor, readPlace) }),
    acceptGap: async ({ session, params }) => {
      accepted(await acceptGap(context, { accountId: session.accountId, by: session.memberId, gapId: params.id }));
      return { ok: true as const };
    },
    reopenGap: async ({ session, params }) => {
      accepted(await reopenGap(context, { accountId: session.accountId, by: session.memberId, gapId: params.id }));
      return { ok: true as const };
    },
  } satisfies Partial<Handlers>;
}

function instantOf(text: string | undefined): Temporal.Instant | undefined {
  return text === undefined ? undefined : Temporal.Instant.from(text);
}
