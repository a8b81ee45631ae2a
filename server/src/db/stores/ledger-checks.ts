import type { LedgerReport } from "@ringback/contract/ledger.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Notes that a check of the books was asked for; the report before stays until the new one is there. */
export function noteCheckAsked(tx: Transaction): void {
  tx.write(sql`insert into ringback.ledger_check (account_id, asked_at) values (${tx.accountId}, ${tx.now})
    on conflict (account_id) do update set asked_at = excluded.asked_at, finished_at = null, error = null`);
}

/** Keeps what a check found, or why it could not be made. */
export function noteCheckDone(tx: Transaction, result: { report: LedgerReport } | { error: string }): void {
  const report = "report" in result ? JSON.stringify(result.report) : null;
  const error = "error" in result ? result.error : null;
  tx.write(sql`insert into ringback.ledger_check (account_id, asked_at, finished_at, report, error) values (${tx.accountId}, ${tx.now}, ${tx.now}, ${report}, ${error})
    on conflict (account_id) do update set finished_at = excluded.finished_at, report = coalesce(excluded.report, ledger_check.report), error = excluded.error`);
}
