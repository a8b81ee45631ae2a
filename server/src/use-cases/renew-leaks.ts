import { sql } from "kysely";
import { leakReportJob } from "#db/jobs.ts";
import { ageLeakReports, findAskedSince } from "#db/stores/leak-reports.ts";
import type { Transaction } from "#db/transaction.ts";
import { askedSince } from "./leak-question.ts";

/** Of very many questions those asked last are made anew; the others when somebody asks. */
const mostRenewed = 8;
/** Whoever changes rules or people changes several in a row. */
const gatherSeconds = 60;

/**
 * Rules or people have changed: every kept report of leaks is old, and those that somebody asked for lately are made anew
 * in the background, so that they are ready when asked for.
 */
export async function renewLeaks(tx: Transaction): Promise<void> {
  const account = await tx.first<{ today: string }>(
    sql`select (${tx.now}::timestamptz at time zone time_zone)::date::text as today from ringback.account where id = ${tx.accountId}`,
  );
  if (account === null) return;
  ageLeakReports(tx);
  const runAt = tx.now.add({ seconds: gatherSeconds });
  const keys = await findAskedSince(tx, askedSince(account.today), mostRenewed);
  tx.enqueue(...keys.map((key) => leakReportJob(tx.accountId, key, { runAt })));
}
