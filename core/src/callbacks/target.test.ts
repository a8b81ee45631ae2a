import fc from "fast-check";
import { expect, test } from "vitest";
import { INTENTS, type Urgency } from "#classification/assessment.ts";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import type { Playbook, TargetRule } from "#playbook/playbook.ts";
import { callbackClock } from "./sla.ts";
import { chooseTarget, type PromisedAbout } from "./target.ts";

const playbook = defaultPlaybook({
  businessName: "Northside",
  trade: "home_services",
  timeZone: "America/Chicago",
  ownerId: "maya",
});
const any: TargetRule = { numberId: null, urgency: null, intent: null, minutes: 60, clock: "open" };
const about: PromisedAbout = { urgency: "normal", intent: "quote", numberId: "main", mayText: true };
const choose = (targets: readonly TargetRule[], changed: Partial<PromisedAbout> = {}) =>
  chooseTarget({ ...about, ...changed }, { ...playbook.sla, targets });

test("the row that names most of a callback wins, of equals the upper one; without one the general target holds", () => {
  const rows: TargetRule[] = [
    { ...any, intent: "quote", minutes: 240 },
    { ...any, numberId: "main", minutes: 30 },
    { ...any, numberId: "main", intent: "quote", minutes: 90, clock: "always" },
  ];
  expect(choose(rows)).toEqual({ minutes: 90, aroundTheClock: true, rules: ["row-3"] });
  expect(choose(rows, { numberId: "other" })).toEqual({ minutes: 240, aroundTheClock: false, rules: ["row-1"] });
  expect(choose(rows.slice(0, 2))).toMatchObject({ rules: ["row-1"] });
  expect(choose(rows, { numberId: "other", intent: "billing" })).toMatchObject({ minutes: 15, rules: ["general"] });
});

test("where no text may go the shorter target counts", () => {
  expect(choose([{ ...any, intent: "quote" }], { mayText: false })).toEqual({
    minutes: 10,
    aroundTheClock: false,
    rules: ["row-1", "no-text"],
  });
});

const urgencies: readonly Urgency[] = ["emergency", "high", "normal", "low", "unknown"];
const rule: fc.Arbitrary<TargetRule> = fc.record({
  numberId: fc.constantFrom("main", "other", null),
  urgency: fc.constantFrom(...urgencies, null),
  intent: fc.constantFrom(...INTENTS, null),
  minutes: fc.integer({ min: 1, max: 2880 }),
  clock: fc.constantFrom("open" as const, "always" as const),
});
const asked: fc.Arbitrary<PromisedAbout> = fc.record({
  urgency: fc.constantFrom(...urgencies),
  intent: fc.constantFrom(...INTENTS, null),
  numberId: fc.constantFrom("main", "other", null),
  mayText: fc.boolean(),
});

test("no row that leaves the urgency open puts an emergency or a high one later than the general target", () => {
  const start = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 6 }), asked, start, (targets, question, second) => {
      const startedAt = Temporal.Instant.fromEpochMilliseconds(second * 1000);
      const withRows: Playbook = { ...playbook, sla: { ...playbook.sla, targets } };
      const due = callbackClock(startedAt, question, withRows);
      const general = callbackClock(startedAt, question, playbook);
      const namesUrgency = targets.some(({ urgency }) => urgency === question.urgency);
      const presses = question.urgency === "emergency" || question.urgency === "high";
      if (presses && !namesUrgency) expect(Temporal.Instant.compare(due.dueAt, general.dueAt)).toBeLessThanOrEqual(0);
      expect(Temporal.Instant.compare(due.warnAt, due.dueAt)).toBeLessThanOrEqual(0);
      expect(due.rules.length).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});
