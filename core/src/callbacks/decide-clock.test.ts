// The promise: what was kept of a due time, read back from JSON and decided again, is the same; and labels changed by rule
// never put a promise off.
import fc from "fast-check";
import { expect, test } from "vitest";
import { INTENTS, type Urgency } from "#classification/assessment.ts";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import { replayDecision } from "#replay/replay-decision.ts";
import { type ClockInputs, decideClock } from "./decide-clock.ts";

const general = defaultPlaybook({
  businessName: "N",
  trade: "home_services",
  timeZone: "America/Chicago",
  ownerId: "maya",
});
const playbook = {
  ...general,
  sla: {
    ...general.sla,
    targets: [
      { numberId: null, urgency: null, intent: "quote", minutes: 240, clock: "open" },
      { numberId: "main", urgency: "low", intent: null, minutes: 600, clock: "always" },
    ] as const,
  },
};
const urgencies: readonly Urgency[] = ["emergency", "high", "normal", "low", "unknown"];
const at = fc
  .integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 })
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));
const about = fc.record({
  urgency: fc.constantFrom(...urgencies),
  intent: fc.constantFrom(...INTENTS, null),
  numberId: fc.constantFrom("main", null),
  mayText: fc.boolean(),
});
const pauses = fc.array(fc.tuple(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 1, max: 90_000 })), {
  maxLength: 2,
});

const inputs: fc.Arbitrary<ClockInputs> = fc
  .tuple(
    at,
    about,
    about,
    pauses,
    fc.integer({ min: 0, max: 5000 }),
    fc.constantFrom("rule" as const, "person" as const),
    fc.constantFrom("opened", "labels", "pause"),
    fc.boolean(),
  )
  .map(([startedAt, before, after, taken, passed, by, because, broken]): ClockInputs => {
    let from = startedAt;
    const stood = taken.map(([wait, length]) => {
      const begins = from.add({ seconds: wait });
      from = begins.add({ seconds: length });
      return { from: begins, until: from };
    });
    const first = decideClock({ because: "opened", startedAt, about: before }, playbook);
    if (because === "opened") return { because, startedAt, about: before };
    if (because === "pause") return { because, startedAt, clock: { ...first.clock, pauses: stood } };
    const now = startedAt.add({ minutes: passed });
    const { dueAt, warnAt, clock } = first;
    const promised = { dueAt, warnAt, clock, warnedAt: null, breachedAt: broken ? now : null };
    return { because: "labels", startedAt, about: after, promised, by, now };
  });

test("a kept decision, read back from JSON, is decided the same", () => {
  fc.assert(
    fc.property(inputs, (given) => {
      const kept = JSON.parse(JSON.stringify({ inputs: given, outcome: decideClock(given, playbook) }));
      expect(replayDecision({ kind: "clock", ...kept }, playbook)).toEqual({ result: "same" });
    }),
    { numRuns: 300 },
  );
});

test("a label changed by rule brings a promise nearer or leaves it; a person may put it off until it is broken", () => {
  fc.assert(
    fc.property(inputs, (given) => {
      if (given.because !== "labels") return;
      const { promised, by, startedAt } = given;
      const { dueAt } = decideClock(given, playbook);
      const anew = decideClock({ because: "opened", startedAt, about: given.about }, playbook).dueAt;
      if (by === "rule" || promised.breachedAt !== null)
        expect(Temporal.Instant.compare(dueAt, promised.dueAt)).toBeLessThanOrEqual(0);
      else expect(dueAt.toString()).toBe(anew.toString());
      expect([promised.dueAt.toString(), anew.toString()]).toContain(dueAt.toString());
    }),
    { numRuns: 300 },
  );
});
