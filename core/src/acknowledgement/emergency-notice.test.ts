import { expect, test } from "vitest";
import { countSegments } from "./count-segments.ts";
import { emergencyNotice } from "./emergency-notice.ts";
import { findPromises } from "./promise-guard.ts";

test.each(["911", "988", "gas"] as const)("the notice for %s promises nothing and fits into two texts", (kind) => {
  const text = emergencyNotice(kind, "Northside Heating & Plumbing", true);
  expect(findPromises(text, ["Northside Heating & Plumbing"])).toEqual([]);
  expect(countSegments(text).segments).toBeLessThanOrEqual(2);
  expect(text).toMatch(/911/);
});

test("nobody is said to know when no alarm runs", () => {
  expect(emergencyNotice("gas", "Northside", false)).not.toMatch(/alerted/);
});
