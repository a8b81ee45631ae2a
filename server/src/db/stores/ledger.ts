// What keeps the books of the whole installation in order. Work of the owner role, in no account's name.
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { acrossAccounts } from "#db/transaction.ts";

/** Seals what was stamped since the last time. Answers how many blocks were made; null when another process was at it. */
export async function sealLedger(db: Database): Promise<number | null> {
  const [row] = await acrossAccounts(db, sql<{ blocks: number | null }>`select ringback.seal_ledger() as blocks`);
  return row?.blocks ?? null;
}

/** Sums up the daily counts. Answers how many rows it wrote; 0 also when another process was at it. */
export async function compactTally(db: Database): Promise<number> {
  const [row] = await acrossAccounts(db, sql<{ rows: number }>`select ringback.compact_call_tally() as rows`);
  return row?.rows ?? 0;
}

/** Sums up the figures of days, and of months that are over, for some seconds at most. Answers how many months it touched. */
export async function compactFigures(db: Database): Promise<number> {
  const [row] = await acrossAccounts(db, sql<{ months: number }>`select ringback.compact_figures()::int as months`);
  return row?.months ?? 0;
}
