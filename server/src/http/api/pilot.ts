import { pilotAnswer } from "#db/queries/pilot.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { cancelPilot } from "#use-cases/cancel-pilot.ts";
import { planPilot } from "#use-cases/plan-pilot.ts";
import { startPilot } from "#use-cases/start-pilot.ts";
import type { ApiParts } from "./api-parts.ts";

const done = { ok: true as const };

/** Fourteen days with a verdict. */
export function pilotHandlers({ context }: ApiParts) {
  return {
    pilot: async ({ session, now }) => await pilotAnswer(context.db, session.accountId, now, context.telephony),
    planPilot: async ({ session, body }) => {
      const wish = { ...body, numberIds: body.numberIds ?? null };
      return { id: accepted(await planPilot(context, session, wish)).id };
    },
    startPilot: async ({ session, params }) => {
      accepted(await startPilot(context, session, params.id));
      return done;
    },
    cancelPilot: async ({ session, params }) => {
      accepted(await cancelPilot(context, session, params.id));
      return done;
    },
  } satisfies Partial<Handlers>;
}
