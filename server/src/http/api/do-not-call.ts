import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { bringDoNotCall, dropDoNotCall, findDoNotCall } from "#use-cases/keep-do-not-call.ts";
import type { ApiParts } from "./api-parts.ts";

/** The lists of numbers that nobody advertises to. */
export function doNotCallHandlers({ context }: ApiParts) {
  return {
    getDoNotCall: async ({ session }) => ({
      lists: (await findDoNotCall(context, session.accountId)).map((list) => ({
        ...list,
        changedAt: list.changedAt.toString(),
      })),
    }),
    bringDoNotCall: async ({ session, params, body }) => {
      const { ok: _ok, ...counts } = accepted(await bringDoNotCall(context, session, { list: params.list, ...body }));
      return counts;
    },
    removeDoNotCall: async ({ session, params }) => {
      await dropDoNotCall(context, session, params.list);
      return { ok: true };
    },
  } satisfies Partial<Handlers>;
}
