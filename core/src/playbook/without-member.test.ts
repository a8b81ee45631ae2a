import { expect, test } from "vitest";
import { noConditions, type RoutingRule } from "#ownership/routing.ts";
import { defaultPlaybook } from "./default-playbook.ts";
import { namesMember, withoutMember } from "./without-member.ts";

const usual = defaultPlaybook({ businessName: "Ace", trade: "general", timeZone: "America/Chicago", ownerId: "ann" });
const withBob = {
  ...usual,
  answering: {
    ...usual.answering,
    ringMemberIds: ["ann", "bob"],
    overflow: [
      { numberId: null, memberIds: ["bob"], afterSeconds: 15, ringSeconds: 20 },
      { numberId: "1", memberIds: ["bob", "ann"], afterSeconds: 15, ringSeconds: 20 },
    ],
  },
  ownership: {
    ownerId: "bob",
    backupId: "bob",
    fallbackId: "ann",
    byNumber: [
      { numberId: "1", ownerId: "bob", backupId: "ann" },
      { numberId: "2", ownerId: "ann", backupId: "bob" },
    ],
  },
  escalation: { ...usual.escalation, steps: [{ afterMinutes: 5, tell: "member" as const, memberId: "bob" }] },
};

test("rules name nobody who left, and no alarm falls silent", () => {
  const after = withoutMember(withBob, "bob");
  expect(after).not.toBeNull();
  if (after === null) return;
  expect(namesMember(withBob, "bob")).toBe(true);
  expect(namesMember(after, "bob")).toBe(false);
  expect(after.answering.ringMemberIds).toEqual(["ann"]);
  expect(after.answering.overflow).toEqual([{ numberId: "1", memberIds: ["ann"], afterSeconds: 15, ringSeconds: 20 }]);
  expect(after.ownership).toEqual({
    ownerId: null,
    backupId: null,
    fallbackId: "ann",
    byNumber: [{ numberId: "2", ownerId: "ann", backupId: null }],
  });
  expect(after.escalation.steps).toEqual([{ afterMinutes: 5, tell: "everyone" }]);
});

test("what a ladder tells once, and when it rests, outlives who leaves", () => {
  const steps = [
    { afterMinutes: 0, tell: "owner" as const },
    { afterMinutes: 5, tell: "member" as const, memberId: "bob", once: true },
  ];
  const overdue = { steps, repeatEveryMinutes: 60, repeatTimes: 1, repeatClock: "open" as const };
  const after = withoutMember({ ...withBob, escalation: { ...usual.escalation, byReason: { overdue } } }, "bob");
  expect(after?.escalation.byReason.overdue).toEqual({
    ...overdue,
    steps: [steps[0], { afterMinutes: 5, tell: "everyone", once: true }],
  });
});

test("the fallback owner cannot leave before another is chosen", () => {
  expect(withoutMember(withBob, "ann")).toBeNull();
});

test("rules about callers lose the person: their backup takes over, a group goes on without them, an empty one falls away", () => {
  const to = (id: string, target: RoutingRule["to"], backupId: string | null = null): RoutingRule => ({
    id,
    name: id,
    when: noConditions,
    to: target,
    backupId,
  });
  const turns = { id: "nights", name: "Nights", startsOn: "2026-11-01", handoverTime: "08:00", lengthDays: 7 };
  const group = { kind: "group", pick: "round-robin", skills: [] } as const;
  const after = withoutMember(
    {
      ...usual,
      routing: {
        ...usual.routing,
        rules: [
          to("own", { kind: "person", memberId: "bob" }, "ann"),
          to("alone", { kind: "person", memberId: "bob" }),
          to("group", { ...group, memberIds: ["bob", "ann"] }, "bob"),
          to("gone", { ...group, memberIds: ["bob"] }),
          to("nights", { kind: "on-call", rotationId: "nights" }),
        ],
        rotations: [{ ...turns, memberIds: ["bob"] }],
        shifts: [{ memberId: "bob", weekly: usual.hours.weekly }],
        skills: [{ memberId: "bob", skills: ["gas"] }],
      },
    },
    "bob",
  );
  expect(after?.routing).toMatchObject({ rotations: [], shifts: [], skills: [] });
  expect(after?.routing.rules).toMatchObject([
    { id: "own", to: { kind: "person", memberId: "ann" }, backupId: null },
    { id: "group", to: { kind: "group", memberIds: ["ann"] }, backupId: null },
  ]);
  expect(after !== null && namesMember(after, "bob")).toBe(false);
});
