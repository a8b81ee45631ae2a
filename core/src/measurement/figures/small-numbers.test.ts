import { expect, test } from "vitest";
import { isEnough } from "./small-numbers.ts";

test("a share of nineteen is told with caution, a count never", () => {
  expect(isEnough("calls.missed-rate", { whole: 19 })).toBe(false);
  expect(isEnough("calls.missed-rate", { whole: 20 })).toBe(true);
  expect(isEnough("callers.time-to-attempt.wall.median", { whole: 10 })).toBe(true);
  expect(isEnough("callers.time-to-attempt.wall.p90", { whole: 10 })).toBe(false);
  expect(isEnough("voicemails.unreturned", { whole: 1 })).toBe(true);
  expect(isEnough("told.delivered", { whole: null })).toBe(false);
});
