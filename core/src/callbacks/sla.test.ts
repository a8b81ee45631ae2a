import fc from "fast-check";
import { expect, test } from "vitest";
import type { Urgency } from "#classification/assessment.ts";
import { defaultPlaybook } from "#playbook/default-playbook.ts";
import { callbackClock } from "./sla.ts";

const playbook = defaultPlaybook({
  businessName: "Northside",
  trade: "home_services",
  timeZone: "America/Chicago",
  ownerId: "maya",
});
const at = (text: string) => Temporal.Instant.from(text);

test.each<[string, string, Urgency, boolean, string, string]>([
  ["in hours, a normal call", "2026-11-20T20:02:00Z", "normal", true, "2026-11-20T20:17:00Z", "2026-11-20T20:12:00Z"],
  [
    "nothing known yet counts as normal",
    "2026-11-20T20:02:00Z",
    "unknown",
    true,
    "2026-11-20T20:17:00Z",
    "2026-11-20T20:12:00Z",
  ],
  [
    "no text may go: the callback moves up",
    "2026-11-20T20:02:00Z",
    "normal",
    false,
    "2026-11-20T20:12:00Z",
    "2026-11-20T20:07:00Z",
  ],
  [
    "Friday 16:55, ten of its minutes fall on Monday",
    "2026-11-20T22:55:00Z",
    "normal",
    true,
    "2026-11-23T14:10:00Z",
    "2026-11-23T14:05:00Z",
  ],
  [
    "Saturday night, due Monday at a quarter past eight",
    "2026-11-22T05:00:00Z",
    "normal",
    true,
    "2026-11-23T14:15:00Z",
    "2026-11-23T14:10:00Z",
  ],
  [
    "an emergency on Saturday night is due in five minutes",
    "2026-11-22T05:00:00Z",
    "emergency",
    true,
    "2026-11-22T05:05:00Z",
    "2026-11-22T05:03:00Z",
  ],
])("%s", (_what, start, urgency, mayText, due, warn) => {
  const clock = callbackClock(at(start), { urgency, intent: null, numberId: null, mayText }, playbook);
  expect([clock.dueAt.toString(), clock.warnAt.toString()]).toEqual([due, warn]);
});

test("due is never before the call, the warning never after due, and more urgent is never later", () => {
  const order: Urgency[] = ["emergency", "high", "normal"];
  fc.assert(
    fc.property(fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), fc.boolean(), (second, mayText) => {
      const start = Temporal.Instant.fromEpochMilliseconds(second * 1000);
      const clocks = order.map((urgency) =>
        callbackClock(start, { urgency, intent: null, numberId: null, mayText }, playbook),
      );
      for (const clock of clocks) {
        expect(Temporal.Instant.compare(clock.dueAt, start)).toBe(1);
        expect(Temporal.Instant.compare(clock.warnAt, clock.dueAt)).toBeLessThanOrEqual(0);
      }
      expect(clocks.map((clock) => clock.dueAt.epochMilliseconds)).toEqual(
        clocks.map((clock) => clock.dueAt.epochMilliseconds).sort((a, b) => a - b),
      );
    }),
    { numRuns: 300 },
  );
});
