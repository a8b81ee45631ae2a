import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Local days of the account, both counted. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** A range as it is summed: whole months whose sums hold, days whose sums hold, and the rest. */
export interface SummedRange {
  readonly months: readonly string[];
  /** The days besides the months. */
  readonly days: readonly DayRange[];
  /** Of those days the ones whose sums hold. */
  readonly summedDays: readonly string[];
  /** And the others, of which each row is read. */
  readonly looseDays: readonly DayRange[];
}

/** What figures can be narrowed to, in the order in which the names of slices have them. */
export const dimensionNames = ["number", "reason", "lane", "returning", "hours"] as const;
export type DimensionName = (typeof dimensionNames)[number];

/** Which sums: of everything, of each value of one or of two dimensions, or of each combination of all. */
export type Slice = "all" | DimensionName | `${DimensionName}+${DimensionName}` | "each";

/** What stands for "no number of ours" in the sums. */
export const noNumber = "00000000-0000-0000-0000-000000000000";

/** Splits a range. A month or day in which something has changed since it was summed up is read row by row. */
export async function summedRange(
  tx: Transaction,
  { from, to }: DayRange,
  by: "month" | "day" = "month",
): Promise<SummedRange> {
  const rows = await tx.rows<{ span: "month" | "day"; starts: string }>(sql`
    with fresh as materialized (
      select x.local_day from ringback.call_figure x where x.account_id = ${tx.accountId} and x.fresh and x.local_day between ${from}::date and ${to}::date
      union select x.local_day from ringback.matter_figure x where x.account_id = ${tx.accountId} and x.fresh and x.local_day between ${from}::date and ${to}::date
    ), months as materialized (
      select f.month from ringback.figure_month f where f.account_id = ${tx.accountId} and ${by === "month"} and f.month >= ${from}::date and f.month + interval '1 month' <= ${to}::date + 1
        and not exists (select from fresh where local_day >= f.month and local_day < f.month + interval '1 month')
    )
    select 'month' as span, m.month::text as starts from months m
    union all
    select 'day', d.day::text from ringback.figure_day d where d.account_id = ${tx.accountId} and d.day between ${from}::date and ${to}::date and d.summed_at is not null
      and d.day not in (select local_day from fresh) and date_trunc('month', d.day)::date not in (select month from months)
    order by 2`);
  const starts = (wanted: "month" | "day") => rows.filter(({ span }) => span === wanted).map((row) => row.starts);
  const months = starts("month");
  const summedDays = starts("day");
  const days = besides([{ from, to }], months, { months: 1 });
  return { months, days, summedDays, looseDays: besides(days, summedDays, { days: 1 }) };
}

/** What is left of ranges without the months or days that begin on `starts`, which lie inside and are in order. */
function besides(ranges: readonly DayRange[], starts: readonly string[], length: Temporal.DurationLike): DayRange[] {
  const left: DayRange[] = [];
  for (const range of ranges) {
    let next = Temporal.PlainDate.from(range.from);
    const until = (last: Temporal.PlainDate) => {
      if (Temporal.PlainDate.compare(next, last) <= 0) left.push({ from: next.toString(), to: last.toString() });
    };
    for (const start of starts.filter((day) => day >= range.from && day <= range.to)) {
      const begins = Temporal.PlainDate.from(start);
      until(begins.subtract({ days: 1 }));
      next = begins.add(length);
    }
    until(Temporal.PlainDate.from(range.to));
  }
  return left;
}

/** Where rows of figures have each dimension. */
export const columnOf: Readonly<Record<DimensionName, RawBuilder<unknown>>> = {
  number: sql`x.number_id`,
  reason: sql`x.reason`,
  lane: sql`x.lane`,
  returning: sql`x.is_returning`,
  hours: sql`x.in_hours`,
};
const dimensions = sql.join(dimensionNames.map((name) => columnOf[name]));

/** What kept sums have a column for, of a row of one combination. */
export const answeredColumn: RawBuilder<unknown> = sql`case when x.reason = 'answered' then x.calls else 0 end as answered`;
const callColumns = {
  each: sql`x.calls, ${answeredColumn}, x.late`,
  sums: sql`x.calls, x.answered, x.late`,
};

/** Counts of matters that have a column of their own in every table of sums. */
export const matterCounters = [
  "matters",
  "owned",
  "told",
  "delivered",
  "attempted",
  "attempted_in_time",
  "calls_in_time",
  "stale",
  "recovered",
  "booked",
  "completed",
  "closed_same_day",
  "repeated",
  "phone_tag",
  "voicemails",
  "voicemails_unreturned",
  "wrong_owner",
  "duplicates",
] as const;
/** What only live matters can tell: of a combination it follows from `history`, of other sums it is kept. */
export const liveColumns: RawBuilder<unknown> = sql`case when x.history then 0 else x.matters end as live, case when x.history then 0 else x.recovered end as live_recovered,
  case when x.history then 0 else x.matters - x.completed end as open`;
const counted = sql.join(matterCounters.map((name) => sql.ref(`x.${name}`)));
const matterColumns = {
  each: sql`${counted}, ${liveColumns}`,
  sums: sql`${counted}, x.live, x.live_recovered, x.open`,
};
const columnsOf = { call: callColumns, matter: matterColumns };

/** The counters of rows `x` of kept sums. */
export const sumColumns = (kind: "call" | "matter"): RawBuilder<unknown> => columnsOf[kind].sums;
/** The same of rows of one combination on one day. */
export const eachColumns = (kind: "call" | "matter"): RawBuilder<unknown> => columnsOf[kind].each;

/**
 * Rows that add up to a range: `starts` (a day, or the first of a month), the slice, its dimensions, and the sums of calls or of
 * matters. Of a slice only its own dimensions may be asked for, and `where` may narrow no other.
 */
export function sumRows(
  tx: Transaction,
  range: SummedRange,
  kind: "call" | "matter",
  slice: Slice,
  where: RawBuilder<unknown>,
): RawBuilder<unknown> {
  // Of days there are no sums of every combination but those rows themselves.
  const days = slice === "each" ? range.days : range.looseDays;
  return sql`${keptRows(tx, range, kind, [slice], where)} union all ${looseRows(tx, days, kind, where)}`;
}

/** Of these rows the ones of months and days whose sums hold. */
export function keptRows(
  tx: Transaction,
  { months, summedDays }: SummedRange,
  kind: "call" | "matter",
  slices: readonly Slice[],
  where: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const kept = (span: "month" | "day", starts: readonly string[]) => sql`
    select x.starts, x.slice, ${dimensions}, ${columnsOf[kind].sums} from ${sql.ref(`ringback.${kind}_sum`)} x
    where x.account_id = ${tx.accountId} and x.span = ${span} and x.slice = any(${[...slices]}) and x.starts = any(${[...starts]}::date[]) and ${where}`;
  return sql`${kept("month", months)} union all ${kept("day", summedDays)}`;
}

/** The rows of each combination on some days, in the form of `sumRows`. */
export function looseRows(
  tx: Transaction,
  days: readonly DayRange[],
  kind: "call" | "matter",
  where: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select x.local_day as starts, 'each' as slice, ${dimensions}, ${columnsOf[kind].each} from ${figureRowsOn(tx, days, kind)} where ${where}`;
}

/** The narrowest sums that hold the filter's dimensions, and those that the question is to be split by. */
export function sliceOf(filter: MeasureFilter, ...splitBy: readonly DimensionName[]): Slice {
  const narrowed = narrowedBy(filter);
  const [one, two, ...more] = dimensionNames.filter((name) => narrowed.includes(name) || splitBy.includes(name));
  if (one === undefined) return "all";
  if (two === undefined) return one;
  return more.length === 0 ? `${one}+${two}` : "each";
}

/** The dimensions that a filter narrows. */
export function narrowedBy({ numberIds, missReason, lane, returning, inHours }: MeasureFilter): DimensionName[] {
  const wanted = { number: numberIds, reason: missReason, lane, returning, hours: inHours };
  return dimensionNames.filter((name) => wanted[name] !== null);
}

/** The rows of a range by weekday or by what only they have: of its months, and of each of its days. */
export function rowsOf(
  tx: Transaction,
  range: Pick<SummedRange, "months" | "days">,
  kind: "call" | "matter",
  columns: { readonly month: RawBuilder<unknown>; readonly day: RawBuilder<unknown> },
  where: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select ${columns.month} from ${sql.ref(`ringback.${kind}_month`)} x
      where x.account_id = ${tx.accountId} and x.month = any(${[...range.months]}::date[]) and ${where}
    union all
    select ${columns.day} from ${figureRowsOn(tx, range.days, kind)} where ${where}`;
}

/** The rows `x` of some days. Without the offset the planner would join them, and guess that a few days are most of the table. */
function figureRowsOn(tx: Transaction, days: readonly DayRange[], kind: "call" | "matter"): RawBuilder<unknown> {
  return sql`${daysOf(days)} cross join lateral (select y.* from ${sql.ref(`ringback.${kind}_figure`)} y
    where y.account_id = ${tx.accountId} and y.local_day between r.from_day and r.to_day offset 0) x`;
}

/** Ranges of days, as `r (from_day, to_day)`. */
export function daysOf(days: readonly DayRange[]): RawBuilder<unknown> {
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
