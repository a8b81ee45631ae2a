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
  /** Whether the tap that made it also claimed the callback, which is still so. */
  readonly holds_claim: boolean;
  /** Whether the person pressed the key, so that the caller was rung. */
  readonly accepted: boolean;
  /** Whether the person has said how it went. */
  readonly told: boolean;
  readonly trade: string;
}

/** An attempt with what the staff member is told before the caller is rung. Its callback is locked first, as people do. */
export function lockAttempt(tx: Transaction, attemptId: string): Promise<StoredAttempt | null> {
  tx.write(sql`select 1 from ringback.callback where account_id = ${tx.accountId}
    and id = (select callback_id from ringback.attempt where account_id = ${tx.accountId} and id = ${attemptId}) for update`);
  return tx.first(sql<StoredAttempt>`
    select a.id, a.callback_id, a.by_member, a.result, b.caller, n.number as line, c.name as contact_name, b.intent, b.urgency,
      b.claim_attempt_id is not distinct from a.id as holds_claim, a.told_at is not null as told, a.accepted_at is not null as accepted, account.trade
    from ringback.attempt a join ringback.account account on account.id = a.account_id join ringback.callback b on b.account_id = a.account_id and b.id = a.callback_id
    left join ringback.phone_number n on n.account_id = b.account_id and n.id = b.number_id
    left join ringback.contact c on c.account_id = b.account_id and c.id = b.contact_id
    where a.account_id = ${tx.accountId} and a.id = ${attemptId} for update of a`);
}

/** The person pressed the key: the caller is rung now. */
export function acceptAttempt(tx: Transaction, attemptId: string): void {
  tx.write(
    sql`update ringback.attempt set accepted_at = ${tx.now} where account_id = ${tx.accountId} and id = ${attemptId} and accepted_at is null`,
  );
}

/** The tap that made the attempt claimed the callback. */
export function claimForAttempt(tx: Transaction, callbackId: string, attemptId: string): void {
  tx.write(
    sql`update ringback.callback set claim_attempt_id = ${attemptId} where account_id = ${tx.accountId} and id = ${callbackId}`,
  );
}

/**
 * The person's own call through us that ended not long ago and whose result only the provider has told: what they say of it
 * now is about that call, not another one.
 */
export async function lastOwnCall(
  tx: Transaction,
  callbackId: string,
  memberId: string,
  since: Temporal.Instant,
): Promise<{ readonly id: string; readonly result: AttemptResult } | null> {
  return await tx.first(sql<{ id: string; result: AttemptResult }>`select id, result from ringback.attempt
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and by_member = ${memberId} and channel = 'call' and not outside
      and provider_call_id is not null and told_at is null and undone_at is null and result in ('reached', 'no-answer', 'busy') and at >= ${since}
    order by at desc limit 1`);
}

/** What the person says became of their call; it stands against what the provider saw. */
export function tellAttempt(tx: Transaction, attemptId: string, result: AttemptResult, note: string | null): void {
  tx.write(sql`update ringback.attempt set result = ${result}, note = coalesce(${note}, note), told_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${attemptId}`);
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
