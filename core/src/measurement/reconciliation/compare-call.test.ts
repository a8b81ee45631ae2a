import fc from "fast-check";
import { expect, test } from "vitest";
import type { CallEvent } from "#calls/call-event.ts";
import { mergeCallEvent, noFacts } from "#calls/call-facts.ts";
import { type CallSurroundings, compareCall, type LoggedInbound } from "./compare-call.ts";
import { logOpinion, mayContradict } from "./log-opinion.ts";
import { missingEvents } from "./missing-events.ts";

const start = Temporal.Instant.from("2026-11-18T15:00:00Z");
const after = (seconds: number) => start.add({ seconds });
const later = after(660);

const arrived: CallEvent = {
  kind: "arrived",
  at: start,
  from: "+13125550117",
  to: "+13125550199",
  forwardedFrom: null,
  callerName: null,
  callerIdTrust: "none",
};
const leg = (status: "no-answer" | "completed" | "busy", legId = "leg-1"): CallEvent => ({
  kind: "leg-progress",
  at: after(20),
  legId,
  to: "+13125550142",
  status,
  sequence: null,
});
const dial = (status: "no-answer" | "completed", bridged: boolean | null): CallEvent => ({
  kind: "dial-ended",
  at: after(25),
  status,
  bridged,
  legId: "leg-1",
  talkSeconds: null,
});
const ended: CallEvent = { kind: "ended", at: after(30), status: "completed", durationSeconds: 30 };

function logged(...events: CallEvent[]): LoggedInbound {
  const all = [arrived, ...events];
  return {
    callId: "CA1",
    arrivedAt: start,
    from: "+13125550117",
    to: "+13125550199",
    ended: events.some(({ kind }) => kind === "ended"),
    events: all,
  };
}
const around: CallSurroundings = { now: later, numberIsOurs: true, copies: 1, hasTwin: false };
const missed = { outcome: "missed", ended: true } as const;
const answered = { outcome: "answered", ended: true } as const;
const kinds = (...comparison: Parameters<typeof compareCall>) => {
  const found = compareCall(...comparison);
  return found.result === "differ" ? found.gaps.map(({ kind }) => kind) : found.result;
};

test("a call of their log that we never heard of is entered", () => {
  expect(compareCall(logged(leg("no-answer"), ended), null, around)).toEqual({
    result: "differ",
    gaps: [{ kind: "never-heard", repair: "enter" }],
  });
});

test("a call whose end is missing here takes it from their log", () => {
  expect(compareCall(logged(ended), { outcome: null, ended: false }, around)).toEqual({
    result: "differ",
    gaps: [{ kind: "end-missing", repair: "fold" }],
  });
});

test("a log that knows no bridge contradicts neither an accepted call nor a missed one", () => {
  const picked = logged(leg("completed"), dial("completed", null), ended);
  expect(kinds(picked, answered, around)).toBe("match");
  expect(kinds(picked, missed, around)).toBe("match");
});

test("a log that proves the contrary does", () => {
  expect(kinds(logged(leg("no-answer"), dial("no-answer", null), ended), answered, around)).toEqual([
    "answered-only-here",
  ]);
  expect(kinds(logged(leg("completed"), dial("completed", true), ended), missed, around)).toEqual([
    "answered-only-there",
  ]);
  expect(kinds(logged(leg("no-answer"), leg("busy", "leg-2"), ended), answered, around)).toEqual([
    "answered-only-here",
  ]);
});

test("a difference is no gap while the call goes on or webhooks may be under way", () => {
  expect(kinds(logged(ended), null, { ...around, now: after(60) })).toBe("wait");
  expect(kinds(logged(leg("no-answer"), ended), answered, { ...around, now: after(300) })).toBe("wait");
  expect(kinds(logged(leg("completed")), null, around)).toBe("wait");
  expect(kinds(logged(leg("completed")), null, { ...around, now: after(5 * 3600) })).toEqual(["never-heard"]);
});

test("a call to a number that is not ours is shown and does not enter the loop", () => {
  const unknown = { ...around, numberIsOurs: false };
  expect(compareCall(logged(ended), null, unknown)).toEqual({
    result: "differ",
    gaps: [{ kind: "unknown-number", repair: null }],
  });
  expect(kinds(logged(ended), missed, unknown)).toEqual(["unknown-number"]);
});

test("two entries for one call are a duplicate, and nothing is entered", () => {
  expect(kinds(logged(ended), null, { ...around, hasTwin: true })).toEqual(["duplicate"]);
  expect(kinds(logged(ended), missed, { ...around, copies: 2 })).toEqual(["duplicate"]);
});

test("what a phone system says itself goes before what its legs show", () => {
  const reported = (outcome: "answered" | "missed"): CallEvent => ({
    kind: "outcome-reported",
    at: after(30),
    outcome,
    reason: null,
    answeredBy: null,
    ringSeconds: null,
    talkSeconds: null,
  });
  expect(logOpinion([arrived, leg("no-answer"), reported("answered"), ended])).toBe("answered");
  expect(logOpinion([arrived, leg("completed"), reported("missed"), ended])).toBe("missed");
});

test("a machine on a bridged line is no person", () => {
  const machine: CallEvent = { kind: "machine-answered", at: after(21), legId: "leg-1" };
  expect(logOpinion([arrived, leg("completed"), machine, dial("completed", true), ended])).toBe(null);
});

const someEvent = fc.constantFrom<CallEvent>(
  arrived,
  leg("no-answer"),
  leg("completed"),
  leg("busy", "leg-2"),
  dial("no-answer", false),
  dial("completed", true),
  { kind: "leg-accepted", at: after(22), legId: "leg-1", memberId: "m" },
  { kind: "machine-answered", at: after(22), legId: "leg-2" },
  { kind: "voicemail-left", at: after(28), recordingId: "RE1", durationSeconds: 5 },
  { kind: "recording-ready", at: after(29), recordingId: "RE1", durationSeconds: 5, state: "ready" },
  { kind: "queue-joined", at: after(5), queue: "sales" },
  { kind: "queue-left", at: after(9), queue: "sales", result: "abandoned", waitedSeconds: 4 },
  { kind: "menu-left", at: after(2), result: "abandoned" },
  { kind: "queue-left", at: after(9), queue: "help", result: "answered", waitedSeconds: 4 },
  { kind: "system-failed", at: after(3), code: "11200" },
  { kind: "ended", at: after(31), status: "canceled", durationSeconds: null },
  {
    kind: "outcome-reported",
    at: after(30),
    outcome: "answered",
    reason: null,
    answeredBy: null,
    ringSeconds: null,
    talkSeconds: null,
  },
  {
    kind: "outcome-reported",
    at: after(29),
    outcome: "missed",
    reason: null,
    answeredBy: null,
    ringSeconds: null,
    talkSeconds: null,
  },
  ended,
);

test("of a log that says what we heard nothing is missing, whatever came twice and in whatever order", () => {
  fc.assert(
    fc.property(fc.array(someEvent), fc.array(someEvent), (heard, more) => {
      const facts = [...heard, ...more].reduce(mergeCallEvent, noFacts);
      expect(missingEvents(facts, heard)).toEqual([]);
    }),
  );
});

test("folding in what is missing leaves nothing missing", () => {
  fc.assert(
    fc.property(fc.array(someEvent), fc.array(someEvent), (heard, log) => {
      const facts = heard.reduce(mergeCallEvent, noFacts);
      const whole = missingEvents(facts, log).reduce(mergeCallEvent, facts);
      expect(missingEvents(whole, log)).toEqual([]);
    }),
  );
});

test("the quick look misses no opinion that contradicts", () => {
  fc.assert(
    fc.property(fc.array(someEvent), fc.constantFrom("answered" as const, "missed" as const), (log, outcome) => {
      const theirs = logOpinion(log);
      if (theirs !== null && theirs !== outcome) expect(mayContradict(log, outcome)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
