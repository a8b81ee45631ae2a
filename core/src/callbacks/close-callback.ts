import { accept, type Decision, refuse } from "#decision.ts";
import { type Disposition, isBooking } from "#playbook/playbook.ts";
import { type Actor, type Callback, type ClosedCallback, type OpenCallback, opened } from "./callback.ts";
import { mayWorkOn } from "./may-work-on.ts";
import type { CallbackRefusal } from "./refusal.ts";

/** How somebody was reached whom nothing shows to have been tried. */
export type ReachedHow = "called" | "texted" | "emailed" | "in-person";

/** Whether the closer is asked how they were reached: the outcome says so, and no attempt shows it. */
export function asksHow({ recovered }: Pick<Disposition, "recovered">, attemptCount: number): boolean {
  return recovered && attemptCount === 0;
}

/**
 * Closes with an outcome of the playbook. Whether it counts as recovered is the outcome's, never the closer's, to say. Where
 * the closer says `how` they were reached, that is an attempt nobody had counted. While there are tries left (`triesLeft`) to
 * give up is a coordinator's to decide: one that nobody answered is an attempt, not an outcome.
 */
export function closeCallback(
  callback: Callback,
  dispositionKey: string,
  dispositions: readonly Disposition[],
  actor: Actor,
  now: Temporal.Instant,
  { how = null, triesLeft = false }: { readonly how?: ReachedHow | null; readonly triesLeft?: boolean } = {},
): Decision<ClosedCallback, CallbackRefusal> {
  if (callback.state === "closed") return refuse("already-closed");
  const refusal = mayWorkOn(callback, actor);
  if (refusal !== null) return refuse(refusal);
  const disposition = dispositions.find((one) => one.key === dispositionKey);
  if (!disposition) return refuse("no-such-outcome");
  if (how === null && asksHow(disposition, callback.attemptCount)) return refuse("say-how");
  if (triesLeft && actor.role === "agent") return refuse("tries-left");
  const closing = {
    closedBy: actor.memberId,
    closeKind: "person",
    disposition: disposition.key,
    recovered: disposition.recovered,
    booked: isBooking(disposition),
  } as const;
  const attemptCount = callback.attemptCount + (how === null ? 0 : 1);
  return accept(
    closed({ ...callback, attemptCount }, now, closing),
    ...endings(callback.id),
    ...(disposition.key === "do-not-contact" ? ([{ kind: "opt-out", callbackId: callback.id }] as const) : []),
  );
}

/** The caller called again and a person answered: the callback closes itself and says so. */
export function closeBecauseCallerGotThrough(
  callback: Callback,
  now: Temporal.Instant,
): Decision<ClosedCallback, CallbackRefusal> {
  if (callback.state === "closed") return refuse("already-closed");
  const closing = {
    closedBy: null,
    closeKind: "caller-got-through",
    disposition: "caller-got-through",
    recovered: true,
  } as const;
  return accept(closed(callback, now, closing), ...endings(callback.id));
}

/**
 * Somebody of the business has talked with the caller on another phone (`reached-outside`), or had already done so when the
 * miss became known (`same-matter`). It can be reopened like every close.
 */
export function closeBecauseReached(
  callback: Callback,
  closeKind: "reached-outside" | "same-matter",
  now: Temporal.Instant,
): Decision<ClosedCallback, CallbackRefusal> {
  if (callback.state === "closed") return refuse("already-closed");
  const closing = { closedBy: null, closeKind, disposition: closeKind, recovered: true } as const;
  return accept(closed(callback, now, closing), ...endings(callback.id));
}

/** Its only call turned out to belong to another open callback of the caller; nobody was recovered. */
export function closeBecauseJoined(
  callback: Callback,
  now: Temporal.Instant,
): Decision<ClosedCallback, CallbackRefusal> {
  if (callback.state === "closed") return refuse("already-closed");
  const closing = { closedBy: null, closeKind: "same-matter", disposition: "joined", recovered: false } as const;
  return accept(closed(callback, now, closing), ...endings(callback.id));
}

/**
 * What had closed the callback by itself turned out to be no conversation: a machine, or a phone that was never connected.
 * A caller who has called again since has a newer callback (`calledAgain`); then this one stays closed.
 */
export function reopenBecauseNotReached(
  callback: Callback,
  calledAgain: boolean,
  now: Temporal.Instant,
): Decision<OpenCallback, CallbackRefusal> {
  if (callback.state !== "closed") return refuse("not-closed");
  if (calledAgain) return refuse("called-again-since");
  return accept(opened(callback), ...takingUp(callback.id, now));
}

/** A drill puts its callback away when it has seen what it wanted to see; nobody was recovered. */
export function closeDrill(callback: Callback, now: Temporal.Instant): Decision<ClosedCallback, CallbackRefusal> {
  if (callback.state === "closed") return refuse("already-closed");
  const closing = { closedBy: null, closeKind: "drill", disposition: "drill", recovered: false } as const;
  return accept(closed(callback, now, closing), ...endings(callback.id));
}

/** A close can be undone for a week; then the caller's next call is a new matter. */
export const reopenDaysMax = 7;

/**
 * Undoes a close. The clock is the old one: the promise was made at the call. A caller who has called again since has a
 * newer open callback (`calledAgain`), and one matter must not have two.
 */
export function reopenCallback(
  callback: Callback,
  actor: Actor,
  calledAgain: boolean,
  now: Temporal.Instant,
): Decision<OpenCallback, CallbackRefusal> {
  if (actor.role === "viewer") return refuse("not-allowed");
  if (callback.state !== "closed") return refuse("not-closed");
  if (calledAgain) return refuse("called-again-since");
  if (Temporal.Instant.compare(now, callback.closedAt.add({ hours: 24 * reopenDaysMax })) > 0)
    return refuse("closed-too-long-ago");
  return accept(opened(callback), ...takingUp(callback.id, now));
}

function takingUp(callbackId: string, at: Temporal.Instant) {
  return [
    { kind: "reopen-episode", callbackId },
    { kind: "watch-callback", callbackId, at },
  ] as const;
}

function closed(
  callback: Callback,
  closedAt: Temporal.Instant,
  closing: Pick<ClosedCallback, "closedBy" | "closeKind" | "disposition" | "recovered" | "booked">,
): ClosedCallback {
  return { ...opened(callback), state: "closed", closedAt, ...closing };
}

function endings(callbackId: string) {
  return [
    { kind: "stop-watching", callbackId },
    { kind: "end-escalation", callbackId, because: "closed" },
    { kind: "close-episode", callbackId },
  ] as const;
}
