import { expect, test } from "vitest";
import { measureSearch } from "./measure-search.ts";

test("keeps what the API understands, and drops the rest", () => {
  const search = { range: "last-7-days", reason: "busy", lane: "vendor", hours: "open", compare: "none" };
  expect(measureSearch({ ...search, account: "x", from: "yesterday", source: "a\nb" })).toEqual(search);
  expect(measureSearch({ reason: "boredom", range: "ever", number: "1; drop table" })).toEqual({});
});

test("a word that the router took for a boolean is a word again", () => {
  expect(measureSearch({ returning: true })).toEqual({ returning: "true" });
});
