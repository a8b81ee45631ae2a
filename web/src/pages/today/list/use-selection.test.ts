import { expect, test } from "vitest";
import { toggled } from "./use-selection.ts";

const rows = ["a", "b", "c", "d"].map((id) => ({ id }));

test("touching picks and drops; with the shift key all between are picked, in either direction", () => {
  expect([...toggled(new Set(), rows, "b", null)]).toEqual(["b"]);
  expect([...toggled(new Set(["b"]), rows, "b", null)]).toEqual([]);
  expect([...toggled(new Set(["d"]), rows, "b", "d")]).toEqual(["d", "b", "c"]);
  expect([...toggled(new Set(["a"]), rows, "c", "a")]).toEqual(["a", "b", "c"]);
});

test("a row that is gone is not picked, and never more than the server takes", () => {
  expect([...toggled(new Set(["a"]), rows, "x", null)]).toEqual(["a"]);
  const many = Array.from({ length: 300 }, (_, index) => ({ id: String(index) }));
  expect(toggled(new Set(["0"]), many, "299", "0").size).toBe(200);
});
