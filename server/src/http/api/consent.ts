import { consentOfNumber } from "#db/queries/consent-of-number.ts";
import { textDecisions } from "#db/queries/text-decisions.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { numberKey } from "#number-key.ts";
import { forgetPlace, overridePlace, setConsent } from "#use-cases/set-consent.ts";
import type { ApiParts } from "./api-parts.ts";

/** What numbers have agreed to, and why each text went or did not. */
export function consentHandlers({ context }: ApiParts) {
  return {
    getConsent: async ({ session, params, now }) =>
      await consentOfNumber(
        context.db,
        session.accountId,
        now,
        params.number,
        numberKey(context.secretBox, session.accountId),
      ),
    setConsent: async ({ session, params, body }) =>
      accepted(await setConsent(context, session, { ...body, number: params.number })),
    setTextingPlace: async ({ session, params, body }) =>
      accepted(await overridePlace(context, session, { ...body, number: params.number })),
    clearTextingPlace: async ({ session, params }) => accepted(await forgetPlace(context, session, params.number)),
    listTextDecisions: async ({ session, params, now }) => {
      const found = await textDecisions(context.db, session.accountId, now, params.id);
      if (found === null) throw new Refused("not-found");
      return found;
    },
  } satisfies Partial<Handlers>;
}
