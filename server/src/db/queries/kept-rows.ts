import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import type { BaselineSnapshot, ResultSnapshot } from "@ringback/core/measurement/pilot/pilot-snapshot.ts";
import { verdictFigure } from "@ringback/core/measurement/pilot/verdict-figure.ts";
import { findPilotSnapshots } from "#db/stores/pilots.ts";
import type { Transaction } from "#db/transaction.ts";

/** What a pilot keeps of the rows behind a figure. */
export interface KeptRows {
  /** When the figure was kept. */
  readonly at: Temporal.Instant;
  /** The callbacks it was counted from; null: only the figure was kept. */
  readonly ids: readonly string[] | null;
}

/** What a pilot kept of some days, be they its baseline's or its own; null when it kept nothing of them. */
export async function findKeptRows(
  tx: Transaction,
  pilotId: string,
  { from, to }: DayRange,
  { figure, side }: { readonly figure: string; readonly side: "part" | "whole" },
): Promise<KeptRows | null> {
  const found = await findPilotSnapshots(tx, pilotId);
  if (found === null) return null;
  for (const [text, at] of [
    [found.baseline, found.lockedAt],
    [found.result, found.verdictAt],
  ] as const) {
    if (text === null || at === null) continue;
    const kept = JSON.parse(text) as BaselineSnapshot | ResultSnapshot; // written by `takeBaseline` and `takeResult`
    if (kept.from !== from || kept.to !== to) continue;
    if (figure !== verdictFigure.id || kept.judged === undefined) return { at, ids: null };
    const lacking = side === "part" ? [] : kept.judged.lacking.map(({ id }) => id);
    return { at, ids: [...kept.judged.kept, ...lacking] };
  }
  return null;
}
