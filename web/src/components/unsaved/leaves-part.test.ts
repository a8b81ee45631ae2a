import { expect, test } from "vitest";
import { leavesPart } from "./leaves-part.ts";

const hours = { pathname: "/team", search: { tab: "hours", q: "maya" } };

test("another page, tab or business ends what is on the screen", () => {
  expect(leavesPart(hours, { ...hours, pathname: "/today" })).toBe(true);
  expect(leavesPart(hours, { ...hours, search: { tab: "people", q: "maya" } })).toBe(true);
  expect(leavesPart(hours, { ...hours, search: {} })).toBe(true);
  expect(leavesPart(hours, { ...hours, search: { ...hours.search, account: "a" } })).toBe(true);
});

test("a filter does not", () => {
  expect(leavesPart(hours, { ...hours, search: { tab: "hours", q: "sam" } })).toBe(false);
  expect(leavesPart(hours, hours)).toBe(false);
});
