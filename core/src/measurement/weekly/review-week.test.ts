import fc from "fast-check";
import { expect, test } from "vitest";
import { emergencyVerdicts, finishReview, leftToDo, type WeekInReview } from "./review-week.ts";

const caller = { callbackId: "1", isClosed: false, ownerId: "sam", namedOwnerId: null };
const emergency = { callbackId: "2", verdict: null };
const week = (over: Partial<WeekInReview>): WeekInReview => ({
  callers: [],
  emergencies: [],
  isFinished: false,
  ...over,
});
const refusalOf = (over: Partial<WeekInReview>) => {
  const finished = finishReview(week(over));
  return finished.ok ? null : finished.refusal;
};

test("a week with nothing left can be finished, once", () => {
  expect(refusalOf({})).toBeNull();
  expect(refusalOf({ isFinished: true })).toBe("already-finished");
});

test("a caller needs an outcome or a named owner who still has them", () => {
  expect(refusalOf({ callers: [caller] })).toBe("callers-unresolved");
  expect(refusalOf({ callers: [{ ...caller, isClosed: true }] })).toBeNull();
  expect(refusalOf({ callers: [{ ...caller, namedOwnerId: "sam" }] })).toBeNull();
  expect(refusalOf({ callers: [{ ...caller, ownerId: "ana", namedOwnerId: "sam" }] })).toBe("callers-unresolved");
});

test("an emergency needs somebody's word", () => {
  expect(refusalOf({ emergencies: [emergency] })).toBe("emergencies-not-judged");
  expect(refusalOf({ emergencies: [{ ...emergency, verdict: "too-late" }] })).toBeNull();
});

test("finishes exactly when nothing is left", () => {
  const person = fc.constantFrom("sam", "ana");
  const anyWeek = fc.record({
    callers: fc.array(
      fc.record({
        callbackId: fc.uuid(),
        isClosed: fc.boolean(),
        ownerId: person,
        namedOwnerId: fc.option(person),
      }),
    ),
    emergencies: fc.array(
      fc.record({ callbackId: fc.uuid(), verdict: fc.option(fc.constantFrom(...emergencyVerdicts)) }),
    ),
    isFinished: fc.constant(false),
  });
  fc.assert(
    fc.property(anyWeek, (one) => {
      const left = leftToDo(one);
      expect(finishReview(one).ok).toBe(left.callers + left.emergencies === 0);
    }),
  );
});
