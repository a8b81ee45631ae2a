import type { BusinessCalendar } from "#business-hours/calendar.ts";
import type { AttemptResult } from "#callbacks/record-attempt.ts";
import type { Dimensions } from "./measured-call.ts";
import type { MeasuredMatter } from "./measured-matter.ts";
import { timesTo } from "./times.ts";

/** What the ledger says of a callback that a missed call opened. */
export interface MeasuredCallback {
  readonly id: string;
  readonly startedAt: Temporal.Instant;
  readonly openedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly numberId: string | null;
  readonly lane: Dimensions["lane"];
  readonly breached: boolean;
  readonly attemptCount: number;
  readonly firstAttemptAt: Temporal.Instant | null;
  readonly closed: {
    readonly at: Temporal.Instant;
    readonly kind: string | null;
    readonly disposition: string;
    readonly recovered: boolean;
    readonly booked: boolean;
  } | null;
  /** The call that began it; of those of its callbacks that are missed, the first one that is. */
  readonly began: Pick<Dimensions, "missReason" | "returning" | "inHours">;
  readonly missedCalls: number;
  readonly leftVoicemail: boolean;
  /** The text that acknowledged it. */
  readonly text: { readonly state: string; readonly sentAt: Temporal.Instant | null } | null;
  /** Those not taken back. */
  readonly attempts: readonly { readonly at: Temporal.Instant; readonly result: AttemptResult }[];
  /** Why people gave it to somebody else. */
  readonly movedBecause: readonly string[];
}

export interface CallbackRules {
  /** The hours in force at the call. */
  readonly hours: BusinessCalendar;
  readonly localDay: (at: Temporal.Instant) => string;
}

/** Causes that say it was given to the wrong person; the others are about that person's day. */
const wrongOwnerCauses: ReadonlySet<string> = new Set(["wrong-owner", "wrong-line", "knows-them", "language"]);

/** The matter that a callback is. */
export function measureCallback(callback: MeasuredCallback, { hours, localDay }: CallbackRules): MeasuredMatter {
  const { id, startedAt, openedAt, dueAt, closed, text, attemptCount, began } = callback;
  const triedAt =
    attemptCount === 0 ? null : (earliest(callback.attempts.map(({ at }) => at)) ?? callback.firstAttemptAt);
  const inTime = triedAt !== null && Temporal.Instant.compare(triedAt, dueAt) <= 0;
  const told = toldOf(text?.state ?? null);
  const toldAfter = told === "sent" || told === "delivered" ? (text?.sentAt ?? null) : null;
  return {
    id,
    startedAt,
    localDay: localDay(startedAt),
    numberId: callback.numberId,
    ...began,
    lane: callback.lane,
    history: false,
    calls: callback.missedCalls,
    hasOwner: true,
    told,
    attempts: attemptCount,
    attemptedInTime: inTime,
    stale: callback.breached && !inTime,
    recovered: closed?.recovered ?? false,
    booked: closed?.booked ?? false,
    completed: closed !== null,
    closedSameDay: closed !== null && localDay(closed.at) === localDay(startedAt),
    voicemail: callback.leftVoicemail,
    wrongOwner: callback.movedBecause.some((cause) => wrongOwnerCauses.has(cause)),
    duplicate: closed !== null && (closed.kind === "same-matter" || closed.disposition === "duplicate"),
    times: {
      ...timesTo("owner", hours, startedAt, openedAt),
      ...timesTo("attempt", hours, startedAt, triedAt),
      ...timesTo("conversation", hours, startedAt, conversationAt(callback)),
      ...timesTo("completed", hours, startedAt, closed?.at ?? null),
      ...(toldAfter === null
        ? {}
        : { told: Math.max(0, Math.floor((toldAfter.epochMilliseconds - startedAt.epochMilliseconds) / 1000)) }),
    },
  };
}

function toldOf(state: string | null): MeasuredMatter["told"] {
  if (state === "sent" || state === "delivered" || state === "unknown") return state;
  return state === "failed" || state === "undelivered" ? "failed" : "none";
}

/**
 * When they talked, of a matter closed as recovered: at the first try that reached them; else at the last call from another
 * phone that was picked up, unless the caller got through by themselves; else at the latest when it was closed.
 */
function conversationAt({ closed, attempts }: MeasuredCallback): Temporal.Instant | null {
  if (closed === null || !closed.recovered) return null;
  const made = (result: AttemptResult) => attempts.filter((attempt) => attempt.result === result).map(({ at }) => at);
  const reached = earliest(made("reached"));
  const picked = closed.kind === "caller-got-through" ? null : latest(made("connected"));
  return reached ?? picked ?? closed.at;
}

function earliest(moments: readonly Temporal.Instant[]): Temporal.Instant | null {
  return moments.reduce<Temporal.Instant | null>(
    (first, at) => (first === null || Temporal.Instant.compare(at, first) < 0 ? at : first),
    null,
  );
}

function latest(moments: readonly Temporal.Instant[]): Temporal.Instant | null {
  return moments.reduce<Temporal.Instant | null>(
    (last, at) => (last === null || Temporal.Instant.compare(at, last) > 0 ? at : last),
    null,
  );
}
