import type { ReconciliationKind } from "#db/stores/reconciliation.ts";
import type { Slice } from "./reconcile-slice.ts";

/** How far back each kind looks when nothing was missed. */
const recentHours = 3;
const nightlyDays = 3;
/** A log is written late, so a comparison reads again the end of what was read before. */
const overlapMinutes = 30;

const firstSliceHours = 6;
const sliceHoursAtMost = 24 * 30;
const sliceHoursAtLeast = 1;
/** Ids of two slices are held in memory, so a slice must not bring too many. */
const manyCalls = 10_000;
const fewCalls = 2_000;

/**
 * The range a run compares. After an outage every kind begins where the log was last read, less an overlap. Never before
 * the connection was made: what was missed then is history and not to be chased. null: there is nothing yet.
 */
export function rangeOf(
  order: { kind: ReconciliationKind; from?: Temporal.Instant | undefined; to?: Temporal.Instant | undefined },
  place: { readonly createdAt: Temporal.Instant; readonly readUntil: Temporal.Instant | null },
  now: Temporal.Instant,
): Slice | null {
  const wanted = order.from ?? now.subtract({ hours: order.kind === "nightly" ? nightlyDays * 24 : recentHours });
  const left = place.readUntil?.subtract({ minutes: overlapMinutes });
  const from = order.kind === "manual" || left === undefined ? wanted : earliest(wanted, left);
  const begin = latest(from, place.createdAt);
  const to = earliest(order.to ?? now, now);
  return Temporal.Instant.compare(begin, to) < 0 ? { from: begin, to } : null;
}

/** Cuts a range into slices, oldest first; each as long as the calls of the one before allow. */
export function* slices(range: Slice, callsOfLast: () => number): Generator<Slice> {
  let hours = firstSliceHours;
  for (let from = range.from; Temporal.Instant.compare(from, range.to) < 0; ) {
    const to = earliest(from.add({ hours }), range.to);
    yield { from, to };
    if (callsOfLast() > manyCalls) hours = Math.max(sliceHoursAtLeast, Math.floor(hours / 2));
    else if (callsOfLast() < fewCalls) hours = Math.min(sliceHoursAtMost, hours * 2);
    from = to;
  }
}

function earliest(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}

function latest(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b;
}
