import type { Urgency } from "./assessment.ts";

const ORDER: Readonly<Record<Urgency, number>> = { unknown: 0, low: 1, normal: 2, high: 3, emergency: 4 };

/** The higher of two urgencies. The only way urgencies are combined, so no later finding can lower an earlier one. */
export function raiseUrgency(one: Urgency, other: Urgency): Urgency {
  return ORDER[other] > ORDER[one] ? other : one;
}

/** Sorts by urgency, highest first. */
export function byUrgency(one: Urgency, other: Urgency): number {
  return ORDER[other] - ORDER[one];
}
