import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Measures the matters of imported calls anew: of one import's callers, or (null) of all. Answers how many there are. */
export async function chainHistory(
  tx: Transaction,
  importId: string | null,
  conversationSeconds: number,
): Promise<number> {
  const row = await tx.first<{ made: number }>(
    sql`select ringback.chain_history(${tx.accountId}, ${importId}::uuid, ${conversationSeconds}::int)::int as made`,
  );
  return row?.made ?? 0;
}

/** Of each caller's calls the earliest is not a returning one: of one import's callers, or (null) of all. */
export function settleReturning(tx: Transaction, importId: string | null): void {
  tx.write(sql`select ringback.settle_all_returning(${tx.accountId}, ${importId}::uuid)`);
}

/** The time in which an import's calls lie, by the rules they were brought under. */
export async function spansOfImport(
  tx: Transaction,
  importId: string,
): Promise<{ version: number; from: Temporal.Instant; until: Temporal.Instant }[]> {
  return await tx.rows(sql<{ version: number; from: Temporal.Instant; until: Temporal.Instant }>`
    select playbook_version as version, min(arrived_at) as "from",
      greatest(max(arrived_at), (select max(started_at) from ringback.outbound_call where account_id = ${tx.accountId} and import_id = ${importId})) + interval '1 second' as until
    from ringback.call where account_id = ${tx.accountId} and entered = 'import' and import_id = ${importId} group by 1 order by 1`);
}
