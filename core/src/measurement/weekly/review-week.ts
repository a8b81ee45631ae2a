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

/** How much of a review is left to do: callers who are not settled, and emergencies nobody has looked at. */
export interface LeftToDo {
  readonly callers: number;
  readonly emergencies: number;
}

/** Whether a caller has an answer: an outcome, or an owner somebody named who still has it. */
export function isSettled({ isClosed, ownerId, namedOwnerId }: UnresolvedCaller): boolean {
  return isClosed || namedOwnerId === ownerId;
}

export type ReviewRefusal = "already-finished" | "callers-unresolved" | "emergencies-not-judged";

/**
 * Whether a week's review may be finished (requirement S0-33): every unresolved caller has an outcome or a named owner, and
 * every emergency was looked at. There is no other way to be rid of it.
 */
export function finishReview({
  isFinished,
  left,
}: {
  readonly isFinished: boolean;
  readonly left: LeftToDo;
}): { readonly ok: true } | { readonly ok: false; readonly refusal: ReviewRefusal } {
  if (isFinished) return refuse("already-finished");
  if (left.callers > 0) return refuse("callers-unresolved");
  return left.emergencies > 0 ? refuse("emergencies-not-judged") : { ok: true };
}
