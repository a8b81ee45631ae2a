import type { Dimensions } from "./measured-call.ts";

/**
 * What the recovery of callers is counted in: one caller with one matter, however often they rang about it. Live, it is the
 * episode with its callback. In an imported log it begins with a missed call and ends when the caller and a person have
 * spoken (an answered call, or a connected one to them), or after seven days without a call either way; a withheld number
 * is a matter of its own each time. What a text began is none: nothing was missed.
 */
export interface MeasuredMatter extends Dimensions {
  readonly id: string;
  readonly startedAt: Temporal.Instant;
  readonly localDay: string;
  /** Missed calls in it. */
  readonly calls: number;
  readonly hasOwner: boolean;
  /** What became of the first text to the caller. `none`: there was to be none, or the law or its usefulness stood against it. */
  readonly told: "sent" | "delivered" | "failed" | "unknown" | "none";
  readonly attempts: number;
  /** The first try came at or before the due time. */
  readonly attemptedInTime: boolean;
  /** The due time passed before anybody had tried. */
  readonly stale: boolean;
  /** A person and the caller have spoken: never a voicemail left on a voicemail. */
  readonly recovered: boolean;
  readonly booked: boolean;
  /** Closed with an outcome. */
  readonly completed: boolean;
  /** Closed on the calendar day on which it began. */
  readonly closedSameDay: boolean;
  /** The caller left a voicemail. */
  readonly voicemail: boolean;
  /** Somebody else should have had it from the start (a person said so). */
  readonly wrongOwner: boolean;
  /** Closed as the same matter as another callback. */
  readonly duplicate: boolean;
  /** Whole units from the start of the call that began it, as far as it happened; see `times.ts`. */
  readonly times: Readonly<Partial<Record<TimeId, number>>>;
}

/**
 * Which times are measured. `…-wall`: every minute counts; `…-open`: only minutes in which the business was open, by the
 * hours in force at the call. Whole minutes, fractions cut off; `told` in whole seconds.
 */
export const timeIds = [
  "owner-wall",
  "owner-open",
  "attempt-wall",
  "attempt-open",
  "conversation-wall",
  "conversation-open",
  "completed-wall",
  "completed-open",
  "told",
] as const;
export type TimeId = (typeof timeIds)[number];
