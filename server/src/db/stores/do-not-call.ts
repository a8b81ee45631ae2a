import type { DoNotCallList } from "@ringback/core/acknowledgement/law/do-not-call.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface StoredList {
  readonly list: DoNotCallList;
  /** ISO day; null: our own. */
  readonly asOf: string | null;
  readonly numbers: number;
  readonly changedAt: Temporal.Instant;
}

export async function loadLists(tx: Transaction): Promise<StoredList[]> {
  return await tx.rows(sql<StoredList>`select list, as_of::text as "asOf", numbers, changed_at as "changedAt" from ringback.do_not_call_list
    where account_id = ${tx.accountId} order by list`);
}

/** Waits its turn with others who change this list, and empties it where it is replaced. */
export function openList(tx: Transaction, list: DoNotCallList, replaces: boolean): void {
  tx.write(sql`select pg_advisory_xact_lock(hashtextextended('do-not-call:' || ${tx.accountId} || ':' || ${list}, 0))`);
  // People who were forgotten stay on our own list, whatever is brought: nobody could put them back.
  if (replaces)
    tx.write(
      sql`delete from ringback.do_not_call_number where account_id = ${tx.accountId} and list = ${list} and number not like '#%'`,
    );
}

/** Adds numbers; answers how many were new. */
export async function addToList(tx: Transaction, list: DoNotCallList, numbers: readonly string[]): Promise<number> {
  const row = await tx.first<{ count: number }>(sql`with added as (
      insert into ringback.do_not_call_number (account_id, number, list)
      select ${tx.accountId}::uuid, number, ${list}::text from unnest(${numbers}::text[]) number on conflict do nothing returning 1
    ) select count(*)::int as count from added`);
  return row?.count ?? 0;
}

/** Writes down of which day the list is and how many it holds now. */
export async function closeList(
  tx: Transaction,
  list: DoNotCallList,
  { asOf, by }: { asOf: string | null; by: string | null },
): Promise<number> {
  const row = await tx.first<{ numbers: number }>(sql`
    insert into ringback.do_not_call_list (account_id, list, as_of, numbers, changed_at, changed_by)
    select ${tx.accountId}::uuid, ${list}::text, ${asOf}::date, (select count(*) from ringback.do_not_call_number where account_id = ${tx.accountId} and list = ${list}), ${tx.now}::timestamptz, ${by}::uuid
    on conflict (account_id, list) do update set as_of = excluded.as_of, numbers = excluded.numbers, changed_at = excluded.changed_at, changed_by = excluded.changed_by
    returning numbers`);
  return row?.numbers ?? 0;
}

export function removeList(tx: Transaction, list: DoNotCallList): void {
  tx.write(
    sql`delete from ringback.do_not_call_number where account_id = ${tx.accountId} and list = ${list} and number not like '#%'`,
  );
  tx.write(sql`delete from ringback.do_not_call_list where account_id = ${tx.accountId} and list = ${list}`);
}
