import { expect, test } from "vitest";
import { markSpans } from "./mark-spans.ts";

test("spans become marked pieces between plain ones", () => {
  expect(markSpans("we have no heat here", [{ start: 8, end: 15, label: "emergency" }])).toEqual([
    { start: 0, text: "we have ", labels: null },
    { start: 8, text: "no heat", labels: ["emergency"] },
    { start: 15, text: " here", labels: null },
  ]);
});

test("where spans overlap a piece carries the labels of both", () => {
  const pieces = markSpans("abcdef", [
    { start: 1, end: 4, label: "one" },
    { start: 3, end: 6, label: "two" },
  ]);
  expect(pieces.map((piece) => [piece.text, piece.labels])).toEqual([
    ["a", null],
    ["bc", ["one"]],
    ["d", ["one", "two"]],
    ["ef", ["two"]],
  ]);
});

test("whatever the spans, no character is lost, doubled or moved", () => {
  const text = "no heat";
  const edges = Array.from({ length: text.length + 4 }, (_, index) => index - 2);
  const all = edges.flatMap((start) => edges.map((end) => ({ start, end, label: `${start}-${end}` })));
  for (const one of all) {
    for (const other of all) {
      const pieces = markSpans(text, [one, other]);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      for (const piece of pieces) {
        const end = piece.start + piece.text.length;
        const covering = [one, other].filter((span) => span.start <= piece.start && span.end >= end);
        expect(piece.labels ?? []).toEqual([...new Set(covering.map((span) => span.label))]);
      }
    }
  }
});
