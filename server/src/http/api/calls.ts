import { callLedger, findCall } from "#db/queries/call-ledger.ts";
import { readPlace } from "#db/queries/cursor.ts";
import { listCalls } from "#db/queries/list-calls.ts";
import { listMessages } from "#db/queries/list-messages.ts";
import type { Handlers } from "#http/mount.ts";
import { Refused } from "#http/refused.ts";
import type { ApiParts } from "./api-parts.ts";
import { placeFrom } from "./page.ts";

/** Calls with their ledgers, and texts. */
export function callHandlers({ context }: ApiParts) {
  return {
    listCalls: async ({ session, query, now }) => {
      const { cursor, ...asked } = query;
      return await listCalls(context.db, session.accountId, now, { ...asked, after: placeFrom(cursor, readPlace) });
    },
    getCall: async ({ session, params, now }) => found(await findCall(context.db, session.accountId, now, params.id)),
    getLedger: async ({ session, params, now }) =>
      found(await callLedger(context.db, session.accountId, now, params.id)),
    listMessages: async ({ session, query, now }) => {
      const { limit, cursor } = query;
      return await listMessages(context.db, session.accountId, now, { limit, after: placeFrom(cursor, readPlace) });
    },
  } satisfies Partial<Handlers>;
}

function found<Thing>(thing: Thing | null): Thing {
  if (thing === null) throw new Refused("not-found");
  return thing;
}
