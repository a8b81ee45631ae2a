import type { AttemptResult } from "@ringback/core/callbacks/record-attempt.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export function keepAttempt(
  tx: Transaction,
  attempt: {
    id: string;
    callbackId: string;
    /** null where nobody knows whose phone it was. */
    by: string | null;
    channel: "call" | "text" | "email";
    result: AttemptResult;
    providerCallId: string | null;
    note: string | null;
    /** When it was made, where that is not now. */
    at?: Temporal.Instant;
    /** Made from a phone that Ringback does not ring. */
    outside?: boolean;
  },
): void {
  tx.write(sql`insert into ringback.attempt (account_id, id, callback_id, at, by_member, channel, result, provider_call_id, note, outside, recorded_at)
    values (${tx.accountId}, ${attempt.id}, ${attempt.callbackId}, ${attempt.at ?? tx.now}, ${attempt.by}, ${attempt.channel}, ${attempt.result}, ${attempt.providerCallId}, ${attempt.note}, ${attempt.outside ?? false}, ${tx.now})`);
}

export interface StoredAttempt {
  readonly id: string;
  readonly callback_id: string;
  readonly by_member: string;
  readonly result: AttemptResult;
  readonly caller: string | null;
  readonly line: string | null;
  readonly contact_name: string | null;
  readonly intent: string | null;
  readonly urgency: string;
}

/** An attempt with what the staff member is told before the caller is rung. */
export function lockAttempt(tx: Transaction, attemptId: string): Promise<StoredAttempt | null> {
  return tx.first(sql<StoredAttempt>`
    select a.id, a.callback_id, a.by_member, a.result, b.caller, n.number as line, c.name as contact_name, b.intent, b.urgency
    from ringback.attempt a join ringback.callback b on b.account_id = a.account_id and b.id = a.callback_id
    left join ringback.phone_number n on n.account_id = b.account_id and n.id = b.number_id
    left join ringback.contact c on c.account_id = b.account_id and c.id = b.contact_id
    where a.account_id = ${tx.accountId} and a.id = ${attemptId} for update of a`);
}

export function settleAttempt(tx: Transaction, attemptId: string, result: AttemptResult): void {
  tx.write(
    sql`update ringback.attempt set result = ${result} where account_id = ${tx.accountId} and id = ${attemptId}`,
  );
}

export function nameAttemptCall(tx: Transaction, attemptId: string, providerCallId: string): void {
  tx.write(
    sql`update ringback.attempt set provider_call_id = ${providerCallId} where account_id = ${tx.accountId} and id = ${attemptId}`,
  );
}

/** Taken back by who recorded it: it counts nowhere any more, and stays as what happened. */
export function undoAttempt(tx: Transaction, attemptId: string): void {
  tx.write(
    sql`update ringback.attempt set undone_at = ${tx.now} where account_id = ${tx.accountId} and id = ${attemptId} and undone_at is null`,
  );
}
