import { expect, test } from "vitest";
import { checkTemplate } from "./check-template.ts";

test.each([
  ["Hi, this is {business}. Sorry we missed you. Reply STOP to opt out.", []],
  ["Hi, this is {business}. We call back within 10 minutes. Reply STOP to opt out.", "a promise"],
  ["Hi, this is {business}. Sorry we missed you.", ["no-opt-out"]],
  ["Sorry we missed you. Reply STOP to opt out.", ["no-business-name"]],
  ["{business}: about {job}. Reply STOP to opt out.", ["unknown-placeholder"]],
  ["{business}: hi {caller_name}. Reply STOP to opt out.", ["value-missing"]],
])("a text is checked as it is written: %s", (template, expected) => {
  const { problems } = checkTemplate(template, "Ace Plumbing");
  if (typeof expected === "string") expect(problems.length).toBeGreaterThan(0);
  else expect(problems.map(({ rule }) => rule)).toEqual(expected);
});
