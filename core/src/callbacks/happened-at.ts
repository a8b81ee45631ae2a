import { accept, type Decision, refuse } from "#decision.ts";
import type { CallbackRefusal } from "./refusal.ts";

/** A day: a phone that was out of reach for longer has seen too little of what others did since. */
export const happenedHoursMax = 24;

/**
 * When a person did what they send now: null where they say nothing. A moment still to come is a phone's wrong clock, not a
 * reason to lose the work; then it happened now. The ledger's own time is the server's either way.
 */
export function happenedAt(
  said: Temporal.Instant | undefined,
  now: Temporal.Instant,
): Decision<Temporal.Instant | null, CallbackRefusal> {
  if (said === undefined) return accept(null);
  if (Temporal.Instant.compare(said, now) >= 0) return accept(null);
  if (Temporal.Instant.compare(said, now.subtract({ hours: happenedHoursMax })) < 0)
    return refuse("happened-too-long-ago");
  return accept(said);
}
