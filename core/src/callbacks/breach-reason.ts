/** Why a callback was late. */
export type BreachReason =
  | "opened-late"
  | "phone-system-down"
  | "not-reached"
  | "snoozed-past-it"
  | "owner-off-duty"
  | "nobody-told"
  | "nobody-acted"
  | "other";

export const breachReasons: readonly BreachReason[] = [
  "opened-late",
  "phone-system-down",
  "not-reached",
  "snoozed-past-it",
  "owner-off-duty",
  "nobody-told",
  "nobody-acted",
  "other",
];

/** The reason in words that stand behind "Late:". */
export const breachReasonWords: Record<BreachReason, string> = {
  "opened-late": "the call became known too late",
  "phone-system-down": "the phone system was down",
  "not-reached": "tried in time, not reached",
  "snoozed-past-it": "put off past its time",
  "owner-off-duty": "its owner was off duty",
  "nobody-told": "nobody was told of it",
  "nobody-acted": "people were told and nobody tried",
  other: "another reason",
};

/** What the ledger holds of a callback up to the moment it broke. */
export interface BreachFacts {
  readonly openedAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  /** Tries to reach the caller that were made before it was due. */
  readonly triesBeforeDue: number;
  /** When the last snooze ended that began before it was due; null: none. */
  readonly snoozedUntil: Temporal.Instant | null;
  /** Notices about it that left for anybody before it was due. */
  readonly toldBeforeDue: number;
  /** Whether the owner was off duty the whole time; null: nobody keeps shifts. */
  readonly ownerOffDuty: boolean | null;
  /** Whether its phone system was failing at any time while it ran. */
  readonly phoneSystemDown: boolean;
}

/**
 * Why a promise broke, from the ledger alone. What made keeping it impossible comes before what people did, and what they
 * did before what they left undone. A person may say otherwise.
 */
export function breachReason(facts: BreachFacts): Exclude<BreachReason, "other"> {
  const { openedAt, warnAt, dueAt, snoozedUntil } = facts;
  if (Temporal.Instant.compare(openedAt, warnAt) >= 0) return "opened-late";
  if (facts.triesBeforeDue > 0) return "not-reached";
  if (facts.phoneSystemDown) return "phone-system-down";
  if (snoozedUntil !== null && Temporal.Instant.compare(snoozedUntil, dueAt) >= 0) return "snoozed-past-it";
  if (facts.ownerOffDuty === true) return "owner-off-duty";
  return facts.toldBeforeDue === 0 ? "nobody-told" : "nobody-acted";
}
