import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { PastCall } from "#measurement/replay/past-call.ts";
import { answered, call, closed, names, past, phone, playbook } from "#measurement/replay/sample-past.ts";
import { callsInStep } from "#measurement/steps.ts";
import { wilson } from "#measurement/wilson.ts";
import { findWindows } from "./find-windows.ts";
import { gridOf } from "./grid.ts";
import { leakFigures, leaksInSteps } from "./leak-report.ts";
import { othersName } from "./others-name.ts";
import { othersOnTheLine } from "./others-on-the-line.ts";

const about = { names, helpers: ["ann", "ben", "cid"], reasonWords: (reason: string) => reason, asked: null };
const report = (calls: readonly PastCall[], rules = playbook) => leakFigures(past(calls, rules), about);
const day = (index: number) => `2026-11-${String(2 + index).padStart(2, "0")}`;
const workdays = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18];
const at = (index: number, time: string) => `${day(index)}T${time}`;
/** Three weeks: noon is missed, the evening rings on a closed door. */
const weeks = workdays.flatMap((index) => [
  ...["08:10", "09:10", "10:10", "11:10", "14:10", "15:10", "16:10"].map((time) => answered(at(index, time))),
  call(at(index, "12:05")),
  call(at(index, "12:40")),
  answered(at(index, "12:50"), "ben"),
  closed(at(index, "17:20"), { emergency: index === 3 }),
]);

test("the lunch hole is found, with the calls behind it and the smallest change", () => {
  const { findings, headline, cells } = report(weeks);
  const lunch = findings.find(({ kind }) => kind === "lunch");
  expect(lunch).toMatchObject({ missed: 30, calls: 45, sureness: "sure", emergencies: 0 });
  expect(lunch?.title).toBe("The lunch hole: Mon–Fri 12–13, 30 of 45 calls missed");
  expect(lunch?.callIds).toHaveLength(30);
  expect(lunch?.change?.changes).toEqual([
    {
      kind: "ring-also",
      memberIds: ["cid"],
      numberId: null,
      window: { weekdays: ["mon", "tue", "wed", "thu", "fri"], from: "12:00", to: "13:00" },
    },
  ]);
  expect(lunch?.change?.meets?.of).toBe(30);
  expect(headline).toBe("Mon–Fri 12:00–13:00 makes up 100 % of all misses in opening hours.");
  const hot = cells.filter(({ findings: ids }) => ids.includes(lunch?.id ?? ""));
  expect(hot.map(({ weekday, hour }) => `${weekday} ${hour}`)).toEqual(["1 12", "2 12", "3 12", "4 12", "5 12"]);
});

test("very many calls are worked out in steps, so that others need not wait for the whole", () => {
  const stepsOf = (calls: number) => {
    const many = Array.from({ length: calls }, (_, index) => call(at(index % 19, index % 2 === 0 ? "12:05" : "09:10")));
    const steps = leaksInSteps(past(many), about);
    for (let count = 0; ; count += 1) {
      const step = steps.next();
      if (step.done !== true) continue;
      const replays = step.value.findings.filter(({ change }) => change?.meets).length;
      return { count, replays };
    }
  };
  const few = stepsOf(callsInStep);
  const many = stepsOf(3 * callsInStep);
  expect(many.replays).toBe(few.replays);
  // Calls are gone through to prepare them, to learn how people answer, and in each replay of a change.
  expect(many.count - few.count).toBe(2 * (2 + many.replays));
});

test("calls after closing are a leak of their own, with emergency wording counted and the hours that would reach them", () => {
  const leak = report(weeks).findings.find(({ kind }) => kind === "after-closing");
  expect(leak).toMatchObject({ missed: 15, emergencies: 1, sureness: "plain" });
  expect(leak?.change?.changes).toEqual([
    { kind: "open-also", window: { weekdays: ["mon", "tue", "wed", "thu", "fri"], from: "17:00", to: "18:00" } },
  ]);
});

test("even misses are no window, however many", () => {
  const even = workdays.flatMap((index) =>
    [8, 9, 10, 11, 12, 13, 14, 15, 16].flatMap((hour) => [
      answered(at(index, `${String(hour).padStart(2, "0")}:10`)),
      ...(index % 3 === 0 ? [call(at(index, `${String(hour).padStart(2, "0")}:40`))] : []),
    ]),
  );
  expect(report(even).findings.filter(({ kind }) => kind === "lunch" || kind === "window")).toEqual([]);
});

test("one phone that rings is named, with who could ring too", () => {
  const one = { ...playbook, answering: { ...playbook.answering, ringMemberIds: ["ann"] } };
  const ring = {
    route: { kind: "ring-group", memberIds: ["ann"], acceptWithoutKey: false } as const,
    phones: [phone("ann")],
  };
  const calls = workdays.map((index) => call(at(index, "10:00"), ring));
  const leak = report(calls, one).findings.find(({ kind }) => kind === "one-phone");
  expect(leak).toMatchObject({ missed: 15, memberId: "ann", numberId: "main" });
  expect(leak?.change?.changes).toEqual([{ kind: "ring-also", memberIds: ["ben"], numberId: "main", window: null }]);
});

test("callers who waited through the ringing ask for more of it", () => {
  const calls = workdays.map((index) => call(at(index, "10:00"), { leftAtGreetingAfter: 6 }));
  const leak = report(calls).findings.find(({ kind }) => kind === "rings-too-short");
  expect(leak).toMatchObject({ missed: 15, sureness: "sure" });
  expect(leak?.change?.changes).toEqual([{ kind: "ring-seconds", seconds: 28 }]);
});

test("a line that only takes messages, a line nobody covers, and calls while everybody talks are told apart", () => {
  const forwarded = workdays.map((index) =>
    call(at(index, "09:00"), {
      numberId: "sign",
      route: { kind: "voicemail", because: "forwarded" },
      phones: [],
      rangSeconds: null,
    }),
  );
  const nobody = workdays.map((index) =>
    call(at(index, "11:00"), {
      numberId: "ads",
      route: { kind: "voicemail", because: "no-agent-on-duty" },
      missReason: "no-agent-on-duty",
      phones: [],
    }),
  );
  const crowd = workdays.flatMap((index) => [
    answered(at(index, "15:00"), "ann", 5),
    answered(at(index, "15:01"), "ben", 5),
    call(at(index, "15:02"), { missReason: "busy" }),
  ]);
  const kinds = new Map(report([...forwarded, ...nobody, ...crowd]).findings.map((leak) => [leak.kind, leak.missed]));
  expect(kinds.get("voicemail-only")).toBe(15);
  expect(kinds.get("no-cover")).toBe(15);
  expect(kinds.get("all-busy")).toBe(15);
});

test("how many other calls were on is told by the hour and in all, with the missed calls to open", () => {
  const calls = workdays.flatMap((index) => [
    answered(at(index, "15:00"), "ann", 5),
    answered(at(index, "15:01"), "ben", 5),
    call(at(index, "15:02"), { missReason: "busy" }),
    answered(at(index, "10:00")),
  ]);
  const { byOthers, callsByOthers, cells } = report(calls);
  expect(byOthers.map(({ label, calls: came, missed }) => [label, came, missed])).toEqual([
    ["No other call on", 30, 0],
    ["1 other call on", 15, 0],
    ["2 other calls on", 15, 15],
  ]);
  expect(callsByOthers[othersName(2)]).toHaveLength(15);
  expect(callsByOthers[othersName(0)]).toEqual([]);
  const [ten, fifteen] = [10, 15].map((hour) => cells.find((cell) => cell.weekday === 1 && cell.hour === hour));
  expect([ten?.atOnce, fifteen?.atOnce]).toEqual([1, 3]);
});

test("asked for one number only, people still talk on the other ones, and still show how they answer", () => {
  const calls = workdays.flatMap((index) => [
    answered(at(index, "15:00"), "ann", 5, { numberId: "ads" }),
    answered(at(index, "15:01"), "cid", 5, { numberId: "ads" }),
    call(at(index, "15:02")),
    ...["09:10", "11:10", "13:10"].map((time) => answered(at(index, time))),
  ]);
  const { calls: all, ...whole } = past(calls);
  const asked = new Set(all.filter(({ numberId }) => numberId === "main"));
  const told = leakFigures({ ...whole, calls: all }, { ...about, asked });
  expect([told.calls, told.missed]).toEqual([60, 15]);
  expect(told.byNumber.map(({ numberId }) => numberId)).toEqual(["main"]);
  expect(told.byOthers.map(({ others, missed }) => [others, missed])).toEqual([
    [0, 0],
    [2, 15],
  ]);
  // Cid would ring, but talks on the other number at that time.
  const crowd = told.findings.find(({ kind }) => kind === "all-busy");
  expect(crowd).toMatchObject({ missed: 15, change: { meets: { low: 0, high: 0, of: 15 } } });
});

test("a phone that leaves most rings is the bottleneck, and a miss without a callback is named", () => {
  const calls = workdays.flatMap((index) => [
    call(at(index, "10:00"), { phones: [phone("ben")], hasCallback: index !== 3 }),
    answered(at(index, "11:00"), "ann"),
  ]);
  const { findings } = report(calls);
  expect(findings.find(({ kind }) => kind === "bottleneck")).toMatchObject({ memberId: "ben", missed: 15 });
  expect(findings.find(({ kind }) => kind === "no-callback")).toMatchObject({ missed: 1 });
});

test("few calls and none say so, and have no rates", () => {
  expect(report([]).headline).toBeNull();
  expect(report([]).hours).toBeNull();
  const few = report([call(at(0, "10:00")), answered(at(0, "10:30"))]);
  expect(few.headline).toBe("Only 2 calls so far: too few to say where they leak.");
  expect(few.cells.every(({ rate }) => rate === null)).toBe(true);
});

test("an hour that comes twice counts into one cell, one that is skipped has no call", () => {
  const times = ["2026-11-01T06:30:00Z", "2026-11-01T07:30:00Z", "2026-03-08T07:30:00Z", "2026-03-08T08:30:00Z"].map(
    (text) => ({
      arrivedMs: Temporal.Instant.from(text).epochMilliseconds,
      outcome: "missed" as const,
      inHours: false,
    }),
  );
  const sunday = gridOf(times, "America/Chicago").filter(({ weekday, calls }) => weekday === 7 && calls > 0);
  expect(sunday.map(({ hour, calls }) => [hour, calls])).toEqual([
    [1, 3],
    [3, 1],
  ]);
});

test("every call is in exactly one cell, and the cells hold no others", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ arrivedMs: fc.integer({ min: 1.7e12, max: 1.8e12 }), missed: fc.boolean(), inHours: fc.boolean() }),
      ),
      fc.constantFrom("America/Chicago", "Australia/Lord_Howe", "Asia/Kathmandu"),
      (given, zone) => {
        const calls = given.map(({ missed, ...one }) => ({
          ...one,
          outcome: missed ? ("missed" as const) : ("answered" as const),
        }));
        const grid = gridOf(calls, zone);
        expect(grid).toHaveLength(168);
        expect(grid.reduce((sum, cell) => sum + cell.calls, 0)).toBe(calls.length);
        expect(grid.reduce((sum, cell) => sum + cell.missed, 0)).toBe(
          calls.filter(({ outcome }) => outcome === "missed").length,
        );
      },
    ),
  );
});

test("others on the line are those whose call has begun and not ended, counted one by one", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ arrivedMs: fc.integer({ min: 0, max: 600_000 }), busySeconds: fc.integer({ min: 0, max: 200 }) }),
        { maxLength: 40 },
      ),
      (given) => {
        const calls = given.toSorted((a, b) => a.arrivedMs - b.arrivedMs);
        const slowly = calls.map(
          (one, index) =>
            calls
              .slice(0, index)
              .filter((other) => other.busySeconds > 0 && other.arrivedMs + other.busySeconds * 1000 > one.arrivedMs)
              .length,
        );
        expect(othersOnTheLine(calls)).toEqual(slowly);
      },
    ),
  );
});

test("Wilson's bounds hold the share, narrow with more cases, and are the published ones", () => {
  const { low, high } = wilson(8, 10, 1.96);
  expect([low.toFixed(3), high.toFixed(3)]).toEqual(["0.490", "0.943"]);
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.float({ min: 0, max: 1, noNaN: true }), (whole, share) => {
      const part = Math.round(share * whole);
      const bounds = wilson(part, whole);
      expect(bounds.low).toBeLessThanOrEqual(part / whole + 1e-9);
      expect(bounds.high).toBeGreaterThanOrEqual(part / whole - 1e-9);
      const more = wilson(part * 4, whole * 4);
      expect(more.high - more.low).toBeLessThanOrEqual(bounds.high - bounds.low + 1e-9);
    }),
  );
});

test("a window by chance alone is hardly ever called sure", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  let found = 0;
  for (let business = 0; business < 60; business += 1) {
    const counts = [1, 2, 3, 4, 5].flatMap((weekday) =>
      [8, 9, 10, 11, 12, 13, 14, 15, 16].map((hour) => {
        const missed = Array.from({ length: 12 }, random).filter((dice) => dice < 0.2).length;
        return { weekday, hour, calls: 12, missed };
      }),
    );
    if (findWindows(counts).some(({ sureness }) => sureness === "sure")) found += 1;
  }
  expect(found).toBeLessThanOrEqual(3);
});
