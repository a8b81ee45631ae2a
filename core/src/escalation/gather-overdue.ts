/** So long after one message about overdue callbacks the next ones are gathered into a second. */
export const gatherMinutes = 5;
/** A repeat of what a message of the last hour already counted says nothing new. */
export const countedMinutes = 60;

export type OverdueTelling =
  | { readonly do: "tell" }
  /** Together with the others that come due meanwhile. */
  | { readonly do: "gather"; readonly at: Temporal.Instant }
  /** A message told of it a while ago, and each of them counts all that are overdue. */
  | { readonly do: "counted" };

/**
 * Whether a person hears of one overdue callback now, or in one message with the others. `lastToldAt` is their last message about
 * anything overdue (null: never); `isFirst`: they were not told of this one before.
 */
export function tellOverdue(
  lastToldAt: Temporal.Instant | null,
  isFirst: boolean,
  now: Temporal.Instant,
): OverdueTelling {
  if (lastToldAt === null) return { do: "tell" };
  const since = now.epochMilliseconds - lastToldAt.epochMilliseconds;
  if (!isFirst) return since < countedMinutes * 60_000 ? { do: "counted" } : { do: "tell" };
  return since < gatherMinutes * 60_000
    ? { do: "gather", at: lastToldAt.add({ minutes: gatherMinutes }) }
    : { do: "tell" };
}
