import type { LeakReport } from "@ringback/contract/leaks.ts";
import { compareScenarios, listScenarios, oneScenario } from "#db/queries/scenarios.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { applyScenario, previewScenario, undoScenario } from "#use-cases/apply-scenario.ts";
import { createScenario, removeScenario, renameScenario } from "#use-cases/keep-scenario.ts";
import { readLeakCalls, readLeaks } from "#use-cases/read-leaks.ts";
import type { ApiParts } from "./api-parts.ts";

/** Where calls leak, and what other rules would have met. */
export function leakHandlers({ context }: ApiParts) {
  return {
    leaks: async ({ session, query }) => {
      const { report, working, ofEarlierDay } = accepted(await readLeaks(context, session.accountId, query));
      // The copy only takes the read-only marks off.
      return { report: report === null ? null : (structuredClone(report) as LeakReport), working, ofEarlierDay };
    },
    leakCalls: async ({ session, query }) => {
      const { calls, total, nextCursor } = accepted(await readLeakCalls(context, session.accountId, query));
      return { calls, total, nextCursor };
    },
    listScenarios: async ({ session, now }) => ({
      scenarios: await listScenarios(context.db, session.accountId, now),
    }),
    getScenario: async ({ session, params, now }) => {
      const found = await oneScenario(context.db, session.accountId, now, params.id);
      if (found === null) throw new Refused("scenario-not-found");
      return found;
    },
    createScenario: async ({ session, body }) => ({ id: accepted(await createScenario(context, session, body)).id }),
    changeScenario: async ({ session, params, body }) => {
      accepted(await renameScenario(context, session, { id: params.id, name: body.name }));
      return { ok: true as const };
    },
    removeScenario: async ({ session, params }) => {
      accepted(await removeScenario(context, session, params.id));
      return { ok: true as const };
    },
    compareScenarios: async ({ session, query, now }) =>
      await compareScenarios(context.db, session.accountId, now, query.ids.split(",")),
    previewScenario: async ({ session, params }) => {
      const { version, plan } = accepted(await previewScenario(context, session.accountId, params.id));
      return { version, differences: [...plan.differences], obstacles: [...plan.obstacles] };
    },
    applyScenario: async ({ session, params, body }) => {
      const { version, differences } = accepted(
        await applyScenario(context, session, { id: params.id, expectedVersion: body.expectedVersion }),
      );
      return { version, differences: [...differences] };
    },
    undoScenario: async ({ session, params }) => ({
      version: accepted(await undoScenario(context, session, params.id)).version,
    }),
  } satisfies Partial<Handlers>;
}
