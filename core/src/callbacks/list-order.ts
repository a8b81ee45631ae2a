import type { Urgency } from "#classification/assessment.ts";

/** The list's first key: emergencies and complaints before everything, then by the clock. Smaller is first. */
export function priorityOf(urgency: Urgency, lane: string): number {
  if (urgency === "emergency") return 0;
  if (lane === "complaint") return 1;
  if (urgency === "high") return 2;
  if (lane === "vendor" || urgency === "low") return 4;
  return 3;
}

export interface ListPlace {
  readonly id: string;
  readonly priority: number;
  readonly dueAt: Temporal.Instant;
  /** The next try after one that reached nobody, as far as there is one. */
  readonly nextTryAt: Temporal.Instant | null;
}

/** Whether it is not to be called yet: somebody tried, and the next try is still to come. */
export function waitsForNextTry({ nextTryAt }: Pick<ListPlace, "nextTryAt">, now: Temporal.Instant): boolean {
  return nextTryAt !== null && Temporal.Instant.compare(nextTryAt, now) > 0;
}

/**
 * A total order of live callbacks at a moment: emergencies, then whoever is due first, then those whose next try is still
 * to come, by that try; the id decides last. Sorts like the SQL of Today.
 *
 * It is fair: a due time never moves back, so once somebody is to be called (again) only emergencies, and callers due
 * earlier, are before them. Nobody who called after the due time passes, however often others are tried in vain.
 */
export function compareCallbacks(a: ListPlace, b: ListPlace, now: Temporal.Instant): number {
  const rank = rankOf(a, now) - rankOf(b, now);
  if (rank !== 0) return rank;
  const clock = Temporal.Instant.compare(clockOf(a, now), clockOf(b, now));
  if (clock !== 0) return clock;
  if (a.priority !== b.priority) return a.priority - b.priority;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function rankOf(place: ListPlace, now: Temporal.Instant): number {
  if (waitsForNextTry(place, now)) return 2;
  return place.priority === 0 ? 0 : 1;
}

function clockOf(place: ListPlace, now: Temporal.Instant): Temporal.Instant {
  return place.nextTryAt !== null && waitsForNextTry(place, now) ? place.nextTryAt : place.dueAt;
}
