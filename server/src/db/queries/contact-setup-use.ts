import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

type Counts = Readonly<Record<string, number>>;

/** How many contacts have each tier, and hold something in each own field; asked before one of them is removed. */
export async function contactSetupUse(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
): Promise<{ tiers: Counts; fields: Counts }> {
  return await transaction(db, accountId, now, async (tx) => {
    const tiers = tx.rows<{
      id: string;
      count: number;
    }>(sql`select tier as id, count(*)::int as count from ringback.contact
      where account_id = ${accountId} and merged_into is null group by tier`);
    const fields = tx.rows<{
      id: string;
      count: number;
    }>(sql`select key as id, count(*)::int as count from ringback.contact c
      cross join lateral jsonb_object_keys(c.fields) key where c.account_id = ${accountId} and c.merged_into is null and c.fields <> '{}' group by key`);
    return { tiers: byId(await tiers), fields: byId(await fields) };
  });
}

function byId(rows: readonly { id: string; count: number }[]): Counts {
  return Object.fromEntries(rows.map(({ id, count }) => [id, count]));
}
