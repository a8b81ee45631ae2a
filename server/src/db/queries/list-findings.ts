import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { type FindingKind, findingWords } from "@ringback/core/callbacks/finding-words.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

/** How far back findings are shown. */
const shownDays = 7;

/** What the auditor found in the last days, newest first; at most a hundred. */
export async function listFindings(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
): Promise<AnswerOf<Routes["listFindings"]>> {
  const since = now.subtract({ hours: 24 * shownDays });
  const rows = await transaction(db, accountId, now, (tx) => tx.rows(question(accountId, since)));
  return {
    findings: rows.map(({ brokenAt, foundAt, lastFoundAt, ...finding }) => ({
      ...finding,
      words: findingWords[finding.kind],
      brokenAt: brokenAt.toString(),
      foundAt: foundAt.toString(),
      lastFoundAt: lastFoundAt.toString(),
    })),
  };
}

function question(accountId: string, since: Temporal.Instant) {
  return sql<{
    id: string;
    callbackId: string;
    kind: FindingKind;
    brokenAt: Temporal.Instant;
    foundAt: Temporal.Instant;
    lastFoundAt: Temporal.Instant;
    times: number;
  }>`select id, callback_id as "callbackId", kind, broken_at as "brokenAt", found_at as "foundAt", last_found_at as "lastFoundAt", times
    from ringback.audit_finding where account_id = ${accountId} and last_found_at >= ${since} order by last_found_at desc, id limit 100`;
}
