import fc from "fast-check";
import { expect, test } from "vitest";
import type { BusinessCalendar } from "#business-hours/calendar.ts";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
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
const day = [["08:00", "17:00"]] as const;
const hours: BusinessCalendar = {
  timeZone: "America/Chicago",
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  holidays: [],
  specialHours: {},
};
const later = (minutes: number) => now.add({ minutes });
const minutesFromNow = ({ nextAt }: NextEscalation) => (nextAt.epochMilliseconds - now.epochMilliseconds) / 60_000;
const whom = (next: NextEscalation) => (next.do === "tell" ? next.memberIds : next.do);

test("climbs owner, backup, everyone, repeats as often as it should, then goes on slowly until a person has it", () => {
  const told: unknown[] = [];
  const pauses: number[] = [];
  let alarm: RunningEscalation = { level: 0, round: 0 };
  for (let step = 0; step < 9; step += 1) {
    const next = nextEscalation(alarm, "overdue", ladder, people, now, hours);
    told.push(whom(next));
    pauses.push(minutesFromNow(next));
    if (next.do === "tell") alarm = next;
  }
  const once = [["maya"], ["luis"], ["maya", "luis", "olive"]];
  expect(told).toEqual([...once, ...once, ...once]);
  expect(pauses).toEqual([5, 10, 15, 5, 10, restingPaceMinutes, 5, 10, restingPaceMinutes]);
});

test("what is late and no more: everyone hears of it once, then owner and backup while the business is open, and it never ends", () => {
  // Friday 14:02 in Chicago; the business closes at five.
  const { escalation, hours: businessHours } = defaultPlaybook({
    businessName: "N",
    trade: "home_services",
    timeZone: "America/Chicago",
    ownerId: "maya",
  });
  const told: string[] = [];
  let alarm: RunningEscalation = { level: 0, round: 0 };
  let at = now;
  while (told.length < 16) {
    const next = nextEscalation(alarm, "overdue", ladderFor("overdue", escalation), people, at, businessHours);
    if (next.do === "hold") throw new Error("Nobody is quiet here.");
    const local = at.toZonedDateTimeISO("America/Chicago");
    told.push(
      `${local.toPlainDate().toString().slice(8)} ${local.toPlainTime().toString().slice(0, 5)} ${next.memberIds.join("+")}`,
    );
    alarm = next;
    at = next.nextAt;
  }
  expect(told).toEqual([
    "20 14:02 maya",
    "20 14:17 luis",
    "20 14:32 maya+luis+olive",
    "20 16:32 maya",
    "20 16:47 luis",
    "23 09:47 maya",
    "23 10:02 luis",
    "23 12:02 maya",
    "23 12:17 luis",
    "23 14:17 maya",
    "23 14:32 luis",
    // From here on at the resting pace, four open hours apart.
    "24 09:32 maya",
    "24 09:47 luis",
    "24 13:47 maya",
    "24 14:02 luis",
    "25 09:02 maya",
  ]);
  const strong = ladderFor("emergency", escalation);
  expect(strong.steps.map(({ afterMinutes, once }) => [afterMinutes, once])).toEqual([
    [0, undefined],
    [5, undefined],
    [10, undefined],
  ]);
  expect(strong.repeatClock).toBeUndefined();
});

test("a step whose person is missing tells the fallback, or everyone, never nobody", () => {
  const second: RunningEscalation = { level: 1, round: 0 };
  const told = (changed: Partial<People>) =>
    whom(nextEscalation(second, "overdue", ladder, { ...people, ...changed }, now, hours));
  expect(told({ backupId: null })).toEqual(["olive"]);
  expect(told({ backupId: "left-the-business" })).toEqual(["olive"]);
  expect(told({ backupId: null, fallbackId: "maya" })).toEqual(people.everyone);
});

test("a step can tell who is on call; the next in turn stands in for one who is quiet or has left", () => {
  const night: Ladder = { ...ladder, steps: [{ afterMinutes: 0, tell: "on-call" }] };
  const told = (changed: Partial<People>) =>
    whom(nextEscalation({ level: 0, round: 0 }, "overdue", night, { ...people, ...changed }, now, hours));
  expect(told({ onCallIds: ["luis", "olive"] })).toEqual(["luis"]);
  expect(told({ onCallIds: ["gone", "olive"] })).toEqual(["olive"]);
  expect(told({ onCallIds: ["luis", "maya"], quietUntil: { luis: later(60) } })).toEqual(["maya"]);
  expect(told({})).toEqual(["olive"]);
});

test("a step that would tell only people who are quiet is passed over and the next is told at once", () => {
  const quiet = { ...people, quietUntil: { maya: later(300) } };
  const next = nextEscalation({ level: 0, round: 0 }, "overdue", ladder, quiet, now, hours);
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
  expect(nextEscalation(alarm, "emergency", ladder, { ...people, quietUntil }, now, hours)).toEqual({
    do: "tell",
    memberIds: ["maya"],
    throughQuiet: true,
    level: 1,
    round: 0,
    nextAt: later(5),
  });
  expect(nextEscalation(alarm, "overdue", ladder, { ...people, quietUntil }, now, hours)).toEqual({
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

test("a ladder whose steps are all told once is repeated whole, and one that waits for opening does not wait for ever", () => {
  const steps: EscalationStep[] = [{ afterMinutes: 0, tell: "owner", once: true }];
  const again = nextEscalation({ level: 0, round: 1 }, "overdue", { ...ladder, steps }, people, now, hours);
  expect(whom(again)).toEqual(["maya"]);
  const closed = { ...hours, weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } };
  const resting: Ladder = { ...ladder, steps, repeatClock: "open" };
  expect(minutesFromNow(nextEscalation({ level: 0, round: 0 }, "overdue", resting, people, now, closed))).toBe(15);
});

const ids = ["maya", "luis", "olive", "dana"];
const step: fc.Arbitrary<EscalationStep> = fc.oneof(
  fc.record({
    afterMinutes: fc.integer({ min: 0, max: 60 }),
    tell: fc.constantFrom("owner" as const, "backup" as const, "on-call" as const, "everyone" as const),
    once: fc.boolean(),
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
  repeatClock: fc.constantFrom("open" as const, "always" as const, undefined),
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
          const next = nextEscalation(alarm, reason, steps, present, at, hours);
          // A step of zero minutes may follow at once, but a whole round never takes no time.
          expect(Temporal.Instant.compare(next.nextAt, at)).toBeGreaterThanOrEqual(0);
          // At most two nights and a weekend, where only open minutes count.
          const most = steps.repeatClock === "open" ? 5 * 1440 : restingPaceMinutes;
          expect(Temporal.Instant.compare(next.nextAt, at.add({ minutes: most }))).toBeLessThanOrEqual(0);
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
