import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { callbackRows, type RowColumns, toCallbackRow } from "./callback-row.ts";
import { type Place, pageOf } from "./cursor.ts";

/** Callbacks by the time of their first call, newest first. */
export async function listCallbacks(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  question: { state?: CallbackRow["state"] | undefined; limit: number; after: Place | null },
): Promise<{ callbacks: CallbackRow[]; nextCursor: string | null }> {
  const { state, limit, after } = question;
  // The bare test lets the few live ones be found by their own index among many closed.
  const wanted =
    state === undefined
      ? sql``
      : state === "closed"
        ? sql`and state = 'closed'`
        : sql`and state <> 'closed' and state = ${state}`;
  const beyond =
    after === null
      ? sql``
      : sql`and started_at <= ${after.at} and (started_at < ${after.at} or id > ${after.id}::uuid)`;
  const page = sql`select id from ringback.callback where account_id = ${accountId} ${wanted} ${beyond}
    order by started_at desc, id limit ${limit + 1}`;
  const rows = await transaction(db, accountId, now, (tx) => tx.rows<RowColumns>(callbackRows(accountId, now, page)));
  rows.sort((a, b) => Temporal.Instant.compare(b.started_at, a.started_at) || (a.id < b.id ? -1 : 1));
  const { page: shown, nextCursor } = pageOf(rows, limit, (row) => ({ at: row.started_at, id: row.id }));
  return { callbacks: shown.map(toCallbackRow), nextCursor };
}
