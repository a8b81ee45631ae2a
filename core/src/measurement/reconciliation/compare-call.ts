import type { CallEvent } from "#calls/call-event.ts";
import type { GapKind } from "./gap.ts";
import { logOpinion, mayContradict } from "./log-opinion.ts";

/** One inbound call as the provider's log has it, its legs folded together. */
export interface LoggedInbound {
  readonly callId: string;
  readonly arrivedAt: Temporal.Instant;
  readonly from: string;
  readonly to: string;
  /** false while it still goes on. */
  readonly ended: boolean;
  readonly events: readonly CallEvent[];
}

/** What we hold of it. */
export interface KnownCall {
  readonly outcome: "answered" | "missed" | null;
  readonly ended: boolean;
}

/** What the comparison of one call must know beside the call itself. */
export interface CallSurroundings {
  readonly now: Temporal.Instant;
  /** The dialed number is one of the business's. */
  readonly numberIsOurs: boolean;
  /** How many of our calls have this id (a phone system that was connected twice). */
  readonly copies: number;
  /** Another call of ours, under another id, came from the same caller to the same number in the same moment. */
  readonly hasTwin: boolean;
}

export type CallComparison =
  /** Too young to be judged, or still going on: the log lags, and webhooks are under way. */
  | { readonly result: "wait" }
  | { readonly result: "match" }
  | { readonly result: "differ"; readonly gaps: readonly FoundGap[] };

export interface FoundGap {
  readonly kind: GapKind;
  /** `enter`: record the log's call as ours. `fold`: add what the log knows to our call. null: only a person can settle it. */
  readonly repair: "enter" | "fold" | null;
}

/** How long after the log's last word a difference is no gap yet: webhooks are repeated and logs are written late. */
export const graceMinutes = 2;
/** A call may stand in a lagging log before all the phones it rang do, so it contradicts us only when it had more time. */
export const disagreementGraceMinutes = 10;
/** A log lags by some minutes ("poll again after a few minutes"), so absence proves something only later. */
export const absenceGraceMinutes = 15;
/** No call lasts longer (docs/rules.md T1.11); one that "still goes on" after that has lost its end in their log. */
const longestCallHours = 4;
/** Within this one caller's two entries for one number are taken for one call, entered twice. */
export const twinWithinSeconds = 2;

/** Compares one call of the provider's log with what we hold of it, null when nothing. */
export function compareCall(logged: LoggedInbound, known: KnownCall | null, around: CallSurroundings): CallComparison {
  const gaps = [
    ...differences(logged, known, around),
    ...(around.numberIsOurs ? [] : [{ kind: "unknown-number", repair: null } as const]),
    ...(around.copies > 1 ? [{ kind: "duplicate", repair: null } as const] : []),
  ];
  if (gaps.length === 0) return { result: "match" };
  const disagrees = gaps.every(({ kind }) => kind === "answered-only-here" || kind === "answered-only-there");
  const minutes = disagrees ? disagreementGraceMinutes : graceMinutes;
  return isYoung(logged, minutes, around.now) ? { result: "wait" } : { result: "differ", gaps };
}

function differences(logged: LoggedInbound, known: KnownCall | null, around: CallSurroundings): FoundGap[] {
  if (known === null) {
    // A call to a number that is not ours is another's business until somebody adds the number.
    if (!around.numberIsOurs) return [];
    return [around.hasTwin ? { kind: "duplicate", repair: null } : { kind: "never-heard", repair: "enter" }];
  }
  if (!logged.ended) return [];
  if (!known.ended) return [{ kind: "end-missing", repair: "fold" }];
  if (known.outcome === null || !mayContradict(logged.events, known.outcome)) return [];
  const theirs = logOpinion(logged.events);
  if (theirs === null || theirs === known.outcome) return [];
  return [{ kind: theirs === "missed" ? "answered-only-here" : "answered-only-there", repair: "fold" }];
}

function isYoung(logged: LoggedInbound, minutes: number, now: Temporal.Instant): boolean {
  if (!logged.ended) return isWithin(logged.arrivedAt, { hours: longestCallHours }, now);
  const last = logged.events.reduce(
    (latest, { at }) => (Temporal.Instant.compare(at, latest) > 0 ? at : latest),
    logged.arrivedAt,
  );
  return isWithin(last, { minutes }, now);
}

function isWithin(at: Temporal.Instant, duration: Temporal.DurationLike, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at.add(duration), now) > 0;
}
