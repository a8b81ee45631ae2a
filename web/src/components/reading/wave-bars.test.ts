import { expect, test } from "vitest";
import { waveBars } from "./wave-bars.ts";

test("many peaks become few bars without losing the loudest", () => {
  const bars = waveBars([0.1, 0.2, 0.5, 0.1, 0, 0, 0.25, 0.25], 4);
  expect(bars.map((bar) => bar.level)).toEqual([0.4, 1, 0.08, 0.5]);
});

test("few peaks fill all bars", () => {
  expect(waveBars([0.5, 1], 4).map((bar) => bar.level)).toEqual([0.5, 0.5, 1, 1]);
});

test("no peaks draw a low line", () => {
  expect(waveBars(null, 3).map((bar) => bar.level)).toEqual([0.08, 0.08, 0.08]);
});
