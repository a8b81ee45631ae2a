import type { Callback } from "./callback.ts";

/** What is to be done about a callback's clock at a moment, and when to look again. */
export type ClockFinding =
  | { readonly do: "nothing" }
  | { readonly do: "look-again"; readonly at: Temporal.Instant }
  | { readonly do: "wake"; readonly at: Temporal.Instant }
  | { readonly do: "warn"; readonly lookAgainAt: Temporal.Instant }
  | { readonly do: "breach" };

/**
 * Looks at a callback's clock. Asked twice, or late, it gives the same answer: what was warned or breached already is not
 * again. A snooze stops the warning and the breach until it ends.
 */
export function watchCallback(callback: Callback, now: Temporal.Instant): ClockFinding {
  if (callback.state === "closed") return { do: "nothing" };
  if (callback.state === "snoozed") {
    return Temporal.Instant.compare(now, callback.snoozedUntil) >= 0
      ? { do: "wake", at: callback.snoozedUntil }
      : { do: "look-again", at: callback.snoozedUntil };
  }
  if (callback.breachedAt !== null) return { do: "nothing" };
  if (Temporal.Instant.compare(now, callback.dueAt) >= 0) return { do: "breach" };
  if (callback.warnedAt === null && Temporal.Instant.compare(now, callback.warnAt) >= 0)
    return { do: "warn", lookAgainAt: callback.dueAt };
  return { do: "look-again", at: callback.warnedAt === null ? callback.warnAt : callback.dueAt };
}
