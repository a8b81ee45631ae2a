import fc from "fast-check";
import { expect, test } from "vitest";
import { judgePilot, lackingOf } from "./judge-pilot.ts";
import { gotThrough, kept, times } from "./sample-matters.ts";

test("18 of 20 missed calls with owner, outcome and a try in time pass, 17 do not (S1-48)", () => {
  const lost = { ...kept, attemptedInTime: false };
  expect(judgePilot([...times(18, kept), ...times(2, lost)])).toMatchObject({ verdict: "passed", calls: 20, kept: 18 });
  expect(judgePilot([...times(17, kept), ...times(3, lost)])).toMatchObject({ verdict: "failed", calls: 20, kept: 17 });
});

test("fewer than 20 missed calls prove nothing either way", () => {
  expect(judgePilot(times(19, kept)).verdict).toBe("too-few");
  expect(judgePilot([]).verdict).toBe("too-few");
});

test("each of owner, outcome and try is asked for", () => {
  expect(lackingOf({ ...kept, hasOwner: false })).toEqual(["owner"]);
  expect(lackingOf({ ...kept, closed: false })).toEqual(["outcome"]);
  expect(lackingOf({ ...kept, attemptedInTime: false })).toEqual(["attempt"]);
});

test("a caller who got through in time needed no try; one who had to ring again late did", () => {
  expect(lackingOf(gotThrough)).toEqual([]);
  expect(lackingOf({ ...gotThrough, stale: true })).toEqual(["attempt"]);
});

test("what is in hours and after hours adds up to all, and so do the calls that lack nothing", () => {
  const matter = fc.record({
    callers: fc.constant(1),
    calls: fc.integer({ min: 1, max: 5 }),
    inHours: fc.boolean(),
    hasOwner: fc.boolean(),
    closed: fc.boolean(),
    attempts: fc.nat(3),
    attemptedInTime: fc.boolean(),
    recovered: fc.boolean(),
    stale: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(matter), (matters) => {
      const { calls, kept: with3, inHours, afterHours, lacking } = judgePilot(matters);
      expect(inHours.calls + afterHours.calls).toBe(calls);
      expect(inHours.kept + afterHours.kept).toBe(with3);
      expect(with3 + lacking.owner + lacking.outcome + lacking.attempt).toBeGreaterThanOrEqual(calls);
    }),
  );
});
