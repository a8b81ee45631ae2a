// The promise: paused is what the caller wished, minute for minute, and nothing else moves a due time.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isOpenAt } from "#business-hours/is-open.ts";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import type { Actor, Callback, OpenCallback } from "./callback.ts";
import { pauseClock } from "./pause-clock.ts";
import { callbackClock, clockTimes, type Pause } from "./sla.ts";
import { snoozeCallback, wakeCallback } from "./snooze-callback.ts";

const zones = ["America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "Europe/London"];
const playbookIn = (timeZone: string) => {
  const playbook = defaultPlaybook({ businessName: "Northside", trade: "home_services", timeZone, ownerId: "maya" });
  const night = [
    ["08:00", "12:00"],
    ["13:00", "17:30"],
    ["22:00", "02:00"],
  ] as const;
  return { ...playbook, hours: { ...playbook.hours, weekly: { ...playbook.hours.weekly, wed: night, sat: night } } };
};
const maya: Actor = { memberId: "maya", role: "coordinator" };
const about = { urgency: "normal", intent: null, numberId: null, mayText: true } as const;

function openedAt(startedAt: Temporal.Instant, timeZone: string, urgency: "normal" | "emergency"): OpenCallback {
  const { dueAt, warnAt, targetMinutes, aroundTheClock, pauses } = callbackClock(
    startedAt,
    { ...about, urgency },
    playbookIn(timeZone),
  );
  const clock = { targetMinutes, aroundTheClock, pauses };
  const plain = { warnedAt: null, breachedAt: null, attemptCount: 0, version: 1, backupId: null };
  return { state: "open", id: "cb", ownerId: "maya", startedAt, clock, dueAt, warnAt, ...plain };
}

const minuteStart = fc
  .integer({ min: 28_333_333, max: 31_666_666 })
  .map((minute) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000));
const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 900 })), { maxLength: 3 });

test("the due time is where a walk ends that counts each open minute outside the pauses", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      minuteStart,
      gaps,
      fc.boolean(),
      fc.integer({ min: 1, max: 240 }),
      (timeZone, startedAt, taken, aroundTheClock, targetMinutes) => {
        const playbook = playbookIn(timeZone);
        let from = startedAt;
        const pauses = taken.map(([after, length]): Pause => {
          const begins = from.add({ minutes: after });
          from = begins.add({ minutes: length });
          return { from: begins, until: from };
        });
        const { dueAt } = clockTimes(startedAt, { targetMinutes, aroundTheClock, pauses }, playbook);
        let [minute, counted] = [startedAt, 0];
        while (counted < targetMinutes) {
          const paused = pauses.some((pause) => within(minute, pause));
          if (!paused && (aroundTheClock || isOpenAt(playbook.hours, minute))) counted += 1;
          minute = minute.add({ minutes: 1 });
        }
        expect(dueAt.toString()).toBe(minute.toString());
      },
    ),
    { numRuns: 120 },
  );
});

test("woken at once it is due as before, woken later by the open minutes that passed, and never later than the snooze said", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      minuteStart,
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 2, max: 10_000 }),
      fc.integer({ min: 0, max: 12_000 }),
      fc.constantFrom("normal" as const, "emergency" as const),
      (timeZone, startedAt, after, length, woken, urgency) => {
        const playbook = playbookIn(timeZone);
        const open = openedAt(startedAt, timeZone, urgency);
        const now = startedAt.add({ minutes: after });
        const decision = snoozeCallback(
          open,
          { until: now.add({ minutes: length }), reason: "tomorrow", cause: "caller-asked" },
          maya,
          now,
        );
        if (!decision.ok) throw new Error(decision.refusal);
        const snoozed = pauseClock(open, decision.state, playbook, now);
        expect(Temporal.Instant.compare(snoozed.dueAt, open.dueAt)).toBeGreaterThanOrEqual(0);
        const at = now.add({ minutes: Math.min(woken, length) });
        const wake = wakeCallback(snoozed, maya, at);
        if (!wake.ok) throw new Error(wake.refusal);
        const back = pauseClock(snoozed, wake.state, playbook, at);
        const took = at.equals(now) ? [] : [{ from: now, until: at }];
        expect(back.dueAt.toString()).toBe(
          clockTimes(startedAt, { ...open.clock, pauses: took }, playbook).dueAt.toString(),
        );
        const order = [open.dueAt, back.dueAt, snoozed.dueAt].map((due) => due.epochMilliseconds);
        expect(order).toEqual(order.toSorted((one, other) => one - other));
        if (at.equals(now)) expect(back).toEqual({ ...open, version: open.version + 2 });
        if (at.equals(snoozed.snoozedUntil)) expect(back.dueAt.toString()).toBe(snoozed.dueAt.toString());
      },
    ),
    { numRuns: 200 },
  );
});

test("a snooze for any other reason, and any other action, leave the due time where it is", () => {
  const startedAt = Temporal.Instant.from("2026-11-20T20:02:00Z");
  const open = openedAt(startedAt, "America/Chicago", "normal");
  const until = startedAt.add({ hours: 20 });
  for (const command of [
    { until, reason: "waiting for a part" },
    { until, reason: "busy", cause: "other" as const },
  ]) {
    const decision = snoozeCallback(open, command, maya, startedAt);
    if (!decision.ok) throw new Error(decision.refusal);
    const after: Callback = pauseClock(open, decision.state, playbookIn("America/Chicago"), startedAt);
    expect(after.dueAt.toString()).toBe(open.dueAt.toString());
  }
});

test("a playbook may allow fewer days than seven, never more", () => {
  const now = Temporal.Instant.from("2026-11-20T20:02:00Z");
  const open = openedAt(now, "America/Chicago", "normal");
  const days = (count: number, most: number) =>
    snoozeCallback(open, { until: now.add({ hours: 24 * count }), reason: "later" }, maya, now, most).ok;
  expect([days(2, 2), days(3, 2), days(7, 30), days(8, 30)]).toEqual([true, false, true, false]);
});

function within(at: Temporal.Instant, { from, until }: Pause): boolean {
  return Temporal.Instant.compare(from, at) <= 0 && Temporal.Instant.compare(at, until) < 0;
}
