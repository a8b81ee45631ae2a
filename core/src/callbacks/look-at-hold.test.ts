import { describe, expect, test } from "vitest";
import { holdUndoMinutes, lookAtHold, mayReopenHold } from "./look-at-hold.ts";

const due = Temporal.Instant.from("2026-11-20T20:00:00Z");
const waiting = { dueAt: due, resolvedAt: null, overdueToldAt: null };

describe("a hold's clock", () => {
  test("before its time it is looked at again at its time", () => {
    const finding = lookAtHold(waiting, due.subtract({ seconds: 1 }));
    expect([finding.do, "at" in finding ? finding.at.toString() : null]).toEqual(["look-again", due.toString()]);
  });

  test("at its time the fallback person is told, and only once", () => {
    expect(lookAtHold(waiting, due)).toEqual({ do: "tell" });
    expect(lookAtHold({ ...waiting, overdueToldAt: due }, due.add({ hours: 1 }))).toEqual({ do: "nothing" });
  });

  test("what was decided bothers nobody", () => {
    expect(lookAtHold({ ...waiting, resolvedAt: due }, due.add({ hours: 1 }))).toEqual({ do: "nothing" });
  });
});

describe("taking a decision back", () => {
  const settled = { resolvedAt: due, resolvedBy: "maya" };

  test("goes for a while and no longer", () => {
    expect(mayReopenHold(settled, due.add({ minutes: holdUndoMinutes }))).toBeNull();
    expect(mayReopenHold(settled, due.add({ minutes: holdUndoMinutes, seconds: 1 }))).toBe("settled-too-long-ago");
  });

  test("does not go for what waits still, nor for what ended by itself", () => {
    expect(mayReopenHold({ resolvedAt: null, resolvedBy: null }, due)).toBe("hold-not-settled");
    expect(mayReopenHold({ ...settled, resolvedBy: null }, due)).toBe("settled-by-itself");
  });
});
