import { expect, test } from "vitest";
import { countSegments } from "./count-segments.ts";

test.each([
  ["", "GSM-7", 1, 0],
  ["a".repeat(160), "GSM-7", 1, 160],
  ["a".repeat(161), "GSM-7", 2, 161],
  ["a".repeat(306), "GSM-7", 2, 306],
  ["a".repeat(307), "GSM-7", 3, 307],
  ["é".repeat(160), "GSM-7", 1, 160],
  ["€".repeat(80), "GSM-7", 1, 160],
  ["€".repeat(81), "GSM-7", 2, 162],
  ["’", "UCS-2", 1, 1],
  ["ñandú", "UCS-2", 1, 5],
  ["’".repeat(70), "UCS-2", 1, 70],
  ["’".repeat(71), "UCS-2", 2, 71],
  ["’".repeat(134), "UCS-2", 2, 134],
  ["’".repeat(135), "UCS-2", 3, 135],
  ["🙂".repeat(35), "UCS-2", 1, 70],
])("%#: %s", (text, encoding, segments, units) => {
  expect(countSegments(text)).toMatchObject({ encoding, segments, units });
});

test("no character is cut between two segments", () => {
  // 152 + an escaped euro would need 154 septets in the first part: the euro moves on, so 306 septets need three.
  expect(countSegments(`${"a".repeat(152)}€${"a".repeat(152)}`).segments).toBe(3);
  expect(countSegments(`${"’".repeat(66)}🙂${"’".repeat(66)}`).segments).toBe(3);
  expect(countSegments("a".repeat(150)).unitsLeft).toBe(10);
});
