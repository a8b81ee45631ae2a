import {
  add,
  type CallCounts,
  type MatterCounts,
  noCalls,
  noMatters,
} from "@ringback/core/measurement/figures/counts.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import {
  columnOf,
  type DimensionName,
  dimensionNames,
  fits,
  keptRows,
  looseRows,
  narrowedBy,
  type Slice,
  type SummedRange,
  sliceOf,
  sumRows,
} from "./figure-ranges.ts";
import { callSums, matterSums } from "./figures.ts";

/** The counts of one value of one dimension. */
export interface Part {
  /** A number's id (zeros: none of theirs), a reason, a lane, or `true` and `false`. */
  readonly key: string;
  readonly calls: CallCounts;
  readonly matters: MatterCounts;
}

/** The counts of a range by each dimension at once. Parts without calls are left out. */
export async function loadParts(
  tx: Transaction,
  range: SummedRange,
  filter: MeasureFilter,
): Promise<Readonly<Record<DimensionName, readonly Part[]>>> {
  const [calls, matters] = await Promise.all([
    partsOf<CallCounts>(tx, range, filter, "call", callSums),
    partsOf<MatterCounts>(tx, range, filter, "matter", matterSums),
  ]);
  const found: Record<DimensionName, Part[]> = { number: [], reason: [], lane: [], returning: [], hours: [] };
  for (const name of dimensionNames) {
    const callsOf = sumsOf(calls, name);
    const mattersOf = sumsOf(matters, name);
    for (const key of [...new Set([...callsOf.keys(), ...mattersOf.keys()])].sort())
      found[name].push({ key, calls: callsOf.get(key) ?? noCalls, matters: mattersOf.get(key) ?? noMatters });
  }
  return found;
}

const columns = dimensionNames.map((name) => columnOf[name]);

type PartRow<Sums> = Sums & { readonly part: DimensionName; readonly key: string };

/** Kept sums where there are some of every part; else, and on days whose sums do not hold, every combination is read one time. */
async function partsOf<Sums>(
  tx: Transaction,
  range: SummedRange,
  filter: MeasureFilter,
  kind: "call" | "matter",
  sums: RawBuilder<unknown>,
): Promise<PartRow<Sums>[]> {
  const where = fits(filter, kind);
  const slices = dimensionNames.map((name) => sliceOf(filter, name));
  const narrowed = narrowedBy(filter);
  const counted = (rows: RawBuilder<unknown>) => sql<PartRow<Sums>>`
    select ringback.slice_of(grouping(${sql.join(columns)})) as part, ${keyOf(columns)}, ${sums}
    from (${rows}) x group by grouping sets (${sql.join(columns.map((column) => sql`(${column})`))})`;
  if (slices.includes("each")) return await tx.rows(counted(sumRows(tx, range, kind, "each", where)));
  // Of two dimensions the one that is not narrowed is what the part is about.
  const others = dimensionNames.filter((name) => !narrowed.includes(name));
  const kept = sql<Sums & { part: Slice; key: string }>`
    select x.slice as part, ${keyOf([...others, ...narrowed].map((name) => columnOf[name]))}, ${sums} from (${keptRows(tx, range, kind, slices, where)}) x group by 1, 2`;
  const rows = await tx.rows(
    sql<Sums & { part: Slice; key: string }>`${kept} union all ${counted(looseRows(tx, range.looseDays, kind, where))}`,
  );
  const partOf = new Map<Slice, DimensionName>(
    dimensionNames.flatMap((name) => [
      [name, name],
      [sliceOf(filter, name), name],
    ]),
  );
  return rows.map((row) => {
    const part = partOf.get(row.part);
    if (part === undefined) throw new Error(`No part is about ${row.part}.`);
    return { ...row, part };
  });
}

/** The value of the first dimension that a row has. */
function keyOf(columns: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql`coalesce(${sql.join(columns.map((column) => sql`${column}::text`))}) as key`;
}

/** The sums of a dimension's values; a value that was read in two ways is summed up. */
function sumsOf<Sums extends CallCounts | MatterCounts>(
  rows: readonly PartRow<Sums>[],
  name: DimensionName,
): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const { part, key, ...rest } of rows) {
    if (part !== name) continue;
    const before = sums.get(key);
    const these = rest as unknown as Sums;
    sums.set(key, before === undefined ? these : add(before, these));
  }
  return sums;
}
