import { refuse } from "#decision.ts";

/** What a person found, looking back at an emergency. */
export const emergencyVerdicts = ["in-time", "too-late", "not-reached", "no-emergency"] as const;
export type EmergencyVerdict = (typeof emergencyVerdicts)[number];

/** A caller of the week (or before) whose callback was open when the week was reviewed. */
export interface UnresolvedCaller {
  readonly callbackId: string;
  readonly isClosed: boolean;
  readonly ownerId: string;
  /** Whom the reviewer named, and when it was this callback's turn; null: not yet. */
  readonly namedOwnerId: string | null;
}

/** A callback of the week that counted as an emergency. */
export interface ReviewedEmergency {
  readonly callbackId: string;
  readonly verdict: EmergencyVerdict | null;
}

export interface WeekInReview {
  readonly callers: readonly UnresolvedCaller[];
  readonly emergencies: readonly ReviewedEmergency[];
  readonly isFinished: boolean;
}

/** Whether a caller has an answer: an outcome, or an owner somebody named who still has it. */
export function isSettled({ isClosed, ownerId, namedOwnerId }: UnresolvedCaller): boolean {
  return isClosed || namedOwnerId === ownerId;
}

export type ReviewRefusal = "already-finished" | "callers-unresolved" | "emergencies-not-judged";

/** How much of a review is left to do. */
export function leftToDo({ callers, emergencies }: WeekInReview): { callers: number; emergencies: number } {
  return {
    callers: callers.filter((caller) => !isSettled(caller)).length,
    emergencies: emergencies.filter(({ verdict }) => verdict === null).length,
  };
}

/**
 * Whether a week's review may be finished (requirement S0-33): every unresolved caller has an outcome or a named owner, and
 * every emergency was looked at. There is no other way to be rid of it.
 */
export function finishReview(
  week: WeekInReview,
): { readonly ok: true } | { readonly ok: false; readonly refusal: ReviewRefusal } {
  if (week.isFinished) return refuse("already-finished");
  const left = leftToDo(week);
  if (left.callers > 0) return refuse("callers-unresolved");
  return left.emergencies > 0 ? refuse("emergencies-not-judged") : { ok: true };
}
