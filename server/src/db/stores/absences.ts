import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface StoredAbsence {
  readonly id: string;
  readonly memberId: string;
  readonly kind: "time-off" | "busy";
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly source: "person" | "calendar";
  readonly note: string | null;
}

/** Keeps time off or busy hours. */
export function insertAbsence(tx: Transaction, absence: StoredAbsence & { readonly by: string }): void {
  const { id, memberId, kind, from, until, source, note, by } = absence;
  tx.write(sql`insert into ringback.absence (account_id, id, member_id, kind, from_at, until_at, source, note, created_by, created_at)
    values (${tx.accountId}, ${id}, ${memberId}, ${kind}, ${from}, ${until}, ${source}, ${note}, ${by}, ${tx.now})`);
}

/** Whose it is; null when there is no such absence. */
export async function lockAbsence(tx: Transaction, id: string): Promise<{ memberId: string } | null> {
  return await tx.first(sql<{ memberId: string }>`
    select member_id as "memberId" from ringback.absence where account_id = ${tx.accountId} and id = ${id} for update`);
}

export function deleteAbsence(tx: Transaction, id: string): void {
  tx.write(sql`delete from ringback.absence where account_id = ${tx.accountId} and id = ${id}`);
}
