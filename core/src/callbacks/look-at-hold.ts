/** What waits for a person's review, as far as its clock is concerned. */
export interface WaitingHold {
  readonly dueAt: Temporal.Instant;
  readonly resolvedAt: Temporal.Instant | null;
  /** When the fallback person was told that nobody had decided in time. */
  readonly overdueToldAt: Temporal.Instant | null;
}

export type HoldFinding =
  | { readonly do: "nothing" }
  | { readonly do: "look-again"; readonly at: Temporal.Instant }
  /** Nobody decided in time: the fallback person is told, once. */
  | { readonly do: "tell" };

/** What a hold's clock calls for now. Asked late or twice, it tells once. */
export function lookAtHold({ dueAt, resolvedAt, overdueToldAt }: WaitingHold, now: Temporal.Instant): HoldFinding {
  if (resolvedAt !== null || overdueToldAt !== null) return { do: "nothing" };
  return Temporal.Instant.compare(now, dueAt) < 0 ? { do: "look-again", at: dueAt } : { do: "tell" };
}

/** For so long after a decision it can be taken back, in minutes: the caller has hardly been called by then. */
export const holdUndoMinutes = 30;

/** From so many minutes before its time a hold is due soon. */
export const holdSoonMinutes = 15;

/** Whether a person's decision may still be taken back. What ended by itself is never taken back this way. */
export function mayReopenHold(
  hold: { readonly resolvedAt: Temporal.Instant | null; readonly resolvedBy: string | null },
  now: Temporal.Instant,
): "hold-not-settled" | "settled-by-itself" | "settled-too-long-ago" | null {
  if (hold.resolvedAt === null) return "hold-not-settled";
  if (hold.resolvedBy === null) return "settled-by-itself";
  const until = hold.resolvedAt.add({ minutes: holdUndoMinutes });
  return Temporal.Instant.compare(now, until) > 0 ? "settled-too-long-ago" : null;
}
