import { expect, test } from "vitest";
import { measureSearch } from "./measure-search.ts";

test("keeps what the API understands, and drops the rest", () => {
  const search = { range: "last-7-days", reason: "busy", lane: "vendor", hours: "open", compare: "none" };
  expect(measureSearch({ ...search, account: "x", from: "yesterday", source: "a\nb" })).toEqual(search);
  expect(measureSearch({ reason: "boredom", range: "ever", number: "1; drop table" })).toEqual({});
});

test("a day that no calendar has is left out", () => {
  expect(measureSearch({ from: "2026-11-31", to: "2026-12-40" })).toEqual({});
  expect(measureSearch({ from: "2027-02-29", to: "2028-02-29" })).toEqual({ to: "2028-02-29" });
  expect(measureSearch({ from: "0000-00-00", to: 20261101 })).toEqual({});
});

test("a word that the router took for a boolean is a word again", () => {
  expect(measureSearch({ returning: true })).toEqual({ returning: "true" });
});
