import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/**
 * Puts up to `limit` rows of each kind on the day they belong to in the account's zone of now: calls (their counts follow
 * by trigger), outbound calls and differences to the provider's log. Rows that somebody writes at this moment are left
 * for the next time. Answers how many were moved.
 */
export async function moveToLocalDays(tx: Transaction, limit: number): Promise<number> {
  const zone = sql`(select time_zone from ringback.account where id = ${tx.accountId})`;
  const [calls, outbound, gaps] = await Promise.all([
    // The trigger works out the day of a row that has none.
    tx.first(sql<{ moved: number }>`with misplaced as (
        select id from ringback.call where account_id = ${tx.accountId} and local_day is distinct from (arrived_at at time zone ${zone})::date
        limit ${limit} for no key update skip locked
      ), moved as (update ringback.call c set local_day = null from misplaced where c.account_id = ${tx.accountId} and c.id = misplaced.id returning 1)
      select count(*)::int as moved from moved`),
    tx.first(sql<{ moved: number }>`with misplaced as (
        select id from ringback.outbound_call where account_id = ${tx.accountId} and local_day is distinct from (started_at at time zone ${zone})::date
        limit ${limit} for no key update skip locked
      ), moved as (update ringback.outbound_call c set local_day = (started_at at time zone ${zone})::date from misplaced
        where c.account_id = ${tx.accountId} and c.id = misplaced.id returning 1)
      select count(*)::int as moved from moved`),
    tx.first(sql<{ moved: number }>`with misplaced as (
        select id from ringback.reconciliation_gap where account_id = ${tx.accountId} and arrived_at is not null
          and local_day is distinct from (arrived_at at time zone ${zone})::date limit ${limit} for no key update skip locked
      ), moved as (update ringback.reconciliation_gap g set local_day = (arrived_at at time zone ${zone})::date from misplaced
        where g.account_id = ${tx.accountId} and g.id = misplaced.id returning 1)
      select count(*)::int as moved from moved`),
  ]);
  return (calls?.moved ?? 0) + (outbound?.moved ?? 0) + (gaps?.moved ?? 0);
}

/** The account's zone of now. */
export async function timeZoneOf(tx: Transaction): Promise<string> {
  const row = await tx.first<{ zone: string }>(
    sql`select time_zone as zone from ringback.account where id = ${tx.accountId}`,
  );
  if (row === null) throw new Error("The account does not exist.");
  return row.zone;
}
