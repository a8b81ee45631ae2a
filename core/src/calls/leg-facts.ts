// What is known of one phone that was rung for a call. A leg only moves forward, and joining two reports gives the same
// whatever came first.
import type { LegStatus } from "./call-event.ts";

export interface LegFacts {
  /** The phone or agent, as the phone system names it. */
  readonly to: string | null;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly status: LegStatus;
  /** Somebody or something picked up. */
  readonly pickedUpAt?: string;
  /** The first report of its end. */
  readonly endedAt?: string;
  readonly acceptedAt?: string;
  readonly memberId?: string;
  /** Whoever accepted on it was rung as the overflow, after the group. */
  readonly round?: 2;
  /** A machine picked up. */
  readonly machine?: true;
}

/** A late `ringing` never overwrites an end. */
const rank: Record<LegStatus, number> = {
  initiated: 0,
  ringing: 1,
  "in-progress": 2,
  canceled: 3,
  "no-answer": 4,
  failed: 5,
  busy: 6,
  completed: 7,
};

/** One report of a leg, as facts. */
export function reportedLeg(at: string, status: LegStatus, more: Partial<LegFacts> = {}): LegFacts {
  return {
    to: null,
    firstAt: at,
    lastAt: at,
    status,
    ...(status === "in-progress" ? { pickedUpAt: at } : {}),
    ...(rank[status] > rank["in-progress"] ? { endedAt: at } : {}),
    ...more,
  };
}

/** Joins two reports of one leg. */
export function joinLegs(a: LegFacts, b: LegFacts): LegFacts {
  const pickedUpAt = sooner(a.pickedUpAt, b.pickedUpAt);
  const endedAt = sooner(a.endedAt, b.endedAt);
  const acceptedAt = sooner(a.acceptedAt, b.acceptedAt);
  const memberId = least(a.memberId, b.memberId);
  return {
    to: least(a.to ?? undefined, b.to ?? undefined) ?? null,
    firstAt: soonest(a.firstAt, b.firstAt),
    lastAt: soonest(a.lastAt, b.lastAt) === a.lastAt ? b.lastAt : a.lastAt,
    status: rank[b.status] > rank[a.status] ? b.status : a.status,
    ...(pickedUpAt === undefined ? {} : { pickedUpAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(acceptedAt === undefined ? {} : { acceptedAt }),
    ...(memberId === undefined ? {} : { memberId }),
    ...(a.round === 2 || b.round === 2 ? { round: 2 as const } : {}),
    ...(a.machine || b.machine ? { machine: true as const } : {}),
  };
}

function least(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

function sooner(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || b === undefined ? (a ?? b) : soonest(a, b);
}

/** The earlier of two instants in ISO text. */
export function soonest(a: string, b: string): string {
  return compareTimes(a, b) <= 0 ? a : b;
}

/** Orders instants in ISO text; as text they would not sort by time, because fractions of a second may be left out. */
export function compareTimes(a: string, b: string): number {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b));
}
