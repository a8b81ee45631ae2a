import { expect, test } from "vitest";
import { type DrillEvidence, drillState, judgeDrill, mayCloseDrill } from "./judge-drill.ts";

const startedAt = Temporal.Instant.from("2026-11-20T18:00:00Z");
const nothingYet: DrillEvidence = {
  startedAt,
  givesUpAt: startedAt.add({ minutes: 3 }),
  call: null,
  acknowledgement: null,
  acknowledgementEnabled: true,
  transcript: null,
  assessment: null,
  callback: null,
  ownerTold: false,
};
const complete: DrillEvidence = {
  ...nothingYet,
  call: { outcome: "missed", ended: true, detectedAfterMs: 12, reason: "no-answer" },
  acknowledgement: { state: "delivered", reason: null, sentAfterMs: 40, texts: 1 },
  transcript: "ready",
  assessment: { urgency: "high", quotes: ["no hot water"], quotesStand: true },
  callback: {
    ownerName: "Maya",
    backupName: null,
    ownerByRule: true,
    dueAt: startedAt.add({ minutes: 15 }),
    clockPlanned: true,
    closed: true,
  },
  ownerTold: true,
};
const soon = startedAt.add({ seconds: 30 });
const judge = (change: Partial<DrillEvidence>, now = soon) => judgeDrill({ ...complete, ...change }, now);
const callback = (change: Partial<NonNullable<DrillEvidence["callback"]>>) => ({
  callback: complete.callback && { ...complete.callback, ...change },
});

test("a drill that went through the whole loop passes, each check with what the ledger shows", () => {
  const checks = judge({});
  expect(drillState(checks)).toBe("passed");
  expect(checks.detect).toEqual({
    state: "passed",
    words: "Missed (no answer), noticed 12 ms after the provider's event.",
    afterMs: 12,
  });
  expect(checks.urgency.words).toBe("Urgency high, because: “no hot water”.");
});

test("what has not come yet is waited for, and is a failure when the drill gives up", () => {
  const waiting = judgeDrill(nothingYet, soon);
  expect(Object.values(waiting).map(({ state }) => state)).toEqual(Array(5).fill("waiting"));
  expect(drillState(waiting)).toBe("running");
  const over = judgeDrill(nothingYet, nothingYet.givesUpAt);
  expect(Object.values(over).map(({ state }) => state)).toEqual(Array(5).fill("failed"));
});

test("the callback is closed only after everything before it was judged", () => {
  expect(mayCloseDrill(judge(callback({ closed: false })))).toBe(true);
  expect(judge(callback({ closed: false })).loop.state).toBe("waiting");
  expect(mayCloseDrill(judge({ ...callback({ closed: false }), assessment: null }))).toBe(false);
});

test.each<[keyof ReturnType<typeof judge>, Partial<DrillEvidence>]>([
  ["detect", { call: { outcome: "answered", ended: true, detectedAfterMs: null, reason: null } }],
  ["detect", { call: { outcome: "missed", ended: true, detectedAfterMs: 1_001, reason: "no-answer" } }],
  ["acknowledge", { acknowledgement: { state: "sent", reason: null, sentAfterMs: 9, texts: 2 } }],
  ["acknowledge", { acknowledgement: { state: "suppressed", reason: "not-registered", sentAfterMs: null, texts: 1 } }],
  ["urgency", { transcript: "no-speech", assessment: null }],
  ["urgency", { assessment: { urgency: "unknown", quotes: [], quotesStand: true } }],
  ["urgency", { assessment: { urgency: "high", quotes: ["made up"], quotesStand: false } }],
  ["ownership", callback({ ownerByRule: false })],
  ["ownership", callback({ ownerName: null })],
  ["loop", callback({ dueAt: null })],
  ["loop", { ownerTold: "refused" }],
  ["loop", { ownerTold: false }],
])("%s fails where the ledger shows a fault", (name, change) => {
  expect(judge(change)[name].state).toBe("failed");
  expect(drillState(judge(change))).toBe("failed");
});

test("texts that are switched off are no failure", () => {
  expect(judge({ acknowledgement: null, acknowledgementEnabled: false }).acknowledge.state).toBe("not-needed");
  expect(drillState(judge({ acknowledgement: null, acknowledgementEnabled: false }))).toBe("passed");
});

test("a text of unknown outcome is waited for, never called sent", () => {
  expect(
    judge({ acknowledgement: { state: "unknown", reason: null, sentAfterMs: null, texts: 1 } }).acknowledge.state,
  ).toBe("waiting");
});
