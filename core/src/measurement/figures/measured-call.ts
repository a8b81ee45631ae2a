import type { MissReason } from "#calls/missed-call.ts";
import type { Lane } from "#classification/assessment.ts";

/** What figures can be narrowed to and split by; a call and a matter have the same. */
export interface Dimensions {
  /** null: a number that is none of the business's (any more). */
  readonly numberId: string | null;
  /** Why no person answered; null: answered. Of a matter, that of the call that began it. */
  readonly missReason: MissReason | null;
  readonly lane: Lane;
  /** A call of the same caller was in the books before this one; a withheld number is always new. */
  readonly returning: boolean;
  /** It came while the business was open, by the hours in force at the call. */
  readonly inHours: boolean;
  /** From an imported log, before Ringback listened. */
  readonly history: boolean;
}

/** A decided inbound call as figures see it. Drills, and calls that a person may still answer, are in no figure. */
export interface MeasuredCall extends Dimensions {
  readonly id: string;
  readonly arrivedAt: Temporal.Instant;
  /** The account's calendar day and hour of the day (0 to 23) at its arrival; of a doubled hour both count to the same. */
  readonly localDay: string;
  readonly localHour: number;
  readonly answeredLate: boolean;
}
