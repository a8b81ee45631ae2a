import { expect, test } from "vitest";
import { renderTemplate } from "./render-template.ts";

const business = "Acme Plumbing";

test("the business and a known name are filled in", () => {
  expect(renderTemplate("Hi {caller_name?}, this is {business}.", { business, callerName: "José O'Neil" })).toEqual({
    ok: true,
    text: "Hi José O'Neil, this is Acme Plumbing.",
  });
});

test.each([
  null,
  undefined,
  "",
  "<b>Bob</b>",
  "http://x.io",
  "evil.com",
  "555-0134",
  "x".repeat(60),
  "a\nb",
  "{business}",
  "$49",
])("a name that is missing or no name disappears: %s", (callerName) => {
  expect(
    renderTemplate("Hi {caller_name?}, this is {business}.", { business, callerName: callerName ?? null }),
  ).toEqual({ ok: true, text: "Hi, this is Acme Plumbing." });
});

test.each([
  ["Call {phone}", "unknown-placeholder", "phone"],
  ["{ business }", "unknown-placeholder", " business "],
  ["{constructor}", "unknown-placeholder", "constructor"],
  ["Hi {business", "brace-without-pair", "{"],
  ["Hi business}", "brace-without-pair", "}"],
  ["Hi {caller_name}", "value-missing", "caller_name"],
])("anything else in braces is refused: %s", (template, refusal, placeholder) => {
  expect(renderTemplate(template, { business })).toEqual({ ok: false, refusal, placeholder });
});

test("a value is never read as a template, and breaks no line", () => {
  expect(renderTemplate("{business}!", { business: "A {phone}\r\nB" })).toEqual({ ok: true, text: "A {phone} B!" });
});
