/** An alarm somebody has taken in hand, and what has happened since. */
export interface AlarmInHand {
  readonly acknowledgedAt: Temporal.Instant;
  /** The last try to reach the caller, or another act that moves the matter (put off, given on); null: none. */
  readonly lastActAt: Temporal.Instant | null;
}

export type HandFinding =
  | { readonly do: "nothing" }
  | { readonly do: "look-again"; readonly at: Temporal.Instant }
  /** Nobody tried to reach the caller in the time: the alarm runs again from its first step. */
  | { readonly do: "run-again" };

/** Whether an alarm may rest in the hands of who took it: only with a try within so many minutes. */
export function lookAtHand(alarm: AlarmInHand, handMinutes: number, now: Temporal.Instant): HandFinding {
  const { acknowledgedAt, lastActAt } = alarm;
  if (lastActAt !== null && Temporal.Instant.compare(lastActAt, acknowledgedAt) >= 0) return { do: "nothing" };
  const until = handUntil(acknowledgedAt, handMinutes);
  return Temporal.Instant.compare(now, until) < 0 ? { do: "look-again", at: until } : { do: "run-again" };
}

/** Until when whoever took an alarm in hand must have tried. */
export function handUntil(acknowledgedAt: Temporal.Instant, handMinutes: number): Temporal.Instant {
  return acknowledgedAt.add({ minutes: handMinutes });
}
