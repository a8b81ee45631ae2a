import type { CallbackRow } from "@ringback/contract/callbacks.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import {
  type FindingKind,
  findingStories,
  findingsOfPeople,
  findingWords,
} from "@ringback/core/callbacks/finding-words.ts";
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
      ...findingStories[finding.kind],
      byPeople: findingsOfPeople.some((kind) => kind === finding.kind),
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
    callerName: string | null;
    callerNumber: string | null;
    callbackState: CallbackRow["state"];
  }>`select f.id, f.callback_id as "callbackId", f.kind, f.broken_at as "brokenAt", f.found_at as "foundAt", f.last_found_at as "lastFoundAt", f.times,
      c.name as "callerName", b.caller as "callerNumber", b.state as "callbackState"
    from ringback.audit_finding f join ringback.callback b on b.account_id = f.account_id and b.id = f.callback_id
    left join ringback.contact c on c.account_id = b.account_id and c.id = b.contact_id
    where f.account_id = ${accountId} and f.last_found_at >= ${since} order by f.last_found_at desc, f.id limit 100`;
}
