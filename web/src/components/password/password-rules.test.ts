import { expect, test } from "vitest";
import { passwordIsGood, passwordRules } from "./password-rules.ts";

test("a long phrase is good without digits or signs", () => {
  expect(passwordIsGood("four blue kettles sing")).toBe(true);
});

test.each(["short", "elevenchars", "passwordpassword", "aaaaaaaaaaaaaa", "abcabcabcabc", "123456789012"])(
  "%s is refused",
  (password) => expect(passwordIsGood(password)).toBe(false),
);

test("one's own name and address with a number behind are refused", () => {
  expect(passwordIsGood("mayachen12345", ["Maya Chen", "maya@northside.example"])).toBe(false);
});

test("an empty field meets no rule", () => {
  expect(passwordRules("").some((rule) => rule.met)).toBe(false);
});
