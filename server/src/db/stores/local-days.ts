import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Each is locked while it is measured, and a database has room for some thousand locks. */
const mattersAtOnce = 1_000;

/**
 * Puts up to `limit` rows of each kind on the day they belong to in the account's zone of now: calls (their counts follow
 * by trigger), outbound calls, differences to the provider's log and the matters of callbacks. Rows that somebody writes at this moment are left
 * for the next time. Answers how many were moved.
 */
export async function moveToLocalDays(tx: Transaction, limit: number): Promise<number> {
  const zone = sql`(select time_zone from ringback.account where id = ${tx.accountId})`;
  const [calls, outbound, gaps, matters] = await Promise.all([
    // The trigger works out the day of a row that has none.
    tx.first(sql<{ moved: number }>`with misplaced as (
        select id from ringback.call where account_id = ${tx.accountId} and (local_day, local_hour) is distinct from ((arrived_at at time zone ${zone})::date, extract(hour from arrived_at at time zone ${zone})::smallint)
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
    tx.first(sql<{ moved: number }>`with misplaced as (
        select b.account_id, b.id from ringback.matter m join ringback.callback b on b.account_id = m.account_id and b.id = m.id
        where m.account_id = ${tx.accountId} and m.kind = 'live' and (m.local_day <> (m.started_at at time zone ${zone})::date
          or m.closed_same_day <> coalesce(b.state = 'closed' and (b.closed_at at time zone ${zone})::date = (b.started_at at time zone ${zone})::date, false))
        order by b.id limit ${Math.min(limit, mattersAtOnce)}
      ), moved as (select ringback.measure_callback(account_id, id) from misplaced)
      select count(*)::int as moved from moved`),
  ]);
  return (calls?.moved ?? 0) + (outbound?.moved ?? 0) + (gaps?.moved ?? 0) + (matters?.moved ?? 0);
}

/** The account's zone of now. */
export async function timeZoneOf(tx: Transaction): Promise<string> {
  const row = await tx.first<{ zone: string }>(
    sql`select time_zone as zone from ringback.account where id = ${tx.accountId}`,
  );
  if (row === null) throw new Error("The account does not exist.");
  return row.zone;
}
