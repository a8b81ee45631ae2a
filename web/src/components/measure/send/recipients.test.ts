import { expect, test } from "vitest";
import { recipientsProblem, typedAddresses } from "./recipients.ts";

test("addresses are read however they are typed, each once", () => {
  expect(typedAddresses(" Rita@Agency.example,bo@shop.example; rita@agency.example\n")).toEqual([
    "rita@agency.example",
    "bo@shop.example",
  ]);
  expect(typedAddresses("  ")).toEqual([]);
});

test("nobody and what is no address are said", () => {
  expect(recipientsProblem({ memberIds: [], others: " " })).toContain("Choose somebody");
  expect(recipientsProblem({ memberIds: ["a"], others: "rita@agency" })).toContain("rita@agency");
  expect(recipientsProblem({ memberIds: ["a"], others: "" })).toBeNull();
  expect(recipientsProblem({ memberIds: [], others: "rita@agency.example" })).toBeNull();
});
