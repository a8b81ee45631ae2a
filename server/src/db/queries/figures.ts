import { type CallCounts, type Counts, type MatterCounts, noTimes } from "@ringback/core/measurement/figures/counts.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import type { TimeId } from "@ringback/core/measurement/figures/measured-matter.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { type DayRange, daysOf, fits, noNumber, rowsOf, type SummedRange, summedRange } from "./figure-ranges.ts";

/**
 * All that the figures of a range are worked out from, out of the sums that triggers keep: of whole past months their own sums,
 * of other days those of the day. The times of other days come from the matters themselves.
 */
export async function loadCounts(tx: Transaction, days: DayRange, filter: MeasureFilter): Promise<Counts> {
  const range = await summedRange(tx, days);
  const [calls, matters, times] = await Promise.all([
    tx.first(
      sql<CallCounts>`select ${callSums} from (${rowsOf(tx, range, "call", { month: callColumns, day: callColumns }, fits(filter, "call"))}) x`,
    ),
    tx.first(
      sql<MatterCounts>`select ${matterSums} from (${rowsOf(tx, range, "matter", { month: matterColumns, day: matterColumns }, fits(filter, "matter"))}) x`,
    ),
    loadTimes(tx, range, filter),
  ]);
  if (calls === null || matters === null) throw new Error("Sums of nothing are sums too.");
  return { calls, matters, times };
}

const callColumns = sql`x.reason, x.calls, x.late`;

/** The sums of calls over rows `x`. */
export const callSums: RawBuilder<unknown> = sql`coalesce(sum(x.calls), 0)::int as calls, coalesce(sum(x.calls) filter (where x.reason = 'answered'), 0)::int as answered,
  coalesce(sum(x.late), 0)::int as "answeredLate", coalesce(sum(x.calls) filter (where x.reason <> 'answered'), 0)::int as missed`;

/** Of what only live matters can tell there is no column of its own. */
const liveOnly = {
  live: sql`x.matters`,
  liveRecovered: sql`x.recovered`,
  open: sql`x.matters - x.completed`,
} as const;

const counters: Readonly<Record<Exclude<keyof MatterCounts, keyof typeof liveOnly>, string>> = {
  matters: "matters",
  owned: "owned",
  told: "told",
  delivered: "delivered",
  attempted: "attempted",
  attemptedInTime: "attempted_in_time",
  callsInTime: "calls_in_time",
  stale: "stale",
  recovered: "recovered",
  booked: "booked",
  completed: "completed",
  closedSameDay: "closed_same_day",
  repeated: "repeated",
  phoneTag: "phone_tag",
  voicemails: "voicemails",
  voicemailsUnreturned: "voicemails_unreturned",
  wrongOwner: "wrong_owner",
  duplicates: "duplicates",
};

/** The counters of a row of matters. */
export const matterColumns: RawBuilder<unknown> = sql.join(
  ["history", ...Object.values(counters)].map((column) => sql.ref(`x.${column}`)),
);

/** The sums of matters over rows `x`. */
export const matterSums: RawBuilder<unknown> = sql.join([
  ...Object.entries(counters).map(
    ([name, column]) => sql`coalesce(sum(${sql.ref(`x.${column}`)}), 0)::int as ${sql.id(name)}`,
  ),
  ...Object.entries(liveOnly).map(
    ([name, amount]) => sql`coalesce(sum(${amount}) filter (where not x.history), 0)::int as ${sql.id(name)}`,
  ),
]);

interface TimeRow {
  readonly time_id: TimeId;
  readonly amounts: readonly number[];
  readonly counts: readonly number[];
}

async function loadTimes(tx: Transaction, range: SummedRange, filter: MeasureFilter): Promise<Counts["times"]> {
  const rows = await tx.rows<TimeRow>(sql`
    select time_id, array_agg(amount) as amounts, array_agg(n) as counts from (
      select time_id, amount, sum(n)::int as n from (
        select x.time_id, a.amount, a.n from ringback.time_month x cross join lateral unnest(x.amounts, x.counts) a (amount, n)
        where x.account_id = ${tx.accountId} and x.month = any(${[...range.months]}::date[]) and x.slice = ${sliceOf(filter)} and ${fits(filter, "matter")}
        union all
        select t.time_id, t.amount, 1 from (${mattersOf(tx, range, filter)}) m
        cross join lateral (values ('owner-wall', m.owner_wall), ('owner-open', m.owner_open), ('attempt-wall', m.attempt_wall), ('attempt-open', m.attempt_open),
          ('conversation-wall', m.conversation_wall), ('conversation-open', m.conversation_open), ('completed-wall', m.completed_wall), ('completed-open', m.completed_open),
          ('told', m.told_seconds)) t (time_id, amount) where t.amount is not null
      ) each_row group by time_id, amount
    ) occurred group by time_id`);
  const times = noTimes();
  for (const { time_id, amounts, counts } of rows)
    times[time_id] = new Map(amounts.map((amount, index) => [amount, counts[index] ?? 0]));
  return times;
}

/** The narrowest sums of times that hold the filter's dimensions. */
function sliceOf({ numberIds, missReason, lane, returning, inHours }: MeasureFilter): string {
  const narrowed = [
    ...(numberIds === null ? [] : ["number"]),
    ...(missReason === null ? [] : ["reason"]),
    ...(lane === null ? [] : ["lane"]),
    ...(returning === null ? [] : ["returning"]),
    ...(inHours === null ? [] : ["hours"]),
  ];
  const [one = "all"] = narrowed;
  return narrowed.length > 1 ? "each" : one;
}

/** A day anywhere begins at most 14 hours before it does in UTC, and ends at most 12 after; the index goes by start. */
function mattersOf(tx: Transaction, range: SummedRange, filter: MeasureFilter): RawBuilder<unknown> {
  return sql`select x.* from ${daysOf(range)} cross join lateral (
      select coalesce(y.number_id, ${noNumber}) as number_id, y.miss_reason as reason, y.lane, y.is_returning, y.in_hours, y.owner_wall, y.owner_open, y.attempt_wall, y.attempt_open,
        y.conversation_wall, y.conversation_open, y.completed_wall, y.completed_open, y.told_seconds
      from ringback.matter y where y.account_id = ${tx.accountId} and y.started_at >= r.from_day::timestamp at time zone 'UTC' - interval '14 hours'
        and y.started_at < r.to_day::timestamp at time zone 'UTC' + interval '36 hours' and y.local_day between r.from_day and r.to_day) x
    where ${fits(filter, "matter")}`;
}
