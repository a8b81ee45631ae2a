import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { acrossAccounts } from "#db/transaction.ts";

/** Whether the database and the job queue's tables answer within `limitMs`. Never throws. */
export async function isDatabaseReady(db: Database, limitMs: number): Promise<{ database: boolean; jobs: boolean }> {
  const question = acrossAccounts<{ jobs: boolean }>(
    db,
    sql`select has_table_privilege('graphile_worker.jobs', 'select') as jobs`,
  );
  const limit = Promise.withResolvers<null>();
  const timer = setTimeout(() => limit.resolve(null), limitMs);
  try {
    const rows = await Promise.race([question, limit.promise]);
    return { database: rows !== null, jobs: rows?.[0]?.jobs === true };
  } catch (error) {
    // A missing table is an answer of the database; anything else is none.
    const answered = error instanceof Error && "code" in error && error.code === "42P01";
    return { database: answered, jobs: false };
  } finally {
    clearTimeout(timer);
    question.catch(() => {});
  }
}
