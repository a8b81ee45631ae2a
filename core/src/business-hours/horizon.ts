import { dayMs, type Timetable } from "./timetable.ts";

/**
 * How far ahead the clock looks: a hundred years. Longer than any promise to a caller; looking that far takes single
 * milliseconds, and a search that finds nothing has to end somewhere.
 */
export const horizonDays = 36_525;

/** The last epoch millisecond that Temporal and Date know. */
const lastMs = 8_640_000_000_000_000;

/** Where a search that starts here gives up, in epoch milliseconds. */
export function horizonMs(fromMs: number): number {
  return Math.min(fromMs + horizonDays * dayMs, lastMs);
}

/**
 * An epoch millisecond from which on the weekly hours alone decide, in every zone. A local midnight is less than a day
 * from the UTC midnight of the same date.
 */
export function ordinaryFromMs(timetable: Timetable): number {
  return (timetable.ordinaryFromDay + 1) * dayMs;
}
