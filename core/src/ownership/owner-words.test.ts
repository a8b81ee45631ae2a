import { expect, test } from "vitest";
import { ownerReasons } from "./owner-words.ts";
import { noConditions, type RoutingRule } from "./routing.ts";
import { ruleSentence } from "./rule-words.ts";

const names = {
  person: (id: string) => ({ dana: "Dana", sam: "Sam" })[id] ?? null,
  number: () => "Main line",
  territory: () => "North",
  rotation: () => "Nights",
};
const rule = (given: Partial<RoutingRule>): RoutingRule => ({
  id: "r",
  name: "",
  when: noConditions,
  to: { kind: "person", memberId: "dana" },
  backupId: null,
  ...given,
});

test("rules read as people say them", () => {
  const urgent = { ...noConditions, urgencies: ["emergency"], linesOfService: ["Heating"] };
  expect(ruleSentence(rule({ when: urgent, backupId: "sam" }), names)).toBe(
    "Emergencies on the Heating line → Dana, backup Sam",
  );
  expect(ruleSentence(rule({ to: { kind: "on-call", rotationId: "x" } }), names)).toBe(
    "Everybody → who is on call (Nights)",
  );
  const group = { kind: "group", memberIds: ["dana", "sam"], pick: "round-robin", skills: ["Gas"] } as const;
  const when = { ...noConditions, languages: ["es"], territoryIds: ["n"], lanes: ["existing-customer"] };
  expect(ruleSentence(rule({ when, to: group }), names)).toBe(
    "Customers in Spanish from North → Dana or Sam, in turn, with Gas",
  );
});

test("a choice says what decided and why nothing before it did", () => {
  const now = Temporal.Instant.from("2026-11-18T16:00:00Z");
  const rules = [rule({ id: "a", name: "Drains" }), rule({ id: "b", name: "Nights" }), rule({ id: "c", name: "Rest" })];
  const said = ownerReasons(
    {
      ownerId: "sam",
      backupId: null,
      rule: "rule:c",
      onDuty: true,
      needsReview: false,
      passed: [
        { rule: "rule:a", because: "unfit", condition: "linesOfService", is: "Heating" },
        {
          rule: "rule:b",
          because: "nobody",
          people: [{ memberId: "dana", why: "off-duty", until: now.add({ hours: 20 }) }],
        },
      ],
    },
    { ...names, routing: { rules }, now, timeZone: "America/Chicago" },
  );
  expect(said).toEqual({
    decided: "Rule 3 “Rest” fits, and Sam can have it",
    passed: [
      "Rule 1 “Drains” did not fit: the line is Heating",
      "Rule 2 “Nights” fits, but Dana is off duty until Thu 6:00",
    ],
  });
});
