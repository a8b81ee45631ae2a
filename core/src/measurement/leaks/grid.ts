import { type LocalCell, localCells } from "#measurement/replay/local-cells.ts";
import type { PastCall } from "#measurement/replay/past-call.ts";

/** Fewer calls than this say nothing about a rate. */
export const fewerThan = 4;

/** One hour of one weekday. */
export interface GridCell extends LocalCell {
  readonly calls: number;
  readonly missed: number;
  /** missed of calls; null with too few calls to say. */
  readonly rate: number | null;
  readonly inHours: number;
  /** The most calls of the business that were on at once when one of these came, itself among them. */
  readonly atOnce: number;
}

/** The week by weekday and hour of the local clock: all 168 cells, Monday first, those without a call too. */
export function gridOf<Call extends Pick<PastCall, "arrivedMs" | "outcome" | "inHours">>(
  calls: readonly Call[],
  timeZone: string,
  /** How many others were on when a call came. */
  othersOf: (call: Call) => number = () => 0,
): GridCell[] {
  const cellOf = localCells(timeZone);
  const counts = Array.from({ length: 168 }, () => ({ calls: 0, missed: 0, inHours: 0, atOnce: 0 }));
  for (const call of calls) {
    const { arrivedMs, outcome, inHours } = call;
    const { weekday, hour } = cellOf(arrivedMs);
    const count = counts[(weekday - 1) * 24 + hour];
    if (count === undefined) continue;
    count.calls += 1;
    if (outcome === "missed") count.missed += 1;
    if (inHours) count.inHours += 1;
    count.atOnce = Math.max(count.atOnce, 1 + othersOf(call));
  }
  return counts.map((count, index) => ({
    weekday: Math.floor(index / 24) + 1,
    hour: index % 24,
    ...count,
    rate: rateOf(count.missed, count.calls),
  }));
}

/** The first and last hour of the day in which a call came; null without calls. */
export function hoursWithCalls(grid: readonly GridCell[]): { readonly from: number; readonly to: number } | null {
  const hours = grid.filter(({ calls }) => calls > 0).map(({ hour }) => hour);
  return hours.length === 0 ? null : { from: Math.min(...hours), to: Math.max(...hours) };
}

/** A share of calls; null where they are too few. */
export function rateOf(part: number, whole: number): number | null {
  return whole < fewerThan ? null : part / whole;
}
