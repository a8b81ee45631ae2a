import { type Weekday, weekdays } from "#business-hours/calendar.ts";
import { logTail } from "#measurement/binomial-tail.ts";

/**
 * Of a window: by chance alone there would be one like it, anywhere in the week, in at most five (`sure`) or thirty (`likely`) of a
 * hundred businesses whose misses fall evenly.
 */
export type Sureness = "sure" | "likely" | "few" | "plain";

/** A recurring window inside opening hours in which clearly more is missed than in the rest. */
export interface LeakWindow {
  readonly weekdays: readonly Weekday[];
  /** Hours of the day; `to` is not in it any more. */
  readonly from: number;
  readonly to: number;
  readonly calls: number;
  readonly missed: number;
  /** The share missed in all other opening hours. */
  readonly restRate: number;
  readonly sureness: Sureness;
}

/** Calls of opening hours by weekday (Monday is 1) and hour. */
export interface HourCount {
  readonly weekday: number;
  readonly hour: number;
  readonly calls: number;
  readonly missed: number;
}

/** So rare by chance in any of the windows that were looked at together. */
const sureChance = 0.05;
const likelyChance = 0.3;
const fewestMissed = 3;
/** A window that is only a little worse than the rest is none to act on. */
const clearlyWorse = 1.5;
const mostWindows = 4;

/**
 * Finds windows of one or two hours, on all opening days, on Monday to Friday, at weekends or on one weekday, in which more is
 * missed than chance would bring were it as in the rest: a binomial test, made stricter by the number of windows that were
 * looked at (Bonferroni). The clearest comes first; it is then taken out, and the rest is searched again.
 */
export function findWindows(counts: readonly HourCount[]): LeakWindow[] {
  const found: LeakWindow[] = [];
  let left = counts.filter(({ calls }) => calls > 0);
  while (found.length < mostWindows) {
    const best = bestWindow(left);
    if (best === null) break;
    found.push(best);
    left = left.filter((cell) => !isIn(cell, best));
  }
  return found;
}

/** Whether an hour of a weekday lies in a window. */
export function isIn(
  { weekday, hour }: { readonly weekday: number; readonly hour: number },
  window: Pick<LeakWindow, "weekdays" | "from" | "to">,
): boolean {
  const day = weekdays[weekday - 1];
  return day !== undefined && window.weekdays.includes(day) && hour >= window.from && hour < window.to;
}

function bestWindow(counts: readonly HourCount[]): LeakWindow | null {
  const all = totals(counts);
  const looked = windowsOf(counts);
  let best: { window: LeakWindow; log: number } | null = null;
  for (const { weekdays: days, from, to, inside } of looked) {
    const window = totals(inside);
    const rest = { calls: all.calls - window.calls, missed: all.missed - window.missed };
    // Half of the day is no window.
    if (window.missed < fewestMissed || rest.calls < window.calls) continue;
    const restRate = rest.missed / rest.calls;
    if (window.missed / window.calls < clearlyWorse * restRate) continue;
    // A rate of a few calls is itself a guess; half a miss more keeps a lucky rest from proving too much.
    const log = logTail(window.missed, window.calls, (rest.missed + 0.5) / (rest.calls + 1));
    const chance = log + Math.log(looked.length);
    if (chance > Math.log(likelyChance) || (best !== null && log >= best.log)) continue;
    const sureness = chance <= Math.log(sureChance) ? "sure" : "likely";
    best = { window: { weekdays: days, from, to, ...window, restRate, sureness }, log };
  }
  return best?.window ?? null;
}

/** Every window that could be one, with its calls. */
function windowsOf(
  counts: readonly HourCount[],
): (Pick<LeakWindow, "weekdays" | "from" | "to"> & { inside: HourCount[] })[] {
  return daySets(counts).flatMap((days) =>
    Array.from({ length: 24 }, (_, hour) => hour).flatMap((from) =>
      [1, 2].flatMap((hours) => {
        const window = { weekdays: days, from, to: from + hours };
        const inside = counts.filter((cell) => isIn(cell, window));
        return new Set(inside.map(({ hour }) => hour)).size < hours ? [] : [{ ...window, inside }];
      }),
    ),
  );
}

function daySets(counts: readonly HourCount[]): Weekday[][] {
  const open = weekdays.filter((_day, index) => counts.some(({ weekday }) => weekday === index + 1));
  const working = open.filter((day) => day !== "sat" && day !== "sun");
  const weekend = open.filter((day) => day === "sat" || day === "sun");
  const sets = [open, working, weekend, ...open.map((day) => [day])];
  return sets.filter(
    (set, index) => set.length > 0 && sets.findIndex((other) => other.join() === set.join()) === index,
  );
}

function totals(counts: readonly HourCount[]): { calls: number; missed: number } {
  return counts.reduce((sum, { calls, missed }) => ({ calls: sum.calls + calls, missed: sum.missed + missed }), {
    calls: 0,
    missed: 0,
  });
}
