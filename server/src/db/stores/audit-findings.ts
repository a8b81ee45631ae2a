import { type FindingKind, type FindingRepair, findingRepairs } from "@ringback/core/callbacks/finding-words.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface NewFinding {
  readonly id: string;
  readonly callbackId: string;
  readonly kind: FindingKind;
  readonly brokenAt: Temporal.Instant;
}

/** Writes down that a promise had broken unheard, and what is done about it. Seen again, it is counted in the same row. */
export function keepFinding(tx: Transaction, { id, callbackId, kind, brokenAt }: NewFinding): void {
  const repair: FindingRepair = findingRepairs[kind];
  tx.write(sql`insert into ringback.audit_finding as seen (account_id, id, callback_id, kind, broken_at, found_at, last_found_at, repair)
    values (${tx.accountId}, ${id}, ${callbackId}, ${kind}, ${brokenAt}, ${tx.now}, ${tx.now}, ${repair})
    on conflict (account_id, callback_id, kind, broken_at) do update set last_found_at = excluded.last_found_at, times = seen.times + 1`);
}
