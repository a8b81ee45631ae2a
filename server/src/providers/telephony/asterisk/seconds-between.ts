/** Whole seconds from one moment to a later one; 0 when it is not later. */
export function secondsBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, Math.round((to.epochMilliseconds - from.epochMilliseconds) / 1000));
}
