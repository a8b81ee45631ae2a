import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isOpenAt } from "#business-hours/is-open.ts";
import { applyChanges, openAlso } from "./apply-changes.ts";
import type { ScenarioChange } from "./change.ts";
import { localCells } from "./local-cells.ts";
import { openingTimes } from "./opening-times.ts";
import type { PastCall } from "./past-call.ts";
import { preparePast, replayCalls } from "./replay-calls.ts";
import { answered, call, closed, names, past, phone, playbook, team } from "./sample-past.ts";
import { scenarioResult } from "./scenario-result.ts";

const day = (index: number) => `2026-11-${String(2 + index).padStart(2, "0")}`;
const weekdaysOnly = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11];
/** Two weeks: answered all morning, missed at noon. */
const fortnight = weekdaysOnly.flatMap((index) => [
  ...[8, 9, 10, 14, 15].map((hour) =>
    answered(`${day(index)}T${String(hour).padStart(2, "0")}:10`, "ann", 6 + (hour % 5)),
  ),
  call(`${day(index)}T12:20`),
  closed(`${day(index)}T17:30`),
]);

const run = (calls: readonly PastCall[], changes: readonly ScenarioChange[]) =>
  scenarioResult(preparePast(past(calls)), changes, { names, targets: null, cutTo: null });

test("an overflow is written as a rule, in the place of the one its number has", () => {
  const ads = { ...toCid, numberId: "ads" };
  const rules = (...changes: ScenarioChange[]) => applyChanges(playbook, changes).playbook.answering.overflow;
  expect(rules({ kind: "overflow", ...toCid })).toEqual([toCid]);
  expect(rules({ kind: "overflow", ...toCid }, { kind: "overflow", ...ads })).toEqual([toCid, ads]);
  const later = { ...toCid, afterSeconds: 18 };
  expect(rules({ kind: "overflow", ...toCid }, { kind: "overflow", ...later })).toEqual([later]);
});

test("the rules of the day reproduce what happened, and a call they do not explain is named and left out", () => {
  expect(run(fortnight, []).reproduced).toEqual({ calls: 70, same: 70, leftOut: [] });
  const odd = [
    call("2026-11-16T10:00", { route: { kind: "ring-group", memberIds: ["ann"], acceptWithoutKey: false } }),
    call("2026-11-16T22:00"),
    call("2026-11-17T10:00", { phones: [phone("ann", { became: "busy" }), phone("ben", { became: "busy" })] }),
    answered("2026-11-17T11:00", "ann", 55),
  ];
  const { reproduced } = run([...fortnight, ...odd], []);
  expect(reproduced.same).toBe(70);
  expect(reproduced.leftOut.map(({ why, calls }) => [why, calls])).toEqual([
    ["route-differs", 2],
    ["reason-differs", 1],
    ["outcome-differs", 1],
  ]);
});

test("rules that change nothing avoid nothing and lose nothing", () => {
  const { avoided, lost, touched, missedNow, missedThen } = run(fortnight, [{ kind: "ring-seconds", seconds: 20 }]);
  expect({ avoided, lost, touched, missedNow, missedThen }).toEqual({
    avoided: { low: 0, high: 0 },
    lost: { low: 0, high: 0 },
    touched: 0,
    missedNow: { low: 20, high: 20 },
    missedThen: { low: 20, high: 20 },
  });
});

test("staff at noon meet most of the calls at noon, and no others", () => {
  const result = run(fortnight, [
    {
      kind: "extra-staff",
      people: 1,
      window: { weekdays: ["mon", "tue", "wed", "thu", "fri"], from: "12:00", to: "13:00" },
    },
  ]);
  expect(result.touched).toBe(10);
  expect(result.avoided.high).toBe(10);
  expect(result.avoided.low).toBeGreaterThan(0);
  expect(new Set(result.byHour.map(({ hour }) => hour))).toEqual(new Set([12]));
  expect(result.byPerson).toEqual([{ memberId: null, name: "The additional staff", avoided: result.avoided }]);
});

test("whoever talked at that moment does not answer", () => {
  const ring: ScenarioChange = { kind: "ring-also", memberIds: ["cid"], numberId: null, window: null };
  const prepared = preparePast({
    ...past(fortnight),
    outbound: weekdaysOnly.map((index) => {
      const from = call(`${day(index)}T12:00`).arrivedMs;
      return { memberId: "cid", fromMs: from, untilMs: from + 3_600_000 };
    }),
  });
  const busy = scenarioResult(prepared, [ring], { names, targets: null, cutTo: null });
  expect(busy.avoided).toEqual({ low: 0, high: 0 });
  expect(run(fortnight, [ring]).avoided.high).toBeGreaterThan(5);
});

test("shorter hours lose calls that were answered, longer hours reach those that met the voicemail", () => {
  const shorter = run(fortnight, [{ kind: "hours", weekly: { ...playbook.hours.weekly, mon: [["09:00", "17:00"]] } }]);
  expect(shorter.lost).toEqual({ low: 2, high: 2 });
  const longer = run(fortnight, [
    { kind: "open-also", window: { weekdays: ["mon", "tue"], from: "17:00", to: "18:00" } },
  ]);
  expect(longer.touched).toBe(4);
  expect(longer.lost).toEqual({ low: 0, high: 0 });
});

test("ringing for less loses whoever answers later, ringing for longer promises nothing at the low end", () => {
  const shorter = run(fortnight, [{ kind: "ring-seconds", seconds: 8 }]);
  const slow = fortnight.filter(({ answeredAfter }) => (answeredAfter ?? 0) > 8).length;
  expect(shorter.lost).toEqual({ low: slow, high: slow });
  expect(shorter.words).toBe(
    `“Ring for 8 seconds” would have met none of the 20 missed calls, and lost ${slow} that were answered.`,
  );
  const longer = run(fortnight, [{ kind: "ring-seconds", seconds: 30 }]);
  expect(longer.avoided.low).toBe(0);
  expect(longer.avoided.high).toBeGreaterThan(0);
});

test("a caller who hung up after five seconds is met by nobody who needs ten", () => {
  const quick = weekdaysOnly.map((index) =>
    call(`${day(index)}T12:20`, { missReason: "abandoned-while-ringing", gaveUpAfter: 3, rangSeconds: 3 }),
  );
  const answers = fortnight.filter(({ outcome }) => outcome === "answered");
  const moved = answers.map((one) => ({
    ...one,
    phones: one.phones.map((p) => ({ ...p, memberId: p.memberId === "ann" ? "ann" : "ben" })),
  }));
  const result = run([...moved, ...quick], [{ kind: "ring-also", memberIds: ["cid"], numberId: null, window: null }]);
  expect(result.avoided.high).toBeLessThan(10);
});

const toCid = { numberId: null, memberIds: ["cid"], afterSeconds: 15, ringSeconds: 20 } as const;

test("an overflow meets missed calls with its people, and loses whoever of the group answers later than it begins", () => {
  const result = run(fortnight, [{ kind: "overflow", ...toCid }]);
  expect(result.touched).toBe(10);
  expect(result.avoided.high).toBeGreaterThan(5);
  expect(result.byPerson.map(({ name }) => name)).toEqual(["Cid"]);
  expect(result.lost).toEqual({ low: 0, high: 0 });
  const early = run(fortnight, [{ kind: "overflow", ...toCid, afterSeconds: 8 }]);
  const slow = fortnight.filter(({ answeredAfter }) => (answeredAfter ?? 0) > 8).length;
  expect(early.lost.high).toBe(slow);
});

/** What became of calls under rules with an overflow: Cid's phone rang when the others had. */
const underOverflow = { ...playbook, answering: { ...playbook.answering, overflow: [toCid] } };
const route = {
  kind: "ring-group",
  memberIds: ["ann", "ben"],
  acceptWithoutKey: false,
  overflow: { phones: [{ memberId: "cid", number: "+13125550103" }], ringSeconds: 20 },
} as const;
const inVain = [phone("ann", { stoppedAfter: 15 }), phone("ben", { stoppedAfter: 15 })];
const overflowed = weekdaysOnly.flatMap((index) => [
  answered(`${day(index)}T08:10`, "ann", 6, { route }),
  answered(`${day(index)}T10:10`, "cid", 22, {
    route,
    phones: [...inVain, phone("cid", { rangFrom: 16, pickedUpAfter: 22, stoppedAfter: null, became: "answered" })],
  }),
  call(`${day(index)}T12:20`, {
    route,
    phones: [...inVain, phone("cid", { rangFrom: 16, stoppedAfter: 36 })],
    rangSeconds: 36,
  }),
]);

test("calls under rules with an overflow are had again, and what they did counts as known", () => {
  const prepared = preparePast(past(overflowed, underOverflow));
  expect(prepared.reproduction.leftOut).toEqual([]);
  const under = (...changes: ScenarioChange[]) =>
    scenarioResult(prepared, changes, { names, targets: null, cutTo: null });
  const nothing = { low: 0, high: 0 };
  // The same again, or a group that rings longer than the overflow lets it.
  for (const change of [{ kind: "overflow", ...toCid } as const, { kind: "ring-seconds", seconds: 30 } as const])
    expect(under(change)).toMatchObject({ avoided: nothing, lost: nothing, touched: 0 });
  expect(under({ kind: "overflow", ...toCid, ringSeconds: 30 })).toMatchObject({ avoided: nothing, lost: nothing });
  // Whether callers had waited three seconds more for Cid, nobody knows.
  expect(under({ kind: "overflow", ...toCid, afterSeconds: 18 }).lost.high).toBeGreaterThan(0);
  // Without Cid at the second phone the calls he took are lost.
  expect(under({ kind: "overflow", ...toCid, memberIds: ["ann"] }).lost).toEqual({ low: 10, high: 10 });
  // Rules that knew of no overflow would not have rung his phone.
  expect(preparePast(past(overflowed)).reproduction.leftOut.map(({ why }) => why)).toEqual(
    overflowed.map(() => "route-differs"),
  );
});

const anyCall = fc
  .record({
    day: fc.integer({ min: 0, max: 27 }),
    minute: fc.integer({ min: 0, max: 1439 }),
    kind: fc.constantFrom("answered", "missed", "gave-up"),
    by: fc.constantFrom("ann", "ben"),
    after: fc.integer({ min: 2, max: 19 }),
  })
  .map(({ day: index, minute, kind, by, after }): PastCall => {
    const at = `${day(index)}T${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    const { arrivedMs } = call(at);
    if (!isOpenAt(playbook.hours, Temporal.Instant.fromEpochMilliseconds(arrivedMs))) return closed(at);
    if (kind === "answered") return answered(at, by, after);
    if (kind === "missed") return call(at);
    return call(at, { missReason: "abandoned-while-ringing", gaveUpAfter: after, rangSeconds: after });
  });

const anyChange: fc.Arbitrary<ScenarioChange> = fc.oneof(
  fc.record({ kind: fc.constant("ring-seconds" as const), seconds: fc.integer({ min: 5, max: 60 }) }),
  fc.constant<ScenarioChange>({ kind: "ring-also", memberIds: ["cid"], numberId: null, window: null }),
  fc.constant<ScenarioChange>({ kind: "ring-group", memberIds: ["cid"] }),
  fc.constant<ScenarioChange>({
    kind: "overflow",
    memberIds: ["cid"],
    numberId: null,
    afterSeconds: 20,
    ringSeconds: 20,
  }),
  fc.constant<ScenarioChange>({ kind: "extra-staff", people: 2, window: null }),
  fc.constant<ScenarioChange>({ kind: "open-also", window: { weekdays: ["mon", "sun"], from: "16:00", to: "20:00" } }),
);

test("low ends never pass high ends, nothing exceeds the calls there are, and the same question has the same answer", () => {
  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 60 }), fc.array(anyChange, { maxLength: 3 }), (calls, changes) => {
      const result = run(calls, changes);
      const missed = calls.filter(({ outcome }) => outcome === "missed").length;
      for (const range of [result.avoided, result.lost, result.missedNow, result.missedThen]) {
        expect(range.low).toBeLessThanOrEqual(range.high);
        expect(range.low).toBeGreaterThanOrEqual(0);
      }
      expect(result.reproduced.same).toBe(calls.length);
      expect(result.avoided.high).toBeLessThanOrEqual(missed);
      expect(result.lost.high).toBeLessThanOrEqual(calls.length - missed);
      const prepared = preparePast(past(calls));
      for (const one of replayCalls(prepared, applyChanges(playbook, changes)))
        for (const { low, high } of [one.now, one.changed, one.avoided, one.lost]) {
          expect(low).toBeLessThanOrEqual(high);
          expect(high).toBeLessThanOrEqual(1);
        }
      expect(run(calls, changes)).toEqual(result);
    }),
    { numRuns: 60 },
  );
});

test("openings worked out beforehand say what the clock says, over clock changes too", () => {
  const from = Temporal.Instant.from("2026-10-20T00:00:00Z").epochMilliseconds;
  const until = Temporal.Instant.from("2027-04-20T00:00:00Z").epochMilliseconds;
  const hours = { ...playbook.hours, weekly: { ...playbook.hours.weekly, sat: [["22:00", "03:00"]] as const } };
  const times = openingTimes(hours, from, until);
  fc.assert(
    fc.property(fc.integer({ min: from, max: until }), (ms) => {
      expect(times.isOpen(ms)).toBe(isOpenAt(hours, Temporal.Instant.fromEpochMilliseconds(ms)));
      const since = times.sinceClosing(ms);
      if (since !== null) expect(times.isOpen(ms - since - 1)).toBe(true);
      const opens = times.untilOpening(ms);
      if (opens !== null) expect(times.isOpen(ms + opens)).toBe(true);
    }),
  );
});

test("the cell of an instant is its weekday and hour on the wall, in every zone", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1.7e12, max: 1.9e12 }),
      fc.constantFrom(
        "America/Chicago",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "America/St_Johns",
        "Pacific/Chatham",
      ),
      (ms, zone) => {
        const { dayOfWeek, hour } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        expect(localCells(zone)(ms)).toEqual({ weekday: dayOfWeek, hour });
      },
    ),
  );
});

test("opening hours that touch become one span, and nothing else changes", () => {
  const weekly = openAlso(playbook.hours.weekly, { weekdays: ["fri", "sun"], from: "17:00", to: "24:00" });
  expect(weekly.fri).toEqual([["08:00", "24:00"]]);
  expect(weekly.sun).toEqual([["17:00", "24:00"]]);
  expect(weekly.mon).toBe(playbook.hours.weekly.mon);
});

test("a team without phones, and no calls at all, are no error", () => {
  expect(run([], [{ kind: "ring-seconds", seconds: 30 }]).avoided).toEqual({ low: 0, high: 0 });
  const prepared = preparePast({
    ...past([closed("2026-11-16T20:00")]),
    team: team.map((one) => ({ ...one, phone: null })),
  });
  expect(prepared.reproduction.same).toHaveLength(1);
});
