import { expect, test } from "vitest";
import { Problem } from "#api/problem.ts";
import { isToldAtField, refusedFields } from "./refused-fields.ts";

const byCode = { "phone-taken": ["phone", "Somebody here has it."] } as const;

test("a code that is about a field is told at that field, beside those the server names", () => {
  const errors = [{ field: "email", message: "Not an address." }];
  const error = new Problem({ title: "Taken", status: 409, code: "phone-taken", errors });
  expect(refusedFields(error, byCode)).toEqual({ phone: "Somebody here has it.", email: "Not an address." });
});

test("any other refusal, and a fault of the page, are told by the form", () => {
  expect(isToldAtField(new Problem({ title: "No", status: 403, code: "not-allowed" }), byCode)).toBe(false);
  expect(isToldAtField(new Error("page"), byCode)).toBe(false);
  expect(isToldAtField(null, byCode)).toBe(false);
});
