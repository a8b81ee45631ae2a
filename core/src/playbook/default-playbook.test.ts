import { expect, test } from "vitest";
import { TRADES } from "#classification/trade.ts";
import { defaultPlaybook } from "./default-playbook.ts";
import { completePlaybook, type StoredPlaybook } from "./playbook.ts";
import { validatePlaybook } from "./validate-playbook.ts";

const now = Temporal.Instant.from("2026-11-20T20:02:00Z");

test.each([...TRADES, "something else"])("a new %s business can save its playbook unchanged", (trade) => {
  const playbook = defaultPlaybook({
    businessName: "Free Estimate Today Plumbing",
    trade,
    timeZone: "America/Chicago",
    ownerId: "olive",
  });
  expect(validatePlaybook(playbook, new Set(["olive"]), now)).toEqual([]);
});

test("a playbook with a hole is refused, and each problem names its field", () => {
  const good = defaultPlaybook({
    businessName: "Northside",
    trade: "home_services",
    timeZone: "America/Chicago",
    ownerId: "olive",
  });
  const bad = {
    ...good,
    hours: { ...good.hours, weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } },
    answering: { ...good.answering, greeting: "Leave a message.", ringMemberIds: ["gone"] },
    acknowledgement: {
      ...good.acknowledgement,
      template: "Hi {name}",
      afterHoursTemplate: "{business}: $49 today. Reply STOP to opt out.",
    },
    ownership: { ...good.ownership, fallbackId: null },
    sla: { ...good.sla, emergencyMinutes: 60 },
    escalation: {
      ...good.escalation,
      byReason: { overdue: { ...good.escalation, steps: [{ afterMinutes: 0, tell: "owner" as const, once: true }] } },
    },
  };
  const fields = validatePlaybook(bad, new Set(["olive"]), now).map((problem) => problem.field);
  expect(new Set(fields)).toEqual(
    new Set([
      "hours",
      "answering.greeting",
      "answering.ringMemberIds.0",
      "acknowledgement.template",
      "acknowledgement.afterHoursTemplate",
      "ownership.fallbackId",
      "sla",
      "escalation.byReason.overdue",
    ]),
  );
});

test("a playbook of an earlier release is completed with what it does not say, and stays valid", () => {
  const today = defaultPlaybook({
    businessName: "Northside",
    trade: "legal",
    timeZone: "America/Chicago",
    ownerId: "olive",
  });
  const { lateAnswerSeconds: _late, overflow: _overflow, ...answering } = today.answering;
  const { conversationSeconds: _talk, ...sla } = today.sla;
  const { classification: _phrases, ...rest } = today;
  const stored: StoredPlaybook = { ...rest, answering, sla };
  expect(completePlaybook(stored)).toEqual(today);
  const own = { ...today, sla: { ...today.sla, conversationSeconds: 90 } };
  expect(completePlaybook(own)).toEqual(own);
});

test.each([
  ["answering.lateAnswerSeconds", { lateAnswerSeconds: 0 }, {}],
  ["answering.lateAnswerSeconds", { lateAnswerSeconds: 601 }, {}],
  ["sla.conversationSeconds", {}, { conversationSeconds: 19 }],
  ["sla.conversationSeconds", {}, { conversationSeconds: 601 }],
])("%s outside of its limits is refused", (field, answering, sla) => {
  const good = defaultPlaybook({
    businessName: "Northside",
    trade: "legal",
    timeZone: "America/Chicago",
    ownerId: "olive",
  });
  const bad = { ...good, answering: { ...good.answering, ...answering }, sla: { ...good.sla, ...sla } };
  expect(validatePlaybook(bad, new Set(["olive"]), now).map((problem) => problem.field)).toEqual([field]);
});

test.each<[string, object | null, object?]>([
  ["answering.overflow.0.memberIds", { memberIds: [] }],
  ["answering.overflow.0.memberIds", { memberIds: ["gone"] }],
  ["answering.overflow.0.ringSeconds", { ringSeconds: 61 }],
  ["answering.overflow.0.afterSeconds", { afterSeconds: 4 }],
  // Longer than the group rings.
  ["answering.overflow.0.afterSeconds", { afterSeconds: 21 }],
  ["answering.overflow.1.numberId", {}, { ringSeconds: 30 }],
  ["", {}, { numberId: "ads" }],
])("an overflow that would ring nobody, never or twice is refused at %s", (field, changes, other) => {
  const good = defaultPlaybook({
    businessName: "Northside",
    trade: "legal",
    timeZone: "America/Chicago",
    ownerId: "olive",
  });
  const rule = { numberId: null, memberIds: ["ben"], afterSeconds: 15, ringSeconds: 20 };
  const overflow = [{ ...rule, ...changes }, ...(other === undefined ? [] : [{ ...rule, ...other }])];
  const problems = validatePlaybook(
    { ...good, answering: { ...good.answering, overflow } },
    new Set(["olive", "ben"]),
    now,
  );
  expect(problems.map((problem) => problem.field)).toEqual(field === "" ? [] : [field]);
});

test("a phrase of the business must be one that tells messages apart", () => {
  const good = defaultPlaybook({
    businessName: "Northside",
    trade: "home_services",
    timeZone: "America/Chicago",
    ownerId: "olive",
  });
  const problemsOf = (...phrases: string[]) =>
    validatePlaybook(
      { ...good, classification: { phrases: phrases.map((phrase) => ({ phrase, raises: "high" })) } },
      new Set(["olive"]),
      now,
    ).map(({ field }) => field);
  expect(problemsOf("walk-in cooler", "la cámara fría")).toEqual([]);
  expect(problemsOf("…")).toEqual(["classification.phrases.0.phrase"]);
  expect(problemsOf("the")).toEqual(["classification.phrases.0.phrase"]);
  expect(problemsOf("x".repeat(81))).toEqual(["classification.phrases.0.phrase"]);
  expect(problemsOf("Walk-in cooler", "walk in  COOLER")).toEqual(["classification.phrases.1.phrase"]);
  expect(problemsOf(...Array.from({ length: 101 }, (_, index) => `number ${index + 1000}`))).toEqual([
    "classification.phrases",
  ]);
});
