import { expect, test } from "vitest";
import { replayDecision } from "./replay-decision.ts";

const known = {
  clock: (inputs: unknown) => ({ dueAt: Temporal.Instant.from((inputs as { at: string }).at), rules: ["general"] }),
};

test("a decision told in another order of fields, with its instants as text, is the same", () => {
  const kept = { kind: "clock", inputs: { at: "2026-11-21T12:00:00Z" } } as const;
  const outcome = { rules: ["general"], dueAt: "2026-11-21T12:00:00Z" };
  expect(replayDecision({ ...kept, outcome }, null, known)).toEqual({ result: "same" });
  expect(replayDecision({ ...kept, outcome: { ...outcome, rules: [] } }, null, known)).toEqual({
    result: "different",
    outcome,
  });
});

test("what no rule can read is said, not passed over", () => {
  const kept = { kind: "clock", inputs: { at: "yesterday" }, outcome: {} } as const;
  expect(replayDecision(kept, null, known)).toMatchObject({ result: "unreadable" });
  expect(replayDecision({ ...kept, kind: "owner" }, null, known)).toEqual({
    result: "unreadable",
    why: 'no rule decides "owner"',
  });
});
