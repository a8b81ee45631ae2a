import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A day and number whose kept count is not what its calls say. */
export interface TallyDifference {
  readonly day: string;
  readonly number: string | null;
  readonly standing: string;
  readonly kept: number;
  readonly counted: number;
}

/**
 * Counts the calls anew and compares with the daily counts that triggers keep; drills are in neither. With `since` only
 * the days from then on. One statement, so that calls that come in meanwhile are in both counts or in none.
 */
export async function tallyDifferences(tx: Transaction, since: string | null = null): Promise<TallyDifference[]> {
  const from = since === null ? sql`` : sql`and local_day >= ${since}::date`;
  // A day anywhere begins at most 14 hours before it does in UTC; the index goes by arrival.
  const dayBefore = since === null ? null : Temporal.PlainDate.from(since).subtract({ days: 1 });
  const arrived = dayBefore === null ? sql`` : sql`and arrived_at >= ${`${dayBefore}T00:00:00Z`}::timestamptz`;
  return await tx.rows(sql<TallyDifference>`
    with counted as (
      select local_day, coalesce(number_id, '00000000-0000-0000-0000-000000000000') as number_id, standing, count(*) as calls
      from ringback.call where account_id = ${tx.accountId} and drill_id is null ${from} ${arrived} group by 1, 2, 3
    ), kept as (
      select local_day, number_id, standing, sum(calls) as calls from ringback.call_tally where account_id = ${tx.accountId} ${from} group by 1, 2, 3
    )
    select local_day::text as day, phone_number.number, standing, coalesce(kept.calls, 0)::int as kept, coalesce(counted.calls, 0)::int as counted
    from counted full join kept using (local_day, number_id, standing)
    left join ringback.phone_number on phone_number.account_id = ${tx.accountId} and phone_number.id = number_id
    where coalesce(kept.calls, 0) <> coalesce(counted.calls, 0) order by 1, 2, 3`);
}
