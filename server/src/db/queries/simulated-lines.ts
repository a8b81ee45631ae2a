import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

/** What the simulated phone shows of a business; `numbers` is empty for one that is not on a simulated network. */
export interface SimulatedLines {
  readonly numbers: { readonly number: string; readonly label: string }[];
  readonly staff: { readonly number: string; readonly name: string }[];
  /** Texts that reached the business, newest first: what simulated phones have sent. */
  readonly received: {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly body: string;
    readonly at: Temporal.Instant;
  }[];
}

/** The lines of this business on simulated connections, its phones, and the texts that came in. */
export async function simulatedLines(db: Database, accountId: string, now: Temporal.Instant): Promise<SimulatedLines> {
  return await transaction(db, accountId, now, async (tx) => {
    const [numbers, staff, received] = await Promise.all([
      tx.rows(sql<SimulatedLines["numbers"][number]>`select n.number, n.label from ringback.phone_number n
        join ringback.connection c on c.account_id = n.account_id and c.id = n.connection_id and c.simulated and c.removed_at is null
        where n.account_id = ${accountId} order by n.created_at, n.number`),
      tx.rows(sql<SimulatedLines["staff"][number]>`select phone as number, name from ringback.member
        where account_id = ${accountId} and removed_at is null and phone is not null order by created_at, id`),
      tx.rows(sql<
        SimulatedLines["received"][number]
      >`select id, from_number as "from", to_number as "to", body, created_at as at from ringback.message
        where account_id = ${accountId} and direction = 'in' and from_number is not null and to_number is not null
          and created_at > ${now.subtract({ hours: 24 * 7 })} order by created_at desc, id limit 300`),
    ]);
    return { numbers, staff, received };
  });
}
