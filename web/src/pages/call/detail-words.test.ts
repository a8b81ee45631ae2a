import { expect, test } from "vitest";
import { detailWords } from "./detail-words.ts";

test("details read as words and values, whatever they hold", () => {
  expect(
    detailWords({ dueMinutes: 15, template: "first-text", rules_fired: ["a", "b"], note: null, empty: "" }),
  ).toEqual([
    ["due minutes", "15"],
    ["template", "first-text"],
    ["rules fired", '["a","b"]'],
  ]);
});
