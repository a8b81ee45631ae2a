// The same figures from three sides, over many ranges and filters; every disagreement is named.

import { type Figure, figuresOf } from "@ringback/core/measurement/figures/definitions.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import type { Database } from "@ringback/server/db/database.ts";
import { figureDifferences } from "@ringback/server/db/queries/figure-differences.ts";
import { hourCounts, splitCounts } from "@ringback/server/db/queries/figure-splits.ts";
import { loadCounts } from "@ringback/server/db/queries/figures.ts";
import { transaction } from "@ringback/server/db/transaction.ts";
import { thirdCount } from "./third-count.ts";
import { type Narrowed, thirdFigures, thirdGrid } from "./third-figures.ts";

export interface Compared {
  /** How many values were held against each other. */
  readonly values: number;
  readonly calls: number;
  readonly matters: number;
  readonly differences: readonly string[];
  /** Figures that were nothing or zero over the widest range: they were not really compared. */
  readonly lifeless: readonly string[];
}

export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Compares the kept sums with core's rules over the ledger (`figureDifferences`) and with the third script. */
export async function compareFigures(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  ranges: readonly [Days, ...Days[]],
): Promise<Compared> {
  const third = await thirdCount(db, accountId);
  return await transaction(db, accountId, now, async (tx) => {
    const differences = (await figureDifferences(tx)).map(
      ({ day, what, of, kept, counted }) => `${day} ${what} of ${of}: kept ${kept}, by core ${counted}`,
    );
    let values = 0;
    const hold = (what: string, kept: unknown, counted: unknown) => {
      values += 1;
      const [one, other] = [JSON.stringify(kept), JSON.stringify(counted)];
      if (one !== other) differences.push(`${what}: by the sums ${one}, by the third script ${other}`);
    };
    const widest = thirdFigures(third, { ...everything, ...ranges[0] });
    for (const range of ranges)
      for (const [name, narrowed] of filtersFor(third)) {
        const asked = { ...everything, ...narrowed, ...range };
        const where = `${range.from} to ${range.to}, ${name}`;
        const counted = thirdFigures(third, asked);
        const kept = figuresOf(await loadCounts(tx, range, toFilter(asked)));
        hold(`${where}: which figures`, kept.map(({ id }) => id).sort(), [...counted.keys()].sort());
        for (const { id, value, part, whole } of kept satisfies readonly Figure[])
          hold(`${where}: ${id}`, { value, part, whole }, counted.get(id));
        const grid = thirdGrid(third, asked);
        for (const { weekday, hour, calls, missed } of await hourCounts(tx, range, toFilter(asked))) {
          hold(`${where}: weekday ${weekday} at ${hour}`, { calls, missed }, grid.get(`${weekday}-${hour}`));
          grid.delete(`${weekday}-${hour}`);
        }
        hold(`${where}: hours that the sums do not know`, [], [...grid.keys()]);
        for (const { key, calls, matters } of await splitCounts(tx, range, toFilter(asked), "number")) {
          const ofNumber = thirdFigures(third, {
            ...asked,
            numbers: [key].filter((id) => asked.numbers?.includes(id) ?? true),
          });
          const parts = [calls.calls, calls.missed, matters.matters, matters.recovered, matters.booked, matters.stale];
          const ids = [
            "calls.inbound",
            "calls.missed",
            "callers.missed",
            "callers.recovered",
            "callers.booked",
            "callers.stale",
          ];
          hold(
            `${where}: number ${key}`,
            parts,
            ids.map((id) => ofNumber.get(id)?.part),
          );
        }
      }
    // A callback has its owner in the moment it opens, so the time to an owner is zero however many are measured.
    const lifeless = [...widest].flatMap(([id, { value, whole }]) =>
      value === null || (value === 0 && !(id.includes(".assigned.") && whole !== null && whole > 0)) ? [id] : [],
    );
    return { values, calls: third.calls.length, matters: third.matters.length, differences, lifeless };
  });
}

const everything = { numbers: null, reason: null, lane: null, returning: null, open: null } as const;

/** Each value of each dimension that occurs, and some of them together. */
function filtersFor({ calls }: Awaited<ReturnType<typeof thirdCount>>): [name: string, Partial<Narrowed>][] {
  const each = <Value>(pick: (call: (typeof calls)[number]) => Value) => [...new Set(calls.map(pick))];
  const numbers = each(({ number }) => number);
  const [first = null, second = first] = numbers;
  return [
    ["everything", {}],
    ...numbers.map((number): [string, Partial<Narrowed>] => [`number ${number}`, { numbers: [number] }]),
    ["two numbers", { numbers: [first, second] }],
    ...each(({ reason }) => reason).flatMap((reason): [string, Partial<Narrowed>][] =>
      reason === null ? [] : [[`missed because ${reason}`, { reason }]],
    ),
    ...each(({ lane }) => lane).map((lane): [string, Partial<Narrowed>] => [`lane ${lane}`, { lane }]),
    ["callers who had called before", { returning: true }],
    ["new callers", { returning: false }],
    ["while open", { open: true }],
    ["while closed", { open: false }],
    ["one number, new, while open", { numbers: [first], returning: false, open: true }],
    ["nobody's number, while closed, no answer", { numbers: [null], open: false, reason: "no-answer" }],
  ];
}

function toFilter({ numbers, reason, lane, returning, open }: Narrowed): MeasureFilter {
  return {
    numberIds: numbers,
    missReason: reason as MeasureFilter["missReason"],
    lane: lane as MeasureFilter["lane"],
    returning,
    inHours: open,
  };
}
