import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** The version of the rules now in force, with the account locked until the transaction ends. */
export async function lockPlaybookVersion(tx: Transaction): Promise<number> {
  const row = await tx.first<{ version: number }>(
    sql`select playbook_version as version from ringback.account where id = ${tx.accountId} for update`,
  );
  if (row === null) throw new Error("The account does not exist.");
  return row.version;
}

/** Notes when the set-up was finished first. Answers false when it already was. */
export async function markSetupDone(tx: Transaction): Promise<boolean> {
  const row = await tx.first(
    sql`update ringback.account set setup_done_at = ${tx.now} where id = ${tx.accountId} and setup_done_at is null returning id`,
  );
  return row !== null;
}

/** The business's time zone, by its IANA name. */
export async function accountTimeZone(tx: Transaction): Promise<string> {
  const row = await tx.first<{ zone: string }>(
    sql`select time_zone as zone from ringback.account where id = ${tx.accountId}`,
  );
  if (row === null) throw new Error("The account does not exist.");
  return row.zone;
}
