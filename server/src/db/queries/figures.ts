import { type CallCounts, type Counts, type MatterCounts, noTimes } from "@ringback/core/measurement/figures/counts.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import { readHistogram } from "@ringback/core/measurement/figures/histogram.ts";
import { type TimeId, timeIds } from "@ringback/core/measurement/figures/measured-matter.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import {
  type DayRange,
  daysOf,
  fits,
  noNumber,
  type SummedRange,
  sliceOf,
  summedRange,
  sumRows,
} from "./figure-ranges.ts";

/**
 * All that the figures of a range are worked out from, out of the sums that triggers keep: of whole past months and of past days
 * their own sums, of other days their rows, and the times of those from the matters themselves.
 */
export async function loadCounts(tx: Transaction, days: DayRange, filter: MeasureFilter): Promise<Counts> {
  return await countsOf(tx, await summedRange(tx, days), filter);
}

/** The same of a range that is split already. */
export async function countsOf(tx: Transaction, range: SummedRange, filter: MeasureFilter): Promise<Counts> {
  const slice = sliceOf(filter);
  const [calls, matters, times] = await Promise.all([
    tx.first(sql<CallCounts>`select ${callSums} from (${sumRows(tx, range, "call", slice, fits(filter, "call"))}) x`),
    tx.first(
      sql<MatterCounts>`select ${matterSums} from (${sumRows(tx, range, "matter", slice, fits(filter, "matter"))}) x`,
    ),
    timesOf(tx, range, filter),
  ]);
  if (calls === null || matters === null) throw new Error("Sums of nothing are sums too.");
  return { calls, matters, times };
}

/** The sums of calls over rows `x` of `sumRows`. */
export const callSums: RawBuilder<unknown> = sql`coalesce(sum(x.calls), 0)::int as calls, coalesce(sum(x.answered), 0)::int as answered,
  coalesce(sum(x.late), 0)::int as "answeredLate", coalesce(sum(x.calls - x.answered), 0)::int as missed`;

const counters: Readonly<Record<keyof MatterCounts, string>> = {
  matters: "matters",
  live: "live",
  liveRecovered: "live_recovered",
  open: "open",
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

/** The sums of matters over rows `x` of `sumRows`. */
export const matterSums: RawBuilder<unknown> = sql.join(
  Object.entries(counters).map(
    ([name, column]) => sql`coalesce(sum(${sql.ref(`x.${column}`)}), 0)::int as ${sql.id(name)}`,
  ),
);

/** The columns of the times, of a matter and of kept sums. */
export const timeColumns: Readonly<Record<TimeId, string>> = {
  "owner-wall": "owner_wall",
  "owner-open": "owner_open",
  "attempt-wall": "attempt_wall",
  "attempt-open": "attempt_open",
  "conversation-wall": "conversation_wall",
  "conversation-open": "conversation_open",
  "completed-wall": "completed_wall",
  "completed-open": "completed_open",
  told: "told_seconds",
};

/** Histograms as `readHistogram` reads them; null for none. */
type TimeRow = Readonly<Record<TimeId, string | null>>;

/** How often each value of these times occurred; the others are empty. */
export async function timesOf(
  tx: Transaction,
  range: SummedRange,
  filter: MeasureFilter,
  wanted: readonly TimeId[] = timeIds,
): Promise<Counts["times"]> {
  const slice = sliceOf(filter);
  const columns = wanted.map((id) => [id, timeColumns[id]] as const);
  const kept = (span: "month" | "day", starts: readonly string[]) => sql`
    select ${sql.join(columns.map(([id, column]) => sql`string_agg(${sql.ref(`x.${column}`)}, '') as ${sql.id(id)}`))} from ${sql.ref(`ringback.time_${span}`)} x
    where x.account_id = ${tx.accountId} and ${sql.ref(`x.${span}`)} = any(${[...starts]}::date[]) and x.slice = ${slice} and ${fits(filter, "matter")}`;
  const once = ([, column]: readonly [TimeId, string]) => sql`string_agg(${sql.ref(`m.${column}`)} || ',', '')`;
  // Of single days there are no times of combinations.
  const days = slice === "each" ? range.days : range.looseDays;
  const rows = await tx.rows<TimeRow>(sql`
    ${kept("month", range.months)}
    ${slice === "each" ? sql`` : sql`union all ${kept("day", range.summedDays)}`}
    union all select ${sql.join(columns.map(once))} from (${mattersOf(tx, days, filter)}) m`);
  const times = noTimes();
  for (const id of wanted) times[id] = readHistogram(rows.map((row) => row[id] ?? "").join(""));
  return times;
}

/** The offset as in `figureRowsOn`. A day anywhere begins at most 14 hours before it does in UTC, and ends at most 12 after; the index goes by start. */
function mattersOf(tx: Transaction, days: readonly DayRange[], filter: MeasureFilter): RawBuilder<unknown> {
  return sql`select x.* from ${daysOf(days)} cross join lateral (
      select coalesce(y.number_id, ${noNumber}) as number_id, y.miss_reason as reason, y.lane, y.is_returning, y.in_hours, y.owner_wall, y.owner_open, y.attempt_wall, y.attempt_open,
        y.conversation_wall, y.conversation_open, y.completed_wall, y.completed_open, y.told_seconds
      from ringback.matter y where y.account_id = ${tx.accountId} and y.started_at >= r.from_day::timestamp at time zone 'UTC' - interval '14 hours'
        and y.started_at < r.to_day::timestamp at time zone 'UTC' + interval '36 hours' and y.local_day between r.from_day and r.to_day offset 0) x
    where ${fits(filter, "matter")}`;
}
