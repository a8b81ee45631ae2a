import { noNumberId } from "@ringback/contract/no-number.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import type { LedgerRange } from "./ledger-books.ts";

type Exceptions = AnswerOf<Routes["ledgerExceptions"]>;
type Gap = Exceptions["gaps"][number];
type Loose = Exceptions["loose"][number];

/** What is not accounted for in a range of days: calls nobody owes, and open differences to the provider's log. */
export async function ledgerExceptions(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { from, to, number, limit }: LedgerRange & { limit: number },
): Promise<Exceptions> {
  const ofNumber = number === undefined ? sql`` : sql`and coalesce(number_id, ${noNumberId}::uuid) = ${number}::uuid`;
  return await transaction(db, accountId, now, async (tx) => {
    const [loose, gaps] = await Promise.all([
      tx.rows(sql<Omit<Loose, "at"> & { at: Temporal.Instant }>`
        select id as "callId", arrived_at as at, caller as "from", dialed as "to", local_day::text as day from ringback.call
        where account_id = ${accountId} and standing = 'loose' and drill_id is null and local_day between ${from}::date and ${to}::date ${ofNumber}
        order by arrived_at desc, id limit ${limit + 1}`),
      tx.rows(sql<
        Omit<Gap, "arrivedAt" | "foundAt"> & { arrivedAt: Temporal.Instant | null; foundAt: Temporal.Instant }
      >`
        select g.id, g.kind, c.label as connection, g.provider_call_id as "providerCallId", g.call_id as "callId", g.number_id as "numberId",
          g.dialed, g.arrived_at as "arrivedAt", g.local_day::text as day, g.found_at as "foundAt", g.detail
        from ringback.reconciliation_gap g join ringback.connection c on c.account_id = g.account_id and c.id = g.connection_id
        where g.account_id = ${accountId} and g.state = 'open' and g.local_day between ${from}::date and ${to}::date ${ofNumber}
        order by g.arrived_at desc nulls last, g.id limit ${limit + 1}`),
    ]);
    return {
      loose: loose.slice(0, limit).map((call) => ({ ...call, at: call.at.toString() })),
      gaps: gaps.slice(0, limit).map((gap) => ({
        ...gap,
        arrivedAt: gap.arrivedAt?.toString() ?? null,
        foundAt: gap.foundAt.toString(),
      })),
      more: loose.length > limit || gaps.length > limit,
    };
  });
}
