import type { Me } from "@ringback/contract/installation.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { acrossAccounts } from "#db/transaction.ts";

/** The businesses a person belongs to, by name: for choosing one. Across accounts by its nature, and bound to the person. */
export async function listAccountsOf(db: Database, userId: string): Promise<Me["accounts"]> {
  return await acrossAccounts<Me["accounts"][number]>(
    db,
    sql`select account.id, account.name, member.role, member.id as "memberId", account.time_zone as "timeZone",
        account.trade, account.setup_done_at is not null as "setupDone"
      from ringback.member join ringback.account on account.id = member.account_id
      where member.user_id = ${userId} and member.removed_at is null
      order by lower(account.name), account.id`,
  );
}
