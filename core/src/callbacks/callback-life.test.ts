import { describe, expect, test } from "vitest";
import { allowedActions } from "./allowed-actions.ts";
import type { Actor, Callback, ClaimedCallback, ClosedCallback, OpenCallback, SnoozedCallback } from "./callback.ts";
import { claimCallback, lapseClaim, releaseCallback } from "./claim-callback.ts";
import {
  closeBecauseCallerGotThrough,
  closeBecauseJoined,
  closeBecauseReached,
  closeCallback,
  reopenBecauseNotReached,
  reopenCallback,
} from "./close-callback.ts";
import { reassignCallback } from "./reassign-callback.ts";
import { recordAttempt } from "./record-attempt.ts";
import { snoozeCallback, wakeCallback } from "./snooze-callback.ts";
import { watchCallback } from "./watch-callback.ts";

const now = Temporal.Instant.from("2026-11-20T20:10:00Z");
const maya: Actor = { memberId: "maya", role: "agent" };
const luis: Actor = { memberId: "luis", role: "agent" };
const coordinator: Actor = { memberId: "carla", role: "coordinator" };
const viewer: Actor = { memberId: "vera", role: "viewer" };

const open: OpenCallback = {
  state: "open",
  id: "cb",
  ownerId: "maya",
  backupId: "luis",
  startedAt: now.subtract({ minutes: 8 }),
  clock: { targetMinutes: 15, aroundTheClock: false, pauses: [] },
  dueAt: now.add({ minutes: 7 }),
  warnAt: now.add({ minutes: 2 }),
  warnedAt: null,
  breachedAt: null,
  attemptCount: 0,
  version: 4,
};
const claimed: ClaimedCallback = { ...open, state: "claimed", claimedBy: "maya" };
const snoozed: SnoozedCallback = {
  ...open,
  state: "snoozed",
  snoozedUntil: now.add({ hours: 1 }),
  snoozeReason: "at work",
};
const closed: ClosedCallback = {
  ...open,
  state: "closed",
  closedAt: now,
  closedBy: "maya",
  closeKind: "person",
  disposition: "reached-booked",
  recovered: true,
};
const dispositions = [
  { key: "reached-booked", label: "Reached, booked", recovered: true },
  { key: "no-answer", label: "No answer", recovered: false },
  { key: "do-not-contact", label: "Do not contact", recovered: false },
];
const members = new Set(["maya", "luis", "carla"]);
/** `toMatchObject` takes any two instants for equal, so answers are compared as the JSON they become. */
const plain = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer));

describe("claim", () => {
  test("takes it for one person, and the clock goes on", () => {
    expect(plain(claimCallback(open, maya))).toMatchObject({
      ok: true,
      state: { state: "claimed", claimedBy: "maya", dueAt: open.dueAt.toString(), version: 5 },
    });
  });
  test("twice by the same person is once", () =>
    expect(claimCallback(claimed, maya)).toMatchObject({ ok: true, state: { version: 4 } }));
  test.each<[string, Callback, Actor, string]>([
    ["somebody else has it", claimed, luis, "claimed-by-someone-else"],
    ["it is closed", closed, maya, "already-closed"],
    ["a viewer only looks", open, viewer, "not-allowed"],
  ])("is refused when %s", (_why, callback, actor, refusal) =>
    expect(claimCallback(callback, actor)).toEqual({ ok: false, refusal }),
  );
  test("one that was forgotten is everybody's again, with the clock as it was", () => {
    expect(plain(lapseClaim(claimed))).toEqual(plain({ ok: true, state: { ...open, version: 5 }, effects: [] }));
    expect(lapseClaim(snoozed)).toEqual({ ok: false, refusal: "not-claimed" });
  });
  test("a coordinator frees what somebody left claimed; a colleague does not", () => {
    expect(releaseCallback(claimed, coordinator)).toMatchObject({ ok: true, state: { state: "open" } });
    expect(releaseCallback(claimed, luis)).toEqual({ ok: false, refusal: "claimed-by-someone-else" });
  });
});

test("whoever takes a snoozed callback takes its clock too: it is looked at as usual, not at the snooze's end", () => {
  const look = [{ kind: "watch-callback", callbackId: "cb", at: snoozed.warnAt.toString() }];
  expect(plain(claimCallback(snoozed, maya))).toMatchObject({ ok: true, effects: look });
  expect(plain(reassignCallback(snoozed, "luis", members, coordinator))).toMatchObject({
    effects: expect.arrayContaining(look),
  });
  expect(plain(claimCallback(open, maya))).toMatchObject({ ok: true, effects: [] });
});

describe("snooze", () => {
  const until = now.add({ hours: 2 });
  test("needs a reason, a future and a limit", () => {
    expect(snoozeCallback(open, { until, reason: " " }, maya, now)).toEqual({ ok: false, refusal: "reason-missing" });
    expect(snoozeCallback(open, { until: now, reason: "x" }, maya, now)).toEqual({
      ok: false,
      refusal: "snooze-in-the-past",
    });
    expect(snoozeCallback(open, { until: now.add({ hours: 7 * 24, seconds: 1 }), reason: "x" }, maya, now)).toEqual({
      ok: false,
      refusal: "snooze-too-long",
    });
    expect(plain(snoozeCallback(open, { until, reason: "at work" }, maya, now))).toMatchObject({
      ok: true,
      state: { state: "snoozed", snoozeReason: "at work" },
      effects: [{ kind: "watch-callback", at: until.toString() }],
    });
  });
  test("ends by hand or by itself", () => {
    expect(wakeCallback(snoozed, null, now)).toMatchObject({ ok: true, state: { state: "open" } });
    expect(wakeCallback(open, maya, now)).toEqual({ ok: false, refusal: "not-snoozed" });
  });
  test("that ends by itself alarms people again where the breach is already behind", () => {
    const overdue: SnoozedCallback = { ...snoozed, breachedAt: now };
    const alarm = { kind: "raise-escalation", callbackId: "cb", reason: "overdue" };
    const effects = (callback: SnoozedCallback, actor: Actor | null) => {
      const woken = wakeCallback(callback, actor, now);
      return woken.ok ? woken.effects : [];
    };
    expect(effects(overdue, null)).toContainEqual(alarm);
    expect(effects(overdue, maya)).not.toContainEqual(alarm); // who wakes it by hand has it in hand
    expect(effects(snoozed, null)).not.toContainEqual(alarm); // its own clock rings
  });
});

describe("owner", () => {
  test("there is exactly one, and the old one becomes backup when they change places", () => {
    expect(reassignCallback(open, "luis", members, coordinator)).toMatchObject({
      ok: true,
      state: { ownerId: "luis", backupId: "maya" },
      effects: [{ kind: "tell-staff", memberIds: ["luis"] }],
    });
  });
  test.each<[string, string, Actor, string]>([
    ["an agent may not", "luis", maya, "not-allowed"],
    ["a stranger cannot own", "mallory", coordinator, "no-such-person"],
    ["the owner has it already", "maya", coordinator, "same-owner"],
  ])("%s", (_why, to, actor, refusal) =>
    expect(reassignCallback(open, to, members, actor)).toEqual({ ok: false, refusal }),
  );
});

describe("close", () => {
  test("only with an outcome of the playbook, which decides what counts as recovered", () => {
    expect(closeCallback(open, "nonsense", dispositions, maya, now)).toEqual({ ok: false, refusal: "no-such-outcome" });
    expect(closeCallback({ ...open, attemptCount: 1 }, "reached-booked", dispositions, maya, now)).toMatchObject({
      ok: true,
      state: { state: "closed", recovered: true, closedBy: "maya", attemptCount: 1 },
    });
    expect(closeCallback(open, "no-answer", dispositions, maya, now)).toMatchObject({
      ok: true,
      state: { recovered: false },
    });
  });
  test("whoever was reached without a known attempt: how, and that is the attempt", () => {
    expect(closeCallback(open, "reached-booked", dispositions, maya, now)).toEqual({ ok: false, refusal: "say-how" });
    expect(closeCallback(open, "reached-booked", dispositions, maya, now, { how: "in-person" })).toMatchObject({
      ok: true,
      state: { recovered: true, attemptCount: 1 },
    });
  });
  test("giving up while there are tries left is a coordinator's to decide", () => {
    const agent = { memberId: "dana", role: "agent" } as const;
    const tries = { triesLeft: true };
    expect(closeCallback(open, "no-answer", dispositions, agent, now, tries)).toEqual({
      ok: false,
      refusal: "tries-left",
    });
    expect(closeCallback(open, "no-answer", dispositions, { ...agent, role: "coordinator" }, now, tries)).toMatchObject(
      {
        ok: true,
      },
    );
  });
  test("somebody who asked for it is never texted again", () => {
    expect(closeCallback(open, "do-not-contact", dispositions, maya, now)).toMatchObject({
      effects: expect.arrayContaining([{ kind: "opt-out", callbackId: "cb" }]),
    });
  });
  test("closes itself when the caller got through, by nobody", () => {
    expect(closeBecauseCallerGotThrough(snoozed, now)).toMatchObject({
      ok: true,
      state: { closedBy: null, closeKind: "caller-got-through", recovered: true },
    });
  });
  test("closes itself when somebody reached the caller, and not over a person's outcome", () => {
    expect(closeBecauseReached(open, "reached-outside", now)).toMatchObject({
      ok: true,
      state: { closedBy: null, closeKind: "reached-outside", disposition: "reached-outside", recovered: true },
    });
    expect(closeBecauseReached(closed, "reached-outside", now)).toEqual({ ok: false, refusal: "already-closed" });
    expect(closeBecauseJoined(open, now)).toMatchObject({ ok: true, state: { recovered: false } });
  });
  test("opens again when nobody was reached after all, unless the caller has a newer one", () => {
    expect(plain(reopenBecauseNotReached(closed, false, now))).toMatchObject({
      ok: true,
      state: { state: "open", dueAt: open.dueAt.toString() },
    });
    expect(reopenBecauseNotReached(closed, true, now)).toEqual({ ok: false, refusal: "called-again-since" });
    expect(reopenBecauseNotReached(open, false, now)).toEqual({ ok: false, refusal: "not-closed" });
  });
  test("an undo brings the old clock back, for a week", () => {
    expect(plain(reopenCallback(closed, maya, false, now))).toMatchObject({
      ok: true,
      state: { state: "open", dueAt: open.dueAt.toString() },
    });
    expect(reopenCallback(closed, maya, false, now.add({ hours: 7 * 24, seconds: 1 }))).toEqual({
      ok: false,
      refusal: "closed-too-long-ago",
    });
  });
  test("a close is not undone when the caller has a newer callback", () => {
    expect(reopenCallback(closed, maya, true, now)).toEqual({ ok: false, refusal: "called-again-since" });
  });
  test("an attempt counts and stops no clock", () => {
    expect(plain(recordAttempt(open, maya))).toMatchObject({
      ok: true,
      state: { attemptCount: 1, dueAt: open.dueAt.toString(), state: "open" },
      effects: [],
    });
  });
});

test.each<[string, Callback, number, unknown]>([
  ["before the warning: look again then", open, 0, { do: "look-again", at: open.warnAt }],
  ["at the warning", open, 2, { do: "warn", lookAgainAt: open.dueAt }],
  ["warned already", { ...open, warnedAt: now }, 3, { do: "look-again", at: open.dueAt }],
  ["at the due time", open, 7, { do: "breach" }],
  ["long after, never looked at", open, 600, { do: "breach" }],
  ["breached already", { ...open, breachedAt: now }, 600, { do: "nothing" }],
  ["snoozed past its due time", snoozed, 30, { do: "look-again", at: snoozed.snoozedUntil }],
  [
    "overdue, then snoozed: it wakes all the same",
    { ...snoozed, breachedAt: now },
    60,
    { do: "wake", at: snoozed.snoozedUntil },
  ],
  ["the snooze is over", snoozed, 60, { do: "wake", at: snoozed.snoozedUntil }],
  ["claimed and overdue: a claim stops no clock", claimed, 8, { do: "breach" }],
  ["closed", closed, 600, { do: "nothing" }],
])("the clock, %s", (_when, callback, minutes, finding) => {
  expect(watchCallback(callback, now.add({ minutes }))).toEqual(finding);
});

test("what a button allows is what the rule accepts", () => {
  const about = {
    callerNumber: "+13125550117",
    actorHasPhone: true,
    lineConnected: true,
    lineStartsCalls: true,
    lineCanText: true,
    alarmRunning: false,
  };
  for (const callback of [open, claimed, snoozed, closed]) {
    for (const actor of [maya, luis, coordinator, viewer]) {
      const allowed = new Map(allowedActions(callback, actor, about).map((one) => [one.action, one.allowed]));
      expect(allowed.get("claim")).toBe(claimCallback(callback, actor).ok);
      expect(allowed.get("release")).toBe(releaseCallback(callback, actor).ok);
      expect(allowed.get("snooze")).toBe(
        snoozeCallback(callback, { until: now.add({ hours: 1 }), reason: "x" }, actor, now).ok,
      );
      expect(allowed.get("unsnooze")).toBe(wakeCallback(callback, actor, now).ok);
      expect(allowed.get("reassign")).toBe(reassignCallback(callback, "luis", members, actor).ok);
      expect(allowed.get("close")).toBe(closeCallback(callback, "no-answer", dispositions, actor, now).ok);
      expect(allowed.get("reopen")).toBe(reopenCallback(callback, actor, false, now).ok);
      expect(allowed.get("record-attempt")).toBe(recordAttempt(callback, actor).ok);
    }
  }
});
