import { type CallCounts, type MatterCounts, noCalls, noMatters } from "@ringback/core/measurement/figures/counts.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import {
  columnOf,
  type DayRange,
  type DimensionName,
  fits,
  noNumber,
  rowsOf,
  type SummedRange,
  sliceOf,
  summedRange,
  sumRows,
} from "./figure-ranges.ts";
import { callSums, matterSums } from "./figures.ts";

/** What counts can be split by. `day` and `month` are the account's local ones. */
export type FigureSplit = DimensionName | "day" | "month";

/** The part of the counts that has this value. Times are not split: ask for the counts of a filter. */
export interface SplitCounts {
  /** An id, word or day; null: a number that is none of the business's; of `reason` only missed calls are in it. */
  readonly key: string | null;
  readonly calls: CallCounts;
  readonly matters: MatterCounts;
}

/** The counts of a range, split; in the order of the keys. Where nothing was, no part is. */
export async function splitCounts(
  tx: Transaction,
  days: DayRange,
  filter: MeasureFilter,
  by: FigureSplit,
): Promise<SplitCounts[]> {
  const range = await summedRange(tx, days, by === "day" ? "day" : "month");
  return await splitOf(tx, range, filter, by);
}

/** The same of a range that is split already; by day it has no months. */
export async function splitOf(
  tx: Transaction,
  range: SummedRange,
  filter: MeasureFilter,
  by: FigureSplit,
): Promise<SplitCounts[]> {
  const slice = by === "day" || by === "month" ? sliceOf(filter) : sliceOf(filter, by);
  const key = sql`${keyOf(by)} as key`;
  const missedOnly = by === "reason" ? sql`x.reason <> 'answered'` : sql`true`;
  const [calls, matters] = await Promise.all([
    tx.rows<CallCounts & { key: string }>(
      sql`select ${key}, ${callSums} from (${sumRows(tx, range, "call", slice, sql`${fits(filter, "call")} and ${missedOnly}`)}) x group by 1`,
    ),
    tx.rows<MatterCounts & { key: string }>(
      sql`select ${key}, ${matterSums} from (${sumRows(tx, range, "matter", slice, fits(filter, "matter"))}) x group by 1`,
    ),
  ]);
  const callsOf = new Map(calls.map(({ key, ...sums }) => [key, sums]));
  const mattersOf = new Map(matters.map(({ key, ...sums }) => [key, sums]));
  return [...new Set([...callsOf.keys(), ...mattersOf.keys()])].sort().map((key) => ({
    key: key === noNumber ? null : key,
    calls: callsOf.get(key) ?? noCalls,
    matters: mattersOf.get(key) ?? noMatters,
  }));
}

function keyOf(by: FigureSplit): RawBuilder<unknown> {
  if (by === "day") return sql`x.starts::text`;
  if (by === "month") return sql`to_char(x.starts, 'YYYY-MM')`;
  return sql`${columnOf[by]}::text`;
}

/** One hour of the week, on the account's clock. */
export interface HourCounts {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly calls: number;
  readonly missed: number;
}

/** The calls of a range by weekday and hour; hours in which none came are left out. */
export async function hourCounts(tx: Transaction, days: DayRange, filter: MeasureFilter): Promise<HourCounts[]> {
  const range = await summedRange(tx, days);
  const hours = Array.from({ length: 24 }, (_, hour) => `h${hour}`);
  const each = sql.join(hours.map((hour) => sql.ref(`x.${hour}`)));
  const columns = {
    month: sql`x.weekday, x.reason = 'answered' as answered, ${each}`,
    day: sql`extract(isodow from x.local_day)::int as weekday, x.reason = 'answered' as answered, ${each}`,
  };
  const sums = sql.join(hours.map((hour) => sql`coalesce(sum(${sql.ref(`x.${hour}`)}), 0)::int`));
  const rows = await tx.rows<{ weekday: number; answered: boolean; calls: number[] }>(
    sql`select x.weekday, x.answered, array[${sums}] as calls from (${rowsOf(tx, range, "call", columns, fits(filter, "call"))}) x group by 1, 2 order by 1, 2`,
  );
  return Array.from({ length: 7 * 24 }, (_, index) => {
    const weekday = Math.floor(index / 24) + 1;
    const hour = index % 24;
    const counted = (answered: boolean) =>
      rows.find((row) => row.weekday === weekday && row.answered === answered)?.calls[hour] ?? 0;
    return { weekday, hour, calls: counted(true) + counted(false), missed: counted(false) };
  }).filter(({ calls }) => calls > 0);
}
