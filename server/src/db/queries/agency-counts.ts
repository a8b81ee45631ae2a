// Counts of many businesses in one question, so that an agency need not wait for one transaction after the other. Across accounts by
// its nature, so row security does not bind it; the person's memberships do, and sums hold nothing of any person.
import { type Counts, noCalls, noMatters } from "@ringback/core/measurement/figures/counts.ts";
import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { acrossAccounts } from "#db/transaction.ts";
import { eachColumns, sumColumns } from "./figure-ranges.ts";
import { callSums, matterSums } from "./figures.ts";

/** The days of a business, and those they are compared with. */
export interface AskedAccount {
  readonly id: string;
  readonly range: DayRange;
  readonly before: DayRange | null;
}

/** Counts without times. */
export type Sums = Pick<Counts, "calls" | "matters">;
export interface AccountSums {
  readonly now: Sums;
  readonly before: Sums;
}

/**
 * The sums of each business that the person belongs to; of another there are none. As with one business (`summedRange`), whole
 * months and days whose sums hold are read from them, and other days row by row; all as of one moment.
 */
export async function sumsOfAccounts(
  db: Database,
  userId: string,
  asked: readonly AskedAccount[],
): Promise<(id: string) => AccountSums> {
  const ranges = asked.flatMap(({ id, range, before }) => [
    { id, side: "now", ...range },
    ...(before === null ? [] : [{ id, side: "before", ...before }]),
  ]);
  const rows = await acrossAccounts(
    db,
    sql<Sums & { readonly account: string; readonly side: "now" | "before" }>`
      with asked as materialized (
        select a.account_id, a.side, a.from_day, a.to_day
        from unnest(${ranges.map(({ id }) => id)}::uuid[], ${ranges.map(({ side }) => side)}::text[], ${ranges.map(({ from }) => from)}::date[], ${ranges.map(({ to }) => to)}::date[]) a (account_id, side, from_day, to_day)
        where exists (select from ringback.member m where m.account_id = a.account_id and m.user_id = ${userId} and m.removed_at is null)
      ), fresh as materialized (
        select x.account_id, x.local_day from asked a join ringback.call_figure x on x.account_id = a.account_id and x.fresh and x.local_day between a.from_day and a.to_day
        union select x.account_id, x.local_day from asked a join ringback.matter_figure x on x.account_id = a.account_id and x.fresh and x.local_day between a.from_day and a.to_day
      ), by_month as materialized (
        select a.*, array(select f.month from ringback.figure_month f where f.account_id = a.account_id and f.month >= a.from_day and f.month + interval '1 month' <= a.to_day + 1
          and not exists (select from fresh x where x.account_id = f.account_id and date_trunc('month', x.local_day) = f.month)) as months from asked a
      ), by_day as materialized (
        select a.*, array(select d.day from ringback.figure_day d where d.account_id = a.account_id and d.day between a.from_day and a.to_day and d.summed_at is not null
          and date_trunc('month', d.day)::date <> all(a.months) and not exists (select from fresh x where x.account_id = d.account_id and x.local_day = d.day)) as days,
          least((select min(x.local_day) from ringback.call_figure x where x.account_id = a.account_id), (select min(x.local_day) from ringback.matter_figure x where x.account_id = a.account_id)) as first_day
        from by_month a
      ), split as materialized (
        select a.*, array(select day::date from generate_series(greatest(a.from_day, a.first_day), a.to_day, interval '1 day') day
          where a.first_day is not null and date_trunc('month', day)::date <> all(a.months) and day::date <> all(a.days)) as loose from by_day a
      )
      select a.account_id as account, a.side, to_jsonb(c) as calls, to_jsonb(m) as matters from split a
      cross join lateral (select ${callSums} from (${rowsOf("call")}) x) c
      cross join lateral (select ${matterSums} from (${rowsOf("matter")}) x) m`,
  );
  const found = new Map(rows.map(({ account, side, ...sums }) => [`${side} ${account}`, sums]));
  const sumsOf = (side: string, id: string) => found.get(`${side} ${id}`) ?? { calls: noCalls, matters: noMatters };
  return (id) => ({ now: sumsOf("now", id), before: sumsOf("before", id) });
}

/** The rows that add up to a range `a` that is split already. */
function rowsOf(kind: "call" | "matter"): RawBuilder<unknown> {
  const [sums, figures] = [sql.ref(`ringback.${kind}_sum`), sql.ref(`ringback.${kind}_figure`)];
  const kept = (span: "month" | "day") => sql`
    select ${sumColumns(kind)} from ${sums} x
    where x.account_id = a.account_id and x.span = ${span} and x.slice = 'all' and x.starts = any(${sql.ref(`a.${span}s`)})`;
  return sql`${kept("month")} union all ${kept("day")} union all
    select ${eachColumns(kind)} from ${figures} x where x.account_id = a.account_id and x.local_day = any(a.loose)`;
}
