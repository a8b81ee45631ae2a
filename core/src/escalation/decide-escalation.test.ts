// The promise: a step of a ladder that was kept, read back from JSON and decided again, is the same.
import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import { replayDecision } from "#replay/replay-decision.ts";
import { alarmReasons } from "./alarm-reason.ts";
import { decideEscalation, type EscalationInputs } from "./decide-escalation.ts";

const ids = ["maya", "luis", "olive"];
const general = defaultPlaybook({
  businessName: "N",
  trade: "home_services",
  timeZone: "America/Chicago",
  ownerId: "maya",
});
const playbook = {
  ...general,
  escalation: {
    ...general.escalation,
    byReason: {
      emergency: { steps: [{ afterMinutes: 0, tell: "on-call" as const }], repeatEveryMinutes: 3, repeatTimes: 1 },
    },
  },
};
const at = fc
  .integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 })
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));
const inputs: fc.Arbitrary<EscalationInputs> = fc.record({
  reason: fc.constantFrom(...alarmReasons),
  level: fc.integer({ min: 0, max: 3 }),
  round: fc.integer({ min: 0, max: 5 }),
  now: at,
  people: fc.record({
    ownerId: fc.constantFrom(...ids),
    backupId: fc.constantFrom(...ids, null),
    fallbackId: fc.constantFrom(...ids, null),
    onCallIds: fc.subarray(ids),
    everyone: fc.subarray(ids, { minLength: 1 }),
    quietUntil: fc.dictionary(fc.constantFrom(...ids), fc.option(at)),
  }),
});

test("a kept step, read back from JSON, is decided the same", () => {
  fc.assert(
    fc.property(inputs, (given) => {
      const kept = JSON.parse(JSON.stringify({ inputs: given, outcome: decideEscalation(given, playbook) }));
      expect(replayDecision({ kind: "escalation", ...kept }, playbook)).toEqual({ result: "same" });
    }),
    { numRuns: 300 },
  );
});
