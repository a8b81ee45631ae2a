import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallEvent, EndStatus, LegStatus } from "./call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "./call-facts.ts";
import { judgeCall } from "./missed-call.ts";

const start = Temporal.Instant.from("2026-11-20T20:02:00Z");
const at = fc.integer({ min: 0, max: 600 }).map((seconds) => start.add({ seconds }));
const legId = fc.constantFrom("leg-1", "leg-2");
const endStatus = fc.constantFrom<EndStatus>("completed", "busy", "no-answer", "canceled", "failed");
const legStatus = fc.constantFrom<LegStatus>(
  "initiated",
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "no-answer",
  "canceled",
  "failed",
);

/** Any event, sensible or not: a provider's webhooks are not either. */
const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({
    kind: fc.constant("arrived" as const),
    at,
    from: fc.constantFrom("+13125550117", "anonymous"),
    to: fc.constant("+13125550199"),
    forwardedFrom: fc.constantFrom(null, "+13125550100"),
    callerName: fc.constantFrom(null, "DANA"),
    callerIdTrust: fc.constantFrom("verified" as const, "none" as const),
  }),
  fc.record({
    kind: fc.constant("leg-progress" as const),
    at,
    legId,
    to: fc.constantFrom("+1", "+2"),
    status: legStatus,
    sequence: fc.constant(null),
  }),
  fc.record({ kind: fc.constant("leg-accepted" as const), at, legId, memberId: fc.constantFrom("maya", "luis") }),
  fc.record({
    kind: fc.constant("dial-ended" as const),
    at,
    status: endStatus,
    bridged: fc.constantFrom(true, false, null),
    legId: fc.constantFrom(null, "leg-1"),
    talkSeconds: fc.constantFrom(null, 12),
  }),
  fc.record({
    kind: fc.constant("voicemail-left" as const),
    at,
    recordingId: fc.constantFrom(null, "rec"),
    durationSeconds: fc.constantFrom(null, 7),
  }),
  fc.record({
    kind: fc.constant("recording-ready" as const),
    at,
    recordingId: fc.constantFrom("rec", "rec-2"),
    durationSeconds: fc.constant(7),
    state: fc.constantFrom("ready" as const, "absent" as const),
  }),
  fc.record({
    kind: fc.constant("transcript-ready" as const),
    at,
    transcriptId: fc.constant("tr"),
    recordingId: fc.constant("rec"),
    text: fc.constant("hello"),
    state: fc.constant("ready" as const),
  }),
  fc.record({ kind: fc.constant("ended" as const), at, status: endStatus, durationSeconds: fc.constantFrom(null, 31) }),
  fc.record({ kind: fc.constant("system-failed" as const), at, code: fc.constantFrom("11200", "11205") }),
);

const fold = (events: readonly CallEvent[]): CallFacts => events.reduce(mergeCallEvent, noFacts);

describe("the fold of a call", () => {
  test("gives the same facts in any order", () => {
    fc.assert(
      fc.property(
        fc
          .array(anyEvent, { maxLength: 12 })
          .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
        ([events, shuffled]) => {
          expect(fold(shuffled)).toEqual(fold(events));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("changes nothing when an event comes again, at any time", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 10 }), fc.nat(), (events, which) => {
        const again = events[which % events.length];
        expect(again && mergeCallEvent(fold(events), again)).toEqual(fold(events));
      }),
    );
  });

  test("survives being stored as JSON", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 10 }), (events) => {
        expect(JSON.parse(JSON.stringify(fold(events)))).toEqual(fold(events));
      }),
    );
  });

  test("a call that has ended is answered or missed, with a reason exactly when missed", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 10 }), at, endStatus, (events, when, status) => {
        const verdict = judgeCall(fold([...events, { kind: "ended", at: when, status, durationSeconds: null }]));
        expect(verdict.state).toBe("ended");
        expect(verdict.outcome).not.toBeNull();
        expect(verdict.missReason !== null).toBe(verdict.outcome === "missed");
      }),
    );
  });

  test("nobody is said to have answered who did not accept", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
        const verdict = judgeCall(fold(events.filter((event) => event.kind !== "leg-accepted")));
        expect(verdict.outcome).not.toBe("answered");
      }),
    );
  });
});
