import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import type { Playbook } from "#playbook/playbook.ts";
import { chooseOwner } from "./choose-owner.ts";

const base = defaultPlaybook({
  businessName: "Northside",
  trade: "home_services",
  timeZone: "America/Chicago",
  ownerId: "maya",
});
const withRules = (ownership: Partial<Playbook["ownership"]>): Playbook => ({
  ...base,
  ownership: { ...base.ownership, ...ownership },
});
const members = ["maya", "luis", "sam"];

test("who knows the customer comes first, then the number's rule, the general owner, the fallback", () => {
  const playbook = withRules({
    ownerId: "maya",
    backupId: "luis",
    fallbackId: "sam",
    byNumber: [{ numberId: "ads", ownerId: "luis", backupId: null }],
  });
  expect(chooseOwner({ numberId: "ads", knownOwnerId: "sam" }, playbook, members)).toMatchObject({
    ownerId: "sam",
    backupId: "luis",
    rule: "known-owner",
  });
  expect(chooseOwner({ numberId: "ads", knownOwnerId: null }, playbook, members)).toMatchObject({
    ownerId: "luis",
    backupId: "sam",
    rule: "by-number",
  });
  expect(chooseOwner({ numberId: "main", knownOwnerId: null }, playbook, members)).toMatchObject({
    ownerId: "maya",
    rule: "general-owner",
  });
  expect(
    chooseOwner({ numberId: null, knownOwnerId: null }, withRules({ ownerId: null, fallbackId: "sam" }), members),
  ).toMatchObject({ ownerId: "sam", rule: "fallback", needsReview: true });
});

test("somebody who left the business gets nothing", () => {
  expect(chooseOwner({ numberId: null, knownOwnerId: "gone" }, base, members)).toMatchObject({
    ownerId: "maya",
    rule: "general-owner",
  });
  expect(
    chooseOwner({ numberId: null, knownOwnerId: null }, withRules({ ownerId: "gone", fallbackId: "gone" }), members),
  ).toMatchObject({ ownerId: "maya", rule: "any-member", needsReview: true });
});

test("there is always exactly one owner of the business, and the backup is somebody else", () => {
  const id = fc.constantFrom(null, "maya", "luis", "sam", "gone");
  fc.assert(
    fc.property(
      id,
      id,
      id,
      id,
      fc.subarray(members, { minLength: 1 }),
      (known, ownerId, backupId, fallbackId, present) => {
        const chosen = chooseOwner(
          { numberId: "n", knownOwnerId: known },
          withRules({ ownerId, backupId, fallbackId }),
          present,
        );
        expect(present).toContain(chosen.ownerId);
        expect(chosen.backupId).not.toBe(chosen.ownerId);
        if (chosen.backupId !== null) expect(present).toContain(chosen.backupId);
      },
    ),
  );
});
