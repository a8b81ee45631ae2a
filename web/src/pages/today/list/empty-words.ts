import { clockTime } from "#components/time-words.ts";
import type { Group } from "#pages/today/use-today.ts";

/** What to say when no callback is open: when the last caller was called back, if it was today. */
export function nobodyWaiting(groups: readonly Group[], timeZone: string): string {
  const closed = groups.find((group) => group.key === "closed-today")?.rows ?? [];
  const times = closed.flatMap((row) => (row.closedAt === null || !row.recovered ? [] : [Date.parse(row.closedAt)]));
  if (times.length === 0) return "Missed calls appear here within a second of being missed.";
  return `The last caller was called back at ${clockTime(Math.max(...times), timeZone)}.`;
}
