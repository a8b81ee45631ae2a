import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface TeamMember {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly role: "owner" | "coordinator" | "agent" | "viewer";
  readonly notify_by_sms: boolean;
  readonly notify_by_email: boolean;
}

/** The people of the account now, in the order they came. */
export async function team(tx: Transaction): Promise<readonly TeamMember[]> {
  return await tx.rows(sql<TeamMember>`select id, name, email, phone, role, notify_by_sms, notify_by_email from ringback.member
    where account_id = ${tx.accountId} and removed_at is null order by created_at, id`);
}

export async function memberIds(tx: Transaction): Promise<readonly string[]> {
  return (await team(tx)).map((member) => member.id);
}

/**
 * Makes sure that whom the rules choose is still there when it is kept: whoever gives a callback to somebody shares this
 * lock, and a removal waits for all of them. Shared, so no call waits for another. After the locks of call and caller, before
 * those of rows.
 */
export function shareTeam(tx: Transaction): void {
  tx.write(sql`select ${teamLock(tx, "pg_advisory_xact_lock_shared")}`);
}

/** For a removal: nobody is given anything until it is done. */
export function holdTeam(tx: Transaction): void {
  tx.write(sql`select ${teamLock(tx, "pg_advisory_xact_lock")}`);
}

function teamLock(
  { accountId }: Pick<Transaction, "accountId">,
  how: "pg_advisory_xact_lock" | "pg_advisory_xact_lock_shared",
): RawBuilder<unknown> {
  return sql`${sql.raw(how)}(hashtextextended('team:' || ${accountId}, 0))`;
}
