import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { learn } from "./learn.ts";
import { learnWeights, writeWeights } from "./learn-weights.ts";

const kept = new URL("../../core/src/classification/weighing/weights.json", import.meta.url);

test("the weights that ship are those the development half teaches (else: npm run eval -- learn)", () => {
  expect(writeWeights(learnWeights()) === readFileSync(kept, "utf8")).toBe(true);
});

test("what always goes with a label speaks for it, and what goes with all says nothing", () => {
  const examples = Array.from({ length: 40 }, (_, at) => ({
    label: at % 2,
    signs: ["both", at % 2 === 0 ? "zero" : "one"],
  }));
  const { rows, weights, labels } = learn(examples, 2, { passes: 10, ridge: 1e-4, rate: 0.3 });
  const gap = (name: string) => {
    const row = (rows.get(name) ?? 0) * labels;
    return (weights[row] ?? 0) - (weights[row + 1] ?? 0);
  };
  expect(gap("zero")).toBeGreaterThan(1);
  expect(gap("one")).toBeLessThan(-1);
  expect(Math.abs(gap("both"))).toBeLessThan(0.3);
});
