import { expect, test } from "vitest";
import { losesLastOwner, type OwnerCandidate } from "./last-owner.ts";

const ann: OwnerCandidate = { id: "ann", role: "owner", canSignIn: true };
const bob: OwnerCandidate = { id: "bob", role: "owner", canSignIn: true };
const phone: OwnerCandidate = { id: "phone", role: "owner", canSignIn: false };
const cay: OwnerCandidate = { id: "cay", role: "agent", canSignIn: true };

test.each([
  ["the only owner leaves", [ann, cay], "ann", null, true],
  ["the only owner becomes an agent", [ann, cay], "ann", "agent", true],
  ["the only owner stays owner", [ann, cay], "ann", "owner", false],
  ["another owner is left", [ann, bob], "ann", null, false],
  ["the other owner has no sign-in", [ann, phone], "ann", null, true],
  ["somebody else leaves", [ann, cay], "cay", null, false],
  ["nobody is owner already", [cay], "cay", null, false],
] as const)("a business keeps an owner: %s", (_, members, memberId, role, expected) => {
  expect(losesLastOwner(members, memberId, role)).toBe(expected);
});
