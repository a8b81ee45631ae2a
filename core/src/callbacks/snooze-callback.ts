import { accept, type Decision, refuse } from "#decision.ts";
import { type Actor, type Callback, type OpenCallback, opened, type SnoozedCallback } from "./callback.ts";
import { mayWorkOn } from "./may-work-on.ts";
import type { CallbackRefusal } from "./refusal.ts";
import type { RunningClock } from "./sla.ts";

/** Seven days: long enough for "call me next week", short enough that nobody is forgotten. A playbook may allow less. */
export const snoozeDaysMax = 7;

/** Whose wish it is. Only the caller's own pauses the clock; what we wait for is our matter, not theirs. */
export type SnoozeCause = "caller-asked" | "other";

/**
 * Puts a callback off, with a reason and a limit. The due time stays visible; the warning waits for the snooze's end. Where
 * the caller asked for it the clock is paused (`pauseClock` moves the due time).
 */
export function snoozeCallback(
  callback: Callback,
  command: { until: Temporal.Instant; reason: string; cause?: SnoozeCause | undefined },
  actor: Actor,
  now: Temporal.Instant,
  daysMax: number = snoozeDaysMax,
): Decision<SnoozedCallback, CallbackRefusal> {
  if (callback.state === "closed") return refuse("already-closed");
  const refusal = mayWorkOn(callback, actor);
  if (refusal !== null) return refuse(refusal);
  const reason = command.reason.trim();
  if (reason === "") return refuse("reason-missing");
  if (Temporal.Instant.compare(command.until, now) <= 0) return refuse("snooze-in-the-past");
  if (Temporal.Instant.compare(command.until, now.add({ hours: 24 * Math.min(daysMax, snoozeDaysMax) })) > 0)
    return refuse("snooze-too-long");
  const state: SnoozedCallback = {
    ...opened(callback),
    clock: command.cause === "caller-asked" ? paused(callback.clock, now, command.until) : callback.clock,
    state: "snoozed",
    snoozedUntil: command.until,
    snoozeReason: reason,
  };
  return accept(state, { kind: "watch-callback", callbackId: callback.id, at: command.until });
}

function paused(clock: RunningClock, from: Temporal.Instant, until: Temporal.Instant): RunningClock {
  return { ...clock, pauses: [...clock.pauses, { from, until }] };
}

/**
 * Brings a snoozed callback back: by hand, or when its time has come (`actor` null). One that was overdue before has had
 * its breach, so its clock has nothing left to ring: where nobody woke it, people are alarmed anew, or it would lie there.
 */
export function wakeCallback(
  callback: Callback,
  actor: Actor | null,
  now: Temporal.Instant,
): Decision<OpenCallback, CallbackRefusal> {
  if (callback.state !== "snoozed") return refuse("not-snoozed");
  if (actor?.role === "viewer") return refuse("not-allowed");
  const overdueBefore = actor === null && callback.breachedAt !== null;
  return accept(
    opened(callback),
    { kind: "watch-callback", callbackId: callback.id, at: now },
    ...(overdueBefore ? ([{ kind: "raise-escalation", callbackId: callback.id, reason: "overdue" }] as const) : []),
  );
}
