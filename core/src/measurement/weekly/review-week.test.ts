import { expect, test } from "vitest";
import { finishReview, isSettled, type LeftToDo } from "./review-week.ts";

const caller = { callbackId: "1", isClosed: false, ownerId: "sam", namedOwnerId: null };
const refusalOf = (over: Partial<LeftToDo>, isFinished = false) => {
  const finished = finishReview({ isFinished, left: { callers: 0, emergencies: 0, ...over } });
  return finished.ok ? null : finished.refusal;
};

test("a week with nothing left can be finished, once", () => {
  expect(refusalOf({})).toBeNull();
  expect(refusalOf({}, true)).toBe("already-finished");
  expect(refusalOf({ callers: 1 }, true)).toBe("already-finished");
});

test("a caller needs an outcome or a named owner who still has them", () => {
  expect(isSettled(caller)).toBe(false);
  expect(isSettled({ ...caller, isClosed: true })).toBe(true);
  expect(isSettled({ ...caller, namedOwnerId: "sam" })).toBe(true);
  expect(isSettled({ ...caller, ownerId: "ana", namedOwnerId: "sam" })).toBe(false);
});

test("a single caller or emergency keeps it open", () => {
  expect(refusalOf({ callers: 1 })).toBe("callers-unresolved");
  expect(refusalOf({ emergencies: 1 })).toBe("emergencies-not-judged");
});
