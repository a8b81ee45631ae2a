import type { BusinessCalendar } from "#business-hours/calendar.ts";
import { type OpenStretch, openStretches } from "#business-hours/open-stretches.ts";
import { timetableOf } from "#business-hours/timetable.ts";

/** Openings of a stretch of time, worked out once and asked often. */
export interface OpeningTimes {
  isOpen(ms: number): boolean;
  /** Milliseconds since it closed last; null when open, or when it did not close within what was worked out. */
  sinceClosing(ms: number): number | null;
  /** Milliseconds until it opens next; null when open, or not within what was worked out. */
  untilOpening(ms: number): number | null;
}

/** So far before and after the range closings and openings are looked for. */
const marginMs = 8 * 86_400_000;

/** The openings of a calendar from one instant to another, in epoch milliseconds. Says the same as `isOpenAt` within them. */
export function openingTimes(calendar: BusinessCalendar, fromMs: number, untilMs: number): OpeningTimes {
  const stretches: (readonly [number, number])[] = [];
  for (const stretch of openStretches(
    calendar.timeZone,
    timetableOf(calendar),
    fromMs - marginMs,
    untilMs + marginMs,
  )) {
    const last = stretches.at(-1);
    if (last !== undefined && last[1] >= stretch[0]) stretches[stretches.length - 1] = [last[0], stretch[1]];
    else stretches.push([stretch[0], stretch[1]]);
  }
  /** The last stretch that began at or before an instant. */
  const before = (ms: number): { index: number; stretch: OpenStretch | undefined } => {
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle]?.[0] ?? 0) <= ms) low = middle + 1;
      else high = middle;
    }
    return { index: low - 1, stretch: stretches[low - 1] };
  };
  const isOpen = (ms: number) => {
    const { stretch } = before(ms);
    return stretch !== undefined && ms < stretch[1];
  };
  return {
    isOpen,
    sinceClosing: (ms) => {
      const { stretch } = before(ms);
      return stretch === undefined || ms < stretch[1] ? null : ms - stretch[1];
    },
    untilOpening: (ms) => {
      const { index } = before(ms);
      const next = stretches[index + 1];
      return isOpen(ms) || next === undefined ? null : next[0] - ms;
    },
  };
}
