// The promise: taking back what one just did leaves the callback as it was, and nothing else of it is touched.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Decision } from "#decision.ts";
import type { Actor, Callback } from "./callback.ts";
import { claimCallback, releaseCallback } from "./claim-callback.ts";
import { closeCallback } from "./close-callback.ts";
import { reassignCallback } from "./reassign-callback.ts";
import { recordAttempt } from "./record-attempt.ts";
import type { CallbackRefusal } from "./refusal.ts";
import { snoozeCallback, wakeCallback } from "./snooze-callback.ts";
import { rememberForUndo, type UndoableAction, type UndoableStep, undoAction } from "./undo-action.ts";

const now = Temporal.Instant.from("2026-11-18T16:00:00Z");
const maya: Actor = { memberId: "maya", role: "coordinator" };
const members = new Set(["maya", "luis", "dana"]);
const about = { calledAgain: false, memberIds: members };
const dispositions = [{ key: "spam", label: "Spam", recovered: false }];

const facts = {
  id: "cb",
  ownerId: "luis",
  backupId: "maya",
  startedAt: now.subtract({ minutes: 5 }),
  clock: { targetMinutes: 15, aroundTheClock: false, pauses: [] },
  dueAt: now.add({ minutes: 10 }),
  warnAt: now.add({ minutes: 5 }),
  warnedAt: null,
  breachedAt: null,
  attemptCount: 2,
  version: 7,
};
const callbacks: fc.Arbitrary<Callback> = fc.oneof(
  fc.constant<Callback>({ ...facts, state: "open" }),
  fc.constantFrom("maya", "dana").map((claimedBy): Callback => ({ ...facts, state: "claimed", claimedBy })),
  fc.integer({ min: 20, max: 600 }).map(
    (minutes): Callback => ({
      ...facts,
      state: "snoozed",
      snoozedUntil: now.add({ minutes }),
      snoozeReason: "later",
    }),
  ),
);

const actions: Record<UndoableAction, (callback: Callback) => Decision<Callback, CallbackRefusal>> = {
  claim: (callback) => claimCallback(callback, maya),
  release: (callback) => releaseCallback(callback, maya),
  reassign: (callback) => reassignCallback(callback, "dana", members, maya),
  snooze: (callback) => snoozeCallback(callback, { until: now.add({ hours: 15 }), reason: "asked" }, maya, now),
  unsnooze: (callback) => wakeCallback(callback, maya, now),
  "record-attempt": (callback) => recordAttempt(callback, maya),
  close: (callback) => closeCallback(callback, "spam", dispositions, maya, now),
};
const actionNames = fc.constantFrom(...(Object.keys(actions) as UndoableAction[]));

function did(action: UndoableAction, before: Callback): { after: Callback; step: UndoableStep } | null {
  const decision = actions[action](before);
  if (!decision.ok || decision.state === before) return null;
  const attemptId = action === "record-attempt" ? "at" : null;
  const step = {
    action,
    by: "maya",
    at: now,
    before: rememberForUndo(before, null),
    after: rememberForUndo(decision.state, attemptId),
  };
  return { after: decision.state, step };
}

const plain = ({ version: _, ...callback }: Callback) => JSON.parse(JSON.stringify(callback)) as unknown;

test("whatever was done to whatever callback, undo gives it back as it was, a version later", () => {
  fc.assert(
    fc.property(callbacks, actionNames, fc.integer({ min: 0, max: 600 }), (before, action, seconds) => {
      const done = did(action, before);
      if (done === null) return;
      const undone = undoAction(done.after, done.step, maya, about, now.add({ seconds }));
      if (!undone.ok) throw new Error(`${action}: ${undone.refusal}`);
      expect(plain(undone.state)).toEqual(plain(before));
      expect(undone.state.version).toBeGreaterThan(done.after.version);
    }),
    { numRuns: 300 },
  );
});

test("what has happened besides stays: a breach, an attempt from another phone", () => {
  fc.assert(
    fc.property(callbacks, actionNames, (before, action) => {
      const done = did(action, before);
      if (done === null) return;
      const since: Callback = { ...done.after, breachedAt: now, attemptCount: done.after.attemptCount + 1 };
      const undone = undoAction(since, done.step, maya, about, now);
      if (!undone.ok) throw new Error(`${action}: ${undone.refusal}`);
      expect(undone.state.breachedAt?.toString()).toBe(now.toString());
      expect(undone.state.attemptCount).toBe(before.attemptCount + 1);
    }),
  );
});

test("not by somebody else, not after ten minutes, not over another's change, not to somebody who left", () => {
  fc.assert(
    fc.property(callbacks, actionNames, (before, action) => {
      const done = did(action, before);
      if (done === null) return;
      const undo = (callback: Callback, actor: Actor, at = now, memberIds: ReadonlySet<string> = members) =>
        undoAction(callback, done.step, actor, { calledAgain: false, memberIds }, at);
      expect(undo(done.after, { memberId: "luis", role: "owner" })).toEqual({
        ok: false,
        refusal: "nothing-to-take-back",
      });
      expect(undo(done.after, maya, now.add({ seconds: 601 }))).toEqual({
        ok: false,
        refusal: "too-late-to-take-back",
      });
      expect(undo(done.after, maya, now, new Set(["maya", "dana"]))).toEqual({ ok: false, refusal: "no-such-person" });
      if (action === "record-attempt") return;
      const other: Callback = { ...facts, state: "claimed", claimedBy: "luis", ownerId: "luis" };
      expect(undo(other, maya)).toEqual({ ok: false, refusal: "changed-meanwhile" });
    }),
  );
});
