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
}

/** A total order of live callbacks: emergencies, then whoever is due first; the id decides last. Sorts like the SQL of Today. */
export function compareCallbacks(a: ListPlace, b: ListPlace): number {
  const emergency = Number(a.priority !== 0) - Number(b.priority !== 0);
  if (emergency !== 0) return emergency;
  const due = Temporal.Instant.compare(a.dueAt, b.dueAt);
  if (due !== 0) return due;
  if (a.priority !== b.priority) return a.priority - b.priority;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
