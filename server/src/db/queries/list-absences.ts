import type { Absence } from "@ringback/contract/ownership.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

/** Time off and busy hours of the people who are here, running and to come, the next first. */
export async function listAbsences(db: Database, accountId: string, now: Temporal.Instant): Promise<Absence[]> {
  const rows = await transaction(db, accountId, now, (tx) =>
    tx.rows(sql<Omit<Absence, "from" | "until"> & { from: Temporal.Instant; until: Temporal.Instant }>`
      select a.id, a.member_id as "memberId", a.kind, a.from_at as "from", a.until_at as until, a.source, a.note
      from ringback.absence a
      join ringback.member m on m.account_id = a.account_id and m.id = a.member_id and m.removed_at is null
      where a.account_id = ${tx.accountId} and a.until_at > ${tx.now} order by a.from_at, a.id limit 500`),
  );
  return rows.map((one) => ({ ...one, from: one.from.toString(), until: one.until.toString() }));
}
