import { clockTime, localDate } from "./time-words.ts";

const dayMs = 86_400_000;

/**
 * The instant (milliseconds) of a local date and time in a zone, e.g. `2026-11-23` `08:15`.
 * A time that the clocks skip gives the instant just as far after the change; one that comes twice, the first.
 */
export function zonedMs(date: string, time: string, timeZone: string): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  // The offset a day before and a day after bracket any change; the earlier reading that shows the wanted time wins.
  const candidates = [asUtc - dayMs, asUtc + dayMs].map((near) => asUtc - offsetMs(near, timeZone));
  const shown = candidates.filter((ms) => localDate(ms, timeZone) === date && clockTime(ms, timeZone) === time);
  return shown.length > 0 ? Math.min(...shown) : Math.max(...candidates);
}

/** A date so many days after another, both as `YYYY-MM-DD`. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** How far a zone's local time stands ahead of UTC at an instant. */
function offsetMs(ms: number, timeZone: string): number {
  const minute = Math.floor(ms / 60_000) * 60_000;
  return Date.parse(`${localDate(minute, timeZone)}T${clockTime(minute, timeZone)}:00Z`) - minute;
}
