// Taking back one's own action. What it changed is put back; what has happened besides (a warning, a breach, an attempt from
// another phone, a rising urgency) stays.
import { accept, type Decision, refuse } from "#decision.ts";
import type { Effect } from "#effect.ts";
import { type Actor, type Callback, opened } from "./callback.ts";
import { reopenCallback } from "./close-callback.ts";
import { readPauses } from "./decide-clock.ts";
import { endOfSnooze } from "./end-of-snooze.ts";
import type { CallbackRefusal } from "./refusal.ts";

export type UndoableAction = "claim" | "release" | "reassign" | "snooze" | "unsnooze" | "record-attempt" | "close";

/** What an action changed, as it is kept for taking it back. Plain data, instants as text. */
export interface UndoMemory {
  readonly state: Callback["state"];
  readonly ownerId: string;
  readonly backupId: string | null;
  readonly claimedBy: string | null;
  readonly snoozedUntil: string | null;
  readonly snoozeReason: string | null;
  readonly closedAt: string | null;
  /** When its clock had stood; what was kept by earlier releases does not say. */
  readonly pauses?: readonly { readonly from: string; readonly until: string }[];
  /** The attempt that the action counted. */
  readonly attemptId: string | null;
}

export interface UndoableStep {
  readonly action: UndoableAction;
  readonly by: string;
  readonly at: Temporal.Instant;
  readonly before: UndoMemory;
  readonly after: UndoMemory;
}

/** Ten minutes: long enough to see the mistake, short enough that nobody has built on it. */
export const undoMinutesMax = 10;

/** What of a callback is remembered before and after an action. */
export function rememberForUndo(callback: Callback, attemptId: string | null): UndoMemory {
  return {
    state: callback.state,
    ownerId: callback.ownerId,
    backupId: callback.backupId,
    claimedBy: callback.state === "claimed" ? callback.claimedBy : null,
    snoozedUntil: callback.state === "snoozed" ? callback.snoozedUntil.toString() : null,
    snoozeReason: callback.state === "snoozed" ? callback.snoozeReason : null,
    closedAt: callback.state === "closed" ? callback.closedAt.toString() : null,
    pauses: callback.clock.pauses.map(({ from, until }) => ({ from: from.toString(), until: until.toString() })),
    attemptId,
  };
}

/**
 * The callback as it was before the step, as far as the step still stands. Refused when somebody has changed the same thing
 * since (`changed-meanwhile`), after ten minutes, to anybody but who did it, and when whom it would go back to has left.
 */
export function undoAction(
  callback: Callback,
  step: UndoableStep,
  actor: Actor,
  about: { readonly calledAgain: boolean; readonly memberIds: ReadonlySet<string> },
  now: Temporal.Instant,
): Decision<Callback, CallbackRefusal> {
  if (actor.role === "viewer") return refuse("not-allowed");
  if (step.by !== actor.memberId) return refuse("nothing-to-take-back");
  if (Temporal.Instant.compare(now, step.at.add({ minutes: undoMinutesMax })) > 0)
    return refuse("too-late-to-take-back");
  if (!stillStands(callback, step)) return refuse("changed-meanwhile");
  const { before } = step;
  const people = [before.ownerId, ...(before.claimedBy === null ? [] : [before.claimedBy])];
  if (people.some((person) => !about.memberIds.has(person))) return refuse("no-such-person");
  if (step.action === "record-attempt")
    return accept({ ...callback, attemptCount: Math.max(0, callback.attemptCount - 1), version: callback.version + 1 });
  if (step.action === "close") {
    const reopened = reopenCallback(callback, actor, about.calledAgain, now);
    if (!reopened.ok) return reopened;
    const attempts = callback.attemptCount - (step.after.attemptId === null ? 0 : 1);
    const [state, effects] = asBefore({ ...callback, attemptCount: Math.max(0, attempts) }, before, now);
    return accept(state, ...reopened.effects, ...effects);
  }
  if (step.action === "unsnooze" && !isToCome(before.snoozedUntil, now)) return refuse("too-late-to-take-back");
  const [state, effects] = asBefore(callback, before, now);
  return accept(state, ...effects);
}

/** Whether what the step did is what is there now. */
function stillStands(callback: Callback, { action, by, before, after }: UndoableStep): boolean {
  switch (action) {
    case "claim":
      return callback.state === "claimed" && callback.claimedBy === by;
    case "release":
    case "unsnooze":
      return callback.state === "open";
    case "reassign":
      return callback.state === "open" && callback.ownerId === after.ownerId && after.ownerId !== before.ownerId;
    case "snooze":
      return callback.state === "snoozed" && isSameMoment(callback.snoozedUntil, after.snoozedUntil);
    case "record-attempt":
      return callback.state !== "closed";
    case "close":
      return (
        callback.state === "closed" &&
        callback.closeKind === "person" &&
        isSameMoment(callback.closedAt, after.closedAt)
      );
  }
}

/** The state and owner of before. A snooze whose time has come meanwhile is over. */
function asBefore(present: Callback, before: UndoMemory, now: Temporal.Instant): [Callback, readonly Effect[]] {
  const pauses = before.pauses === undefined ? present.clock.pauses : readPauses(before.pauses);
  const clock = { ...present.clock, pauses };
  const open = { ...opened(present), clock, ownerId: before.ownerId, backupId: before.backupId };
  if (before.state === "snoozed" && before.snoozedUntil !== null && isToCome(before.snoozedUntil, now)) {
    const snoozedUntil = Temporal.Instant.from(before.snoozedUntil);
    return [
      { ...open, state: "snoozed", snoozedUntil, snoozeReason: before.snoozeReason ?? "" },
      [{ kind: "watch-callback", callbackId: present.id, at: snoozedUntil }],
    ];
  }
  if (before.state === "claimed" && before.claimedBy !== null)
    return [{ ...open, state: "claimed", claimedBy: before.claimedBy }, endOfSnooze(present)];
  return [open, endOfSnooze(present)];
}

function isToCome(until: string | null, now: Temporal.Instant): boolean {
  return until !== null && Temporal.Instant.compare(Temporal.Instant.from(until), now) > 0;
}

/** Stores keep microseconds, a client's text may have more. */
function isSameMoment(stored: Temporal.Instant, remembered: string | null): boolean {
  if (remembered === null) return false;
  return Math.abs(stored.epochMilliseconds - Temporal.Instant.from(remembered).epochMilliseconds) <= 1;
}
