import { expect, test } from "vitest";
import { type BreachFacts, breachReason } from "./breach-reason.ts";

const opened = Temporal.Instant.from("2026-11-20T20:00:00Z");
const facts: BreachFacts = {
  openedAt: opened,
  warnAt: opened.add({ minutes: 10 }),
  dueAt: opened.add({ minutes: 15 }),
  triesBeforeDue: 0,
  snoozedUntil: null,
  toldBeforeDue: 1,
  ownerOffDuty: false,
  phoneSystemDown: false,
};

test.each<[string, Partial<BreachFacts>, string]>([
  ["people were told and nobody tried", {}, "nobody-acted"],
  ["no notice left", { toldBeforeDue: 0 }, "nobody-told"],
  ["the owner was off duty", { ownerOffDuty: true, toldBeforeDue: 0 }, "owner-off-duty"],
  ["put off past its time", { snoozedUntil: opened.add({ minutes: 15 }) }, "snoozed-past-it"],
  ["put off, and back before its time", { snoozedUntil: opened.add({ minutes: 9 }) }, "nobody-acted"],
  ["the phone system failed", { phoneSystemDown: true, snoozedUntil: opened.add({ hours: 1 }) }, "phone-system-down"],
  ["tried and not reached", { triesBeforeDue: 2, phoneSystemDown: true }, "not-reached"],
  ["known only when it was nearly due", { openedAt: opened.add({ minutes: 10 }), triesBeforeDue: 1 }, "opened-late"],
])("%s", (_what, changed, reason) => {
  expect(breachReason({ ...facts, ...changed })).toBe(reason);
});
