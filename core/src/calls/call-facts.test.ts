import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallEvent, EndStatus, LegStatus, QueueResult } from "./call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "./call-facts.ts";
import { judgeCall } from "./missed-call.ts";
import { whoWasTried } from "./who-was-tried.ts";

const start = Temporal.Instant.from("2026-11-20T20:02:00Z");
// Often the same moment: what comes together is where order could matter.
const at = fc
  .oneof(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 600 }))
  .map((seconds) => start.add({ seconds }));
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
    callerIdTrust: fc.constantFrom("verified" as const, "partial" as const, "failed" as const, "none" as const),
  }),
  fc.record({
    kind: fc.constant("leg-progress" as const),
    at,
    legId,
    to: fc.constantFrom("+1", "+2"),
    status: legStatus,
    sequence: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant("leg-accepted" as const),
    at,
    legId,
    memberId: fc.constantFrom("maya", "luis"),
    round: fc.constantFrom(undefined, 1 as const, 2 as const),
  }),
  fc.record({
    kind: fc.constant("dial-ended" as const),
    at,
    status: endStatus,
    bridged: fc.constantFrom(true, false, null),
    legId: fc.constantFrom(null, "leg-1"),
    talkSeconds: fc.constantFrom(null, 12),
    round: fc.constantFrom(undefined, 1 as const, 2 as const),
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
  fc.record({ kind: fc.constant("queue-joined" as const), at, queue: fc.constantFrom("sales", "service") }),
  fc.record({
    kind: fc.constant("queue-left" as const),
    at,
    queue: fc.constantFrom("sales", "service"),
    result: fc.constantFrom<QueueResult>("answered", "abandoned", "timed-out", "full", "no-agents", "failed"),
    waitedSeconds: fc.constantFrom(null, 5),
  }),
  fc.record({
    kind: fc.constant("menu-left" as const),
    at,
    result: fc.constantFrom("chose" as const, "abandoned" as const, "no-input" as const),
  }),
  fc.record({ kind: fc.constant("machine-answered" as const), at, legId }),
  fc.record({
    kind: fc.constant("outcome-reported" as const),
    at,
    outcome: fc.constantFrom("answered" as const, "missed" as const),
    reason: fc.constantFrom(null, "busy" as const, "unknown" as const),
    answeredBy: fc.constantFrom(null, "Maya"),
    ringSeconds: fc.constantFrom(null, 9),
    talkSeconds: fc.constantFrom(null, 40),
  }),
  fc.record({ kind: fc.constant("ended" as const), at, status: endStatus, durationSeconds: fc.constantFrom(null, 31) }),
  fc.record({ kind: fc.constant("system-failed" as const), at, code: fc.constantFrom("11200", "11205") }),
);

/** The same, with every object's keys the other way round. */
function turned<Value>(value: Value): Value {
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  ) as Value; // the same keys
}

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

  test("gives the same facts when the database gave them back with their keys in another order", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) => {
        const viaStore = events.reduce<CallFacts>((facts, event) => turned(mergeCallEvent(facts, event)), noFacts);
        expect(viaStore).toEqual(fold(events));
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
        const facts = fold(events.filter(({ kind }) => kind !== "leg-accepted"));
        const route = { kind: "ring-group", memberIds: [], acceptWithoutKey: false } as const;
        expect(judgeCall({ ...facts, route }).outcome).not.toBe("answered");
      }),
    );
  });

  test("a call routed elsewhere is answered by a bridge, an agent of a queue or its own word, and by nothing else", () => {
    const proves = (event: CallEvent) =>
      event.kind === "leg-accepted" ||
      (event.kind === "dial-ended" && event.bridged === true) ||
      (event.kind === "queue-left" && event.result === "answered") ||
      (event.kind === "outcome-reported" && event.outcome === "answered");
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
        const facts = fold(events.filter((event) => !proves(event)));
        expect(judgeCall({ ...facts, route: { kind: "elsewhere" } }).outcome).not.toBe("answered");
      }),
    );
  });

  test("lists each phone once, however often and in whatever order it reported", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 14 }), (events) => {
        const tried = whoWasTried(fold(events));
        expect(new Set(tried.map((phone) => phone.legId)).size).toBe(tried.length);
        expect(whoWasTried(fold(events.toReversed()))).toEqual(tried);
      }),
    );
  });
});

test("a log, which knows less of a caller and counts in whole seconds, takes nothing away", () => {
  const heard = {
    kind: "arrived",
    at: start.add({ milliseconds: 400 }),
    from: "+13125550117",
    to: "+13125550199",
    forwardedFrom: "+13125550100",
    callerName: "DANA",
    callerIdTrust: "failed",
  } as const;
  const logged = { ...heard, at: start, forwardedFrom: null, callerName: null, callerIdTrust: "none" } as const;
  const { arrived } = [heard, logged].reduce(mergeCallEvent, noFacts);
  expect(arrived).toEqual({
    at: "2026-11-20T20:02:00Z",
    from: "+13125550117",
    to: "+13125550199",
    forwardedFrom: "+13125550100",
    callerName: "DANA",
    callerIdTrust: "failed",
  });
});
