import * as fc from "fast-check";
import { expect, test } from "vitest";
import { columnWidths } from "./column-widths.ts";

const widthOf = (text: string) => text.length * 5;
const sheet = { widthOf, room: 516, padding: 6 };

test("no word is broken while there is room for every word, and all of the room is used", () => {
  const texts = fc.array(fc.array(fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,12}$/), { minLength: 1 }), {
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(texts, (each) => {
      const widths = columnWidths(each, sheet);
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(516);
      for (const [index, width] of widths.entries()) {
        const longest = Math.max(...(each[index] ?? []).flatMap((text) => text.split(" ")).map(widthOf));
        expect(width).toBeGreaterThanOrEqual(longest + 6 - 1e-6);
      }
    }),
  );
});

test("what is longer than the paper is wide still fits on it", () => {
  const widths = columnWidths([["x".repeat(200)], ["short"]], sheet);
  expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(516);
  expect(Math.min(...widths)).toBeGreaterThan(0);
});
