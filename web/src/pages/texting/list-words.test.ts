import { expect, test } from "vitest";
import { inPieces } from "./list-words.ts";

test("a long list is sent in pieces of whole lines, and nothing is lost", () => {
  const lines = Array.from({ length: 100 }, (_, index) => `+1312555${String(index).padStart(4, "0")}`);
  const pieces = inPieces(lines.join("\n"), 130);
  expect(pieces.length).toBe(10);
  expect(pieces.every((piece) => piece.length <= 130)).toBe(true);
  expect(pieces.join("").trim().split("\n")).toEqual(lines);
  expect(inPieces("\n\n", 100)).toEqual([]);
});
