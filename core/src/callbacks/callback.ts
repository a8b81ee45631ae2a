// The life of a callback: open, claimed or snoozed, and closed with an outcome. A closed callback without a disposition
// cannot be written down.

import type { RunningClock } from "./sla.ts";

interface CallbackFacts {
  readonly id: string;
  readonly ownerId: string;
  readonly backupId: string | null;
  readonly startedAt: Temporal.Instant;
  /** What due and warning time were worked out from. */
  readonly clock: RunningClock;
  readonly dueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly warnedAt: Temporal.Instant | null;
  readonly breachedAt: Temporal.Instant | null;
  readonly attemptCount: number;
  /** Grows with each change; a command may name the version it was decided on. */
  readonly version: number;
}

export interface OpenCallback extends CallbackFacts {
  readonly state: "open";
}
export interface ClaimedCallback extends CallbackFacts {
  readonly state: "claimed";
  readonly claimedBy: string;
}
export interface SnoozedCallback extends CallbackFacts {
  readonly state: "snoozed";
  readonly snoozedUntil: Temporal.Instant;
  readonly snoozeReason: string;
}
export interface ClosedCallback extends CallbackFacts {
  readonly state: "closed";
  readonly closedAt: Temporal.Instant;
  /** null when it closed itself. */
  readonly closedBy: string | null;
  readonly closeKind: "person" | "caller-got-through" | "same-matter" | "reached-outside" | "drill";
  readonly disposition: string;
  readonly recovered: boolean;
  /** The outcome says that the caller booked. Absent: it does not. */
  readonly booked?: boolean | undefined;
}

export type Callback = OpenCallback | ClaimedCallback | SnoozedCallback | ClosedCallback;
export type LiveCallback = OpenCallback | ClaimedCallback | SnoozedCallback;

/** The person who acts: a member of the account, with the role they have there. */
export interface Actor {
  readonly memberId: string;
  readonly role: "owner" | "coordinator" | "agent" | "viewer";
}

/** A callback back in the open state, whatever it was: the fields of other states fall away. */
export function opened(callback: Callback): OpenCallback {
  const { id, ownerId, backupId, startedAt, clock, dueAt, warnAt, warnedAt, breachedAt, attemptCount, version } =
    callback;
  return {
    state: "open",
    id,
    ownerId,
    backupId,
    startedAt,
    clock,
    dueAt,
    warnAt,
    warnedAt,
    breachedAt,
    attemptCount,
    version: version + 1,
  };
}
