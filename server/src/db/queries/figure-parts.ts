import { type CallCounts, type MatterCounts, noCalls, noMatters } from "@ringback/core/measurement/figures/counts.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { type DayRange, fits, rowsOf, summedRange } from "./figure-ranges.ts";
import { callSums, matterColumns, matterSums } from "./figures.ts";

/** The counts of one value of one dimension. */
export interface Part {
  /** A number's id (zeros: none of theirs), a reason, a lane, or `true` and `false`. */
  readonly key: string;
  readonly calls: CallCounts;
  readonly matters: MatterCounts;
}

export type Dimension = "number_id" | "reason" | "lane" | "is_returning" | "in_hours";
const dimensions: readonly Dimension[] = ["number_id", "reason", "lane", "is_returning", "in_hours"];

/** The counts of a range by each dimension at once: every row of sums is read one time. Parts without calls are left out. */
export async function loadParts(
  tx: Transaction,
  days: DayRange,
  filter: MeasureFilter,
): Promise<Readonly<Record<Dimension, readonly Part[]>>> {
  const range = await summedRange(tx, days);
  const names = sql.join(dimensions.map((name) => sql.ref(`x.${name}`)));
  const rows = (kind: "call" | "matter", sums: RawBuilder<unknown>) => {
    const columns = sql`${names}, ${sums}`;
    return rowsOf(tx, range, kind, { month: columns, day: columns }, fits(filter, kind));
  };
  const grouped = <Sums>(sums: RawBuilder<unknown>, from: RawBuilder<unknown>) =>
    tx.rows(sql<Sums & { part: number; key: string }>`
      select grouping(${names})::int as part, coalesce(${sql.join(dimensions.map((name) => sql`${sql.ref(`x.${name}`)}::text`))}) as key, ${sums}
      from (${from}) x group by grouping sets (${sql.join(dimensions.map((name) => sql`(${sql.ref(`x.${name}`)})`))})`);
  const [calls, matters] = await Promise.all([
    grouped<CallCounts>(callSums, rows("call", sql`x.calls, x.late`)),
    grouped<MatterCounts>(matterSums, rows("matter", matterColumns)),
  ]);
  const found: Record<Dimension, Part[]> = { number_id: [], reason: [], lane: [], is_returning: [], in_hours: [] };
  dimensions.forEach((name, index) => {
    // grouping() has a bit, the first highest, for each dimension that a row is not about.
    const part = (1 << dimensions.length) - 1 - (1 << (dimensions.length - 1 - index));
    const callsOf = new Map(calls.filter((row) => row.part === part).map(({ key, part: _, ...sums }) => [key, sums]));
    const mattersOf = new Map(
      matters.filter((row) => row.part === part).map(({ key, part: _, ...sums }) => [key, sums]),
    );
    for (const key of [...new Set([...callsOf.keys(), ...mattersOf.keys()])].sort())
      found[name].push({
        key,
        calls: callsOf.get(key) ?? noCalls,
        matters: mattersOf.get(key) ?? noMatters,
      });
  });
  return found;
}
