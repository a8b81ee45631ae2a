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
import { fits, keptRows, looseRows, type Slice, type SummedRange, sliceOf, sumRows } from "./figure-ranges.ts";
import { callSums, matterSums } from "./figures.ts";

/** The counts of one value of one dimension. */
export interface Part {
  /** A number's id (zeros: none of theirs), a reason, a lane, or `true` and `false`. */
  readonly key: string;
  readonly calls: CallCounts;
  readonly matters: MatterCounts;
}

export type Dimension = "number_id" | "reason" | "lane" | "is_returning" | "in_hours";
const dimensions: readonly Dimension[] = ["number_id", "reason", "lane", "is_returning", "in_hours"];
const sliceOfDimension: Readonly<Record<Dimension, Slice>> = {
  number_id: "number",
  reason: "reason",
  lane: "lane",
  is_returning: "returning",
  in_hours: "hours",
};

/** The counts of a range by each dimension at once. Parts without calls are left out. */
export async function loadParts(
  tx: Transaction,
  range: SummedRange,
  filter: MeasureFilter,
): Promise<Readonly<Record<Dimension, readonly Part[]>>> {
  const [calls, matters] = await Promise.all([
    partsOf<CallCounts>(tx, range, filter, "call", callSums),
    partsOf<MatterCounts>(tx, range, filter, "matter", matterSums),
  ]);
  const found: Record<Dimension, Part[]> = { number_id: [], reason: [], lane: [], is_returning: [], in_hours: [] };
  for (const name of dimensions) {
    const callsOf = bySlice(calls, sliceOfDimension[name]);
    const mattersOf = bySlice(matters, sliceOfDimension[name]);
    for (const key of [...new Set([...callsOf.keys(), ...mattersOf.keys()])].sort())
      found[name].push({ key, calls: callsOf.get(key) ?? noCalls, matters: mattersOf.get(key) ?? noMatters });
  }
  return found;
}

type PartRow<Sums> = Sums & { readonly part: Slice; readonly key: string };

/** Kept sums where nothing is narrowed; else, and on days whose sums do not hold, every combination is read one time. */
async function partsOf<Sums>(
  tx: Transaction,
  range: SummedRange,
  filter: MeasureFilter,
  kind: "call" | "matter",
  sums: RawBuilder<unknown>,
): Promise<PartRow<Sums>[]> {
  const narrowed = sliceOf(filter) !== "all";
  const names = sql.join(dimensions.map((name) => sql.ref(`x.${name}`)));
  const key = sql`coalesce(${sql.join(dimensions.map((name) => sql`${sql.ref(`x.${name}`)}::text`))}) as key`;
  const each = narrowed
    ? sumRows(tx, range, kind, "each", fits(filter, kind))
    : looseRows(tx, range.looseDays, kind, sql`true`);
  const counted = sql<PartRow<Sums>>`select ringback.slice_of(grouping(${names})) as part, ${key}, ${sums}
    from (${each}) x group by grouping sets (${sql.join(dimensions.map((name) => sql`(${sql.ref(`x.${name}`)})`))})`;
  if (narrowed) return await tx.rows(counted);
  const slices = Object.values(sliceOfDimension);
  const kept = sql<
    PartRow<Sums>
  >`select x.slice as part, ${key}, ${sums} from (${keptRows(tx, range, kind, slices, sql`true`)}) x group by 1, 2`;
  return await tx.rows(sql<PartRow<Sums>>`${kept} union all ${counted}`);
}

/** The sums of a slice's values; a value that was read in two ways is summed up. */
function bySlice<Sums extends CallCounts | MatterCounts>(
  rows: readonly PartRow<Sums>[],
  slice: Slice,
): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const { part, key, ...rest } of rows) {
    if (part !== slice) continue;
    const before = sums.get(key);
    const these = rest as unknown as Sums;
    sums.set(key, before === undefined ? these : add(before, these));
  }
  return sums;
}
