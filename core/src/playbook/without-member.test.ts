import { expect, test } from "vitest";
import { defaultPlaybook } from "./default-playbook.ts";
import { namesMember, withoutMember } from "./without-member.ts";

const usual = defaultPlaybook({ businessName: "Ace", trade: "general", timeZone: "America/Chicago", ownerId: "ann" });
const withBob = {
  ...usual,
  answering: { ...usual.answering, ringMemberIds: ["ann", "bob"] },
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
  expect(after.ownership).toEqual({
    ownerId: null,
    backupId: null,
    fallbackId: "ann",
    byNumber: [{ numberId: "2", ownerId: "ann", backupId: null }],
  });
  expect(after.escalation.steps).toEqual([{ afterMinutes: 5, tell: "everyone" }]);
});

test("the fallback owner cannot leave before another is chosen", () => {
  expect(withoutMember(withBob, "ann")).toBeNull();
});
