import type { Names } from "#measurement/replay/change-words.ts";
import type { PastCall } from "#measurement/replay/past-call.ts";
import type { PreparedPast } from "#measurement/replay/replay-calls.ts";

/** What detectors look at beside the calls: `calls` are those that were asked for, the rest knows of all. */
export interface LeakContext extends PreparedPast {
  /** How many other calls of the business were on when one came. */
  readonly othersOf: (call: PastCall) => number;
  readonly names: Names;
  /** Who may be asked to answer calls, likeliest first. */
  readonly helpers: readonly string[];
}

/** Somebody who could ring too: a helper who does not yet, for a number or in a window. */
export function helperFor(context: LeakContext, ringing: Iterable<string>): string | null {
  const already = new Set(ringing);
  return context.helpers.find((id) => !already.has(id)) ?? null;
}

/** `12 missed calls`, `1 missed call`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A share as people read it. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "0 %" : `${Math.round((100 * part) / whole)} %`;
}
