import { ledgerBooks, ledgerDays } from "#db/queries/ledger-books.ts";
import { ledgerExceptions } from "#db/queries/ledger-exceptions.ts";
import type { Handlers } from "#http/mount.ts";
import { askLedgerCheck } from "#use-cases/verify-ledger.ts";
import type { ApiParts } from "./api-parts.ts";

/** The account's books. */
export function ledgerHandlers({ context }: ApiParts) {
  return {
    ledger: async ({ session, query, now }) => {
      const books = await ledgerBooks(context.db, session.accountId, now, query);
      const connections = books.connections.map(({ provider, ...connection }) => ({
        ...connection,
        hasLog: context.telephony[provider]?.abilities.callLog ?? false,
      }));
      return { ...books, connections };
    },
    ledgerDays: async ({ session, query, now }) => await ledgerDays(context.db, session.accountId, now, query),
    ledgerExceptions: async ({ session, query, now }) =>
      await ledgerExceptions(context.db, session.accountId, now, query),
    checkLedger: async ({ session }) => {
      await askLedgerCheck(context, session);
      return { ok: true as const };
    },
  } satisfies Partial<Handlers>;
}
