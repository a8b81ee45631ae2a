import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Local days of the account, both counted. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** A range as it is summed: whole months whose sums hold, and the days besides. */
export interface SummedRange {
  readonly months: readonly string[];
  readonly days: readonly DayRange[];
}

/** What stands for "no number of ours" in the sums. */
export const noNumber = "00000000-0000-0000-0000-000000000000";

/** Splits a range. A month in which something has changed since it was summed up is read day by day. */
export async function summedRange(tx: Transaction, { from, to }: DayRange): Promise<SummedRange> {
  const fresh = (
    table: string,
  ) => sql`exists (select from ${sql.ref(`ringback.${table}`)} x where x.account_id = f.account_id and x.fresh
    and x.local_day >= f.month and x.local_day < f.month + interval '1 month')`;
  const rows = await tx.rows<{ month: string }>(sql`select f.month::text from ringback.figure_month f
    where f.account_id = ${tx.accountId} and f.month >= ${from}::date and f.month + interval '1 month' <= ${to}::date + 1
      and not ${fresh("call_figure")} and not ${fresh("matter_figure")} order by 1`);
  const months = rows.map(({ month }) => month);
  return { months, days: daysBesides({ from, to }, months) };
}

function daysBesides({ from, to }: DayRange, months: readonly string[]): DayRange[] {
  const days: DayRange[] = [];
  let next = Temporal.PlainDate.from(from);
  const until = (last: Temporal.PlainDate) => {
    if (Temporal.PlainDate.compare(next, last) <= 0) days.push({ from: next.toString(), to: last.toString() });
  };
  for (const month of months.map((text) => Temporal.PlainDate.from(text))) {
    until(month.subtract({ days: 1 }));
    next = month.add({ months: 1 });
  }
  until(Temporal.PlainDate.from(to));
  return days;
}

/** The rows of a table of sums that lie in the range: of its months, and of its days. */
export function rowsOf(
  tx: Transaction,
  range: SummedRange,
  kind: "call" | "matter",
  columns: { readonly month: RawBuilder<unknown>; readonly day: RawBuilder<unknown> },
  where: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select ${columns.month} from ${sql.ref(`ringback.${kind}_month`)} x
      where x.account_id = ${tx.accountId} and x.month = any(${[...range.months]}::date[]) and ${where}
    union all
    select ${columns.day} from ${daysOf(range)} join ${sql.ref(`ringback.${kind}_figure`)} x
      on x.account_id = ${tx.accountId} and x.local_day between r.from_day and r.to_day where ${where}`;
}

/** The days of a range, as `r (from_day, to_day)`. */
export function daysOf({ days }: SummedRange): RawBuilder<unknown> {
  const ends = (end: "from" | "to") => sql`${days.map((range) => range[end])}::date[]`;
  return sql`unnest(${ends("from")}, ${ends("to")}) r (from_day, to_day)`;
}

/** The filter on rows of sums. A reason narrows the missed calls only. */
export function fits(filter: MeasureFilter, kind: "call" | "matter"): RawBuilder<unknown> {
  const { numberIds, missReason, lane, returning, inHours } = filter;
  const each = [
    ...(numberIds === null ? [] : [sql`x.number_id = any(${numberIds.map((id) => id ?? noNumber)}::uuid[])`]),
    ...(missReason === null
      ? []
      : [kind === "call" ? sql`x.reason in ('answered', ${missReason})` : sql`x.reason = ${missReason}`]),
    ...(lane === null ? [] : [sql`x.lane = ${lane}`]),
    ...(returning === null ? [] : [sql`x.is_returning = ${returning}`]),
    ...(inHours === null ? [] : [sql`x.in_hours = ${inHours}`]),
  ];
  return each.length === 0 ? sql`true` : sql.join(each, sql` and `);
}
