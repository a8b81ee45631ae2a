import fc from "fast-check";
import { expect, test } from "vitest";
import type { EscalationStep, Ladder, Playbook } from "#playbook/playbook.ts";
import { alarmReasons } from "./alarm-reason.ts";
import {
  firstStepAt,
  ladderFor,
  type NextEscalation,
  nextEscalation,
  type People,
  type RunningEscalation,
  restingPaceMinutes,
} from "./next-escalation.ts";

const now = Temporal.Instant.from("2026-11-20T20:02:00Z");
const ladder: Ladder = {
  steps: [
    { afterMinutes: 0, tell: "owner" },
    { afterMinutes: 5, tell: "backup" },
    { afterMinutes: 10, tell: "everyone" },
  ],
  repeatEveryMinutes: 15,
  repeatTimes: 1,
};
const people: People = {
  ownerId: "maya",
  backupId: "luis",
  fallbackId: "olive",
  onCallIds: [],
  everyone: ["maya", "luis", "olive"],
  quietUntil: {},
};
const later = (minutes: number) => now.add({ minutes });
const minutesFromNow = ({ nextAt }: NextEscalation) => (nextAt.epochMilliseconds - now.epochMilliseconds) / 60_000;
const whom = (next: NextEscalation) => (next.do === "tell" ? next.memberIds : next.do);

test("climbs owner, backup, everyone, repeats as often as it should, then goes on slowly until a person has it", () => {
  const told: unknown[] = [];
  const pauses: number[] = [];
  let alarm: RunningEscalation = { level: 0, round: 0 };
  for (let step = 0; step < 9; step += 1) {
    const next = nextEscalation(alarm, "overdue", ladder, people, now);
    told.push(whom(next));
    pauses.push(minutesFromNow(next));
    if (next.do === "tell") alarm = next;
  }
  const once = [["maya"], ["luis"], ["maya", "luis", "olive"]];
  expect(told).toEqual([...once, ...once, ...once]);
  expect(pauses).toEqual([5, 10, 15, 5, 10, restingPaceMinutes, 5, 10, restingPaceMinutes]);
});

test("a step whose person is missing tells the fallback, or everyone, never nobody", () => {
  const second: RunningEscalation = { level: 1, round: 0 };
  const told = (changed: Partial<People>) =>
    whom(nextEscalation(second, "overdue", ladder, { ...people, ...changed }, now));
  expect(told({ backupId: null })).toEqual(["olive"]);
  expect(told({ backupId: "left-the-business" })).toEqual(["olive"]);
  expect(told({ backupId: null, fallbackId: "maya" })).toEqual(people.everyone);
});

test("a step can tell who is on call; the next in turn stands in for one who is quiet or has left", () => {
  const night: Ladder = { ...ladder, steps: [{ afterMinutes: 0, tell: "on-call" }] };
  const told = (changed: Partial<People>) =>
    whom(nextEscalation({ level: 0, round: 0 }, "overdue", night, { ...people, ...changed }, now));
  expect(told({ onCallIds: ["luis", "olive"] })).toEqual(["luis"]);
  expect(told({ onCallIds: ["gone", "olive"] })).toEqual(["olive"]);
  expect(told({ onCallIds: ["luis", "maya"], quietUntil: { luis: later(60) } })).toEqual(["maya"]);
  expect(told({})).toEqual(["olive"]);
});

test("a step that would tell only people who are quiet is passed over and the next is told at once", () => {
  const quiet = { ...people, quietUntil: { maya: later(300) } };
  const next = nextEscalation({ level: 0, round: 0 }, "overdue", ladder, quiet, now);
  expect(next).toEqual({
    do: "tell",
    memberIds: ["luis"],
    throughQuiet: false,
    level: 2,
    round: 0,
    nextAt: later(10),
  });
});

test("where all are quiet an emergency is told through it, and anything else waits for the first who is not", () => {
  const quietUntil = { maya: later(90), luis: later(200), olive: null };
  const alarm = { level: 0, round: 0 };
  expect(nextEscalation(alarm, "emergency", ladder, { ...people, quietUntil }, now)).toEqual({
    do: "tell",
    memberIds: ["maya"],
    throughQuiet: true,
    level: 1,
    round: 0,
    nextAt: later(5),
  });
  expect(nextEscalation(alarm, "overdue", ladder, { ...people, quietUntil }, now)).toEqual({
    do: "hold",
    nextAt: later(90),
  });
});

test("an alarm has the ladder of its reason, where there is one", () => {
  const emergency: Ladder = { ...ladder, steps: [{ afterMinutes: 1, tell: "everyone" }] };
  const escalation: Playbook["escalation"] = { ...ladder, byReason: { emergency }, handMinutes: 15 };
  expect(ladderFor("emergency", escalation)).toEqual(emergency);
  expect(ladderFor("overdue", escalation)).toEqual(ladder);
  expect(firstStepAt(now, emergency)).toEqual(later(1));
});

const ids = ["maya", "luis", "olive", "dana"];
const step: fc.Arbitrary<EscalationStep> = fc.oneof(
  fc.record({
    afterMinutes: fc.integer({ min: 0, max: 60 }),
    tell: fc.constantFrom("owner" as const, "backup" as const, "on-call" as const, "everyone" as const),
  }),
  fc.record({
    afterMinutes: fc.integer({ min: 0, max: 60 }),
    tell: fc.constant("member" as const),
    memberId: fc.constantFrom(...ids, "gone"),
  }),
);
const anyLadder: fc.Arbitrary<Ladder> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  repeatEveryMinutes: fc.integer({ min: 1, max: 240 }),
  repeatTimes: fc.integer({ min: 0, max: 3 }),
});
const anyPeople: fc.Arbitrary<People> = fc.record({
  ownerId: fc.constantFrom(...ids),
  backupId: fc.constantFrom(...ids, "gone", null),
  fallbackId: fc.constantFrom(...ids, "gone", null),
  onCallIds: fc.subarray([...ids, "gone"]),
  everyone: fc.subarray(ids, { minLength: 1 }),
  quietUntil: fc.dictionary(fc.constantFrom(...ids), fc.option(fc.integer({ min: -60, max: 3000 }).map(later))),
});

test("every alarm tells somebody at once or has a planned time, and climbs on for ever until a person ends it", () => {
  fc.assert(
    fc.property(
      anyLadder,
      fc.array(anyPeople, { minLength: 25, maxLength: 25 }),
      fc.constantFrom(...alarmReasons),
      (steps, team, reason) => {
        let alarm: RunningEscalation = { level: 0, round: 0 };
        let at = now;
        let held = 0;
        for (const present of team) {
          const next = nextEscalation(alarm, reason, steps, present, at);
          // A step of zero minutes may follow at once, but a whole round never takes no time.
          expect(Temporal.Instant.compare(next.nextAt, at)).toBeGreaterThanOrEqual(0);
          expect(Temporal.Instant.compare(next.nextAt, at.add({ minutes: restingPaceMinutes }))).toBeLessThanOrEqual(0);
          const awake = present.everyone.filter((id) => present.quietUntil[id] === undefined);
          if (next.do === "hold") {
            expect(reason).not.toBe("emergency");
            expect(awake).toEqual([]);
            expect(Temporal.Instant.compare(next.nextAt, at)).toBe(1);
            held += 1;
          } else {
            expect(next.memberIds.length).toBeGreaterThan(0);
            expect(next.memberIds.every((id) => present.everyone.includes(id))).toBe(true);
            expect(next.throughQuiet).toBe(awake.length === 0);
            if (!next.throughQuiet) expect(next.memberIds.every((id) => awake.includes(id))).toBe(true);
            alarm = next;
          }
          at = next.nextAt;
        }
        expect(held === team.length || alarm.level + alarm.round > 0).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
