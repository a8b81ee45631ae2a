import { doctor } from "#db/queries/doctor.ts";
import type { Handlers } from "#http/mount.ts";
import type { ApiParts } from "./api-parts.ts";

/** What is well and what is not. */
export function doctorHandlers({ context }: ApiParts) {
  return {
    doctor: async ({ session, now }) =>
      await doctor(context.db, session.accountId, now, {
        emailSetUp: context.email !== null,
        clockOffsetMs: context.clock.offsetMs,
        systems: context.telephony,
      }),
  } satisfies Partial<Handlers>;
}
