import { describe, expect, test } from "vitest";
import type { CallEvent, EndStatus, QueueResult } from "./call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "./call-facts.ts";
import type { CallRoute } from "./call-route.ts";
import { judgeCall, type MissReason } from "./missed-call.ts";
import { reasonRules } from "./why-missed.ts";

const start = Temporal.Instant.from("2026-11-20T20:02:00Z");
const s = (seconds: number) => start.add({ seconds });
const ring: CallRoute = { kind: "ring-group", memberIds: ["maya", "luis"], acceptWithoutKey: false };
const closed: CallRoute = { kind: "voicemail", because: "after-hours" };
const elsewhere: CallRoute = { kind: "elsewhere" };

const arrived: CallEvent = {
  kind: "arrived",
  at: s(0),
  from: "+13125550117",
  to: "+13125550199",
  forwardedFrom: null,
  callerName: null,
  callerIdTrust: "verified",
};
const leg = (
  seconds: number,
  status: "ringing" | "in-progress" | "completed" | "busy" | "no-answer" | "failed" | "canceled",
  legId = "leg-1",
): CallEvent => ({ kind: "leg-progress", at: s(seconds), legId, to: "+13125550142", status, sequence: null });
const accepted = (seconds: number): CallEvent => ({
  kind: "leg-accepted",
  at: s(seconds),
  legId: "leg-1",
  memberId: "maya",
});
const dialEnded = (
  seconds: number,
  status: "completed" | "no-answer" | "busy" | "failed" | "canceled",
  bridged: boolean | null,
): CallEvent => ({ kind: "dial-ended", at: s(seconds), status, bridged, legId: "leg-1", talkSeconds: null });
const ended = (seconds: number, status: EndStatus = "completed"): CallEvent => ({
  kind: "ended",
  at: s(seconds),
  status,
  durationSeconds: seconds,
});
const machine = (seconds: number, legId = "leg-1"): CallEvent => ({ kind: "machine-answered", at: s(seconds), legId });
const queued = (seconds: number, queue = "sales"): CallEvent => ({ kind: "queue-joined", at: s(seconds), queue });
const leftQueue = (seconds: number, result: QueueResult, queue = "sales"): CallEvent => ({
  kind: "queue-left",
  at: s(seconds),
  queue,
  result,
  waitedSeconds: seconds,
});
const reported = (
  outcome: "answered" | "missed",
  reason: MissReason | null = null,
  more: { ringSeconds?: number; talkSeconds?: number } = {},
): CallEvent => ({
  kind: "outcome-reported",
  at: s(60),
  outcome,
  reason,
  answeredBy: outcome === "answered" ? "Maya" : null,
  ringSeconds: more.ringSeconds ?? null,
  talkSeconds: more.talkSeconds ?? null,
});
const voicemail: CallEvent = { kind: "voicemail-left", at: s(40), recordingId: "rec", durationSeconds: 7 };

function judge(route: CallRoute | null, events: readonly CallEvent[]) {
  const facts: CallFacts = route ? { ...noFacts, route } : noFacts;
  return judgeCall(events.reduce(mergeCallEvent, facts));
}

test.each<[string, CallRoute | null, CallEvent[], "answered" | "missed" | null, string | null]>([
  ["phones ring", ring, [arrived, leg(1, "ringing")], null, null],
  [
    "a person pressed 1 and talks",
    ring,
    [arrived, leg(1, "ringing"), leg(6, "in-progress"), accepted(8)],
    "answered",
    null,
  ],
  [
    "a person pressed 1, talked, hung up",
    ring,
    [arrived, leg(6, "in-progress"), accepted(8), dialEnded(90, "completed", true), ended(90)],
    "answered",
    null,
  ],
  [
    "nobody picked up",
    ring,
    [arrived, leg(1, "ringing"), leg(21, "no-answer"), dialEnded(21, "no-answer", false)],
    "missed",
    "no-answer",
  ],
  [
    "the mobile's own voicemail picked up",
    ring,
    [arrived, leg(6, "in-progress"), leg(20, "completed"), dialEnded(20, "completed", false)],
    "missed",
    "voicemail-answered",
  ],
  [
    "all phones busy",
    ring,
    [arrived, leg(1, "busy"), leg(1, "busy", "leg-2"), dialEnded(2, "busy", false)],
    "missed",
    "busy",
  ],
  [
    "the caller hung up while it rang",
    ring,
    [arrived, leg(1, "ringing"), ended(5, "no-answer")],
    "missed",
    "abandoned-while-ringing",
  ],
  [
    "the caller hung up before anything rang",
    ring,
    [arrived, ended(1, "no-answer")],
    "missed",
    "abandoned-while-ringing",
  ],
  [
    "the person pressed 1 when the caller was gone",
    ring,
    [arrived, leg(6, "in-progress"), accepted(9), dialEnded(9, "completed", false), ended(9)],
    "missed",
    "not-connected",
  ],
  [
    "accepted, and the caller's end is not the answered kind",
    ring,
    [arrived, accepted(9), ended(9, "no-answer")],
    "missed",
    "not-connected",
  ],
  [
    "pressed 1 as the caller hung up, and a log without a bridged flag says that the phone completed",
    ring,
    [arrived, leg(6, "completed"), accepted(9), dialEnded(9, "completed", null), ended(9, "no-answer")],
    "missed",
    "not-connected",
  ],
  [
    "pressed 1 as the caller hung up, and a system without a bridged flag says that the dial did not complete",
    ring,
    [arrived, leg(6, "in-progress"), accepted(9), dialEnded(9, "no-answer", null), ended(9)],
    "missed",
    "not-connected",
  ],
  [
    "pressed 1, and a system without a bridged flag says that the dial completed",
    ring,
    [arrived, leg(6, "in-progress"), accepted(9), dialEnded(40, "completed", null), ended(40)],
    "answered",
    null,
  ],
  ["closed: straight to voicemail", closed, [arrived], "missed", "after-hours"],
  [
    "forwarded: already a miss",
    { kind: "voicemail", because: "forwarded" },
    [arrived, ended(30)],
    "missed",
    "no-answer",
  ],
  ["nobody on duty", { kind: "voicemail", because: "no-agent-on-duty" }, [arrived], "missed", "no-agent-on-duty"],
  [
    "our server failed",
    ring,
    [arrived, { kind: "system-failed", at: s(16), code: "11205" }, ended(40)],
    "missed",
    "system-failure",
  ],
  [
    "the phones could not be reached at all",
    ring,
    [arrived, leg(1, "failed"), dialEnded(2, "failed", false)],
    "missed",
    "system-failure",
  ],
  [
    "a voicemail is there though its dial webhook never came",
    ring,
    [arrived, leg(1, "ringing"), voicemail],
    "missed",
    "no-answer",
  ],
  ["only the end was heard", null, [ended(30)], "missed", "abandoned-while-ringing"],
  ["canceled before any leg or route", null, [ended(0, "canceled")], "missed", "abandoned-while-ringing"],
  ["failed before anything rang", ring, [arrived, ended(1, "failed")], "missed", "system-failure"],
  [
    "the network says that a machine picked up, and bridged it",
    { ...ring, acceptWithoutKey: true },
    [arrived, leg(6, "in-progress"), machine(7), dialEnded(50, "completed", true), ended(50)],
    "missed",
    "voicemail-answered",
  ],
  [
    "a person presses 1 while the voicemail runs",
    ring,
    [arrived, leg(1, "no-answer"), dialEnded(21, "no-answer", null), voicemail, accepted(45), ended(90)],
    "answered",
    null,
  ],
])("%s", (_what, route, events, outcome, reason) => {
  expect(judge(route, events)).toMatchObject({ outcome, missReason: reason });
});

test("without the accept key a bridged call counts as answered", () => {
  const route: CallRoute = { ...ring, acceptWithoutKey: true };
  expect(judge(route, [arrived, leg(6, "in-progress"), dialEnded(50, "completed", true)])).toMatchObject({
    outcome: "answered",
  });
});

test("how long it rang is from the first phone to the end of ringing", () => {
  expect(
    judge(ring, [arrived, leg(1, "ringing"), leg(2, "ringing", "leg-2"), dialEnded(23, "no-answer", false), ended(60)])
      .rangSeconds,
  ).toBe(22);
});

describe("a call that another phone system routes", () => {
  test.each<[string, CallEvent[], "answered" | "missed" | null, string | null]>([
    ["goes on after a dial that failed", [arrived, leg(1, "no-answer"), dialEnded(20, "no-answer", false)], null, null],
    [
      "is answered by a bridge, whichever dial made it",
      [
        arrived,
        dialEnded(20, "no-answer", false),
        { ...dialEnded(30, "completed", true), legId: "leg-2" } as CallEvent,
      ],
      "answered",
      null,
    ],
    ["is answered out of a queue", [arrived, queued(1), leftQueue(20, "answered")], "answered", null],
    [
      "is answered on the second time in one queue",
      [arrived, queued(1), leftQueue(9, "timed-out"), leftQueue(20, "answered"), ended(60)],
      "answered",
      null,
    ],
    [
      "is missed when a machine was bridged",
      [arrived, machine(5), dialEnded(5, "completed", true), ended(30)],
      "missed",
      "voicemail-answered",
    ],
    [
      "is missed when a machine took it out of the queue",
      [arrived, machine(5), leftQueue(5, "answered"), ended(30)],
      "missed",
      "voicemail-answered",
    ],
    [
      "is answered by the person whom it rang after a machine",
      [
        arrived,
        machine(5),
        dialEnded(5, "completed", true),
        { ...dialEnded(40, "completed", true), legId: "leg-2" } as CallEvent,
      ],
      "answered",
      null,
    ],
    ["is missed when it only says completed", [arrived, leg(2, "completed"), ended(90)], "missed", "unknown"],
    ["is missed when only its end is known", [arrived, ended(90)], "missed", "unknown"],
    ["is missed in its mailbox", [arrived, leg(2, "no-answer"), voicemail], "missed", "no-answer"],
    ["canceled early", [arrived, ended(0, "canceled")], "missed", "abandoned-while-ringing"],
    ["given up while phones rang", [arrived, leg(1, "ringing"), ended(9)], "missed", "abandoned-while-ringing"],
    [
      "given up in the queue",
      [arrived, queued(1), leg(5, "no-answer"), leftQueue(30, "abandoned")],
      "missed",
      "abandoned-in-queue",
    ],
    ["gone from a queue without a word", [arrived, queued(1), ended(30)], "missed", "abandoned-in-queue"],
    [
      "given up in the menu",
      [arrived, { kind: "menu-left", at: s(9), result: "abandoned" }],
      "missed",
      "abandoned-in-menu",
    ],
    [
      "given up in the second menu",
      [
        arrived,
        { kind: "menu-left", at: s(9), result: "chose" },
        { kind: "menu-left", at: s(20), result: "abandoned" },
      ],
      "missed",
      "abandoned-in-menu",
    ],
    ["nobody in the queue", [arrived, queued(1), leftQueue(2, "no-agents"), ended(5)], "missed", "no-agent-on-duty"],
    ["the queue was full", [arrived, leftQueue(2, "full"), ended(5)], "missed", "busy"],
    ["the queue failed", [arrived, leftQueue(2, "failed"), ended(5)], "missed", "system-failure"],
    ["the queue gave up", [arrived, queued(1), leftQueue(60, "timed-out"), ended(65)], "missed", "no-answer"],
    [
      "picked up and never connected",
      [arrived, leg(4, "in-progress"), dialEnded(5, "failed", false), ended(6)],
      "missed",
      "not-connected",
    ],
    ["its own word counts", [arrived, reported("answered")], "answered", null],
    ["its own word counts, with its reason", [arrived, reported("missed", "after-hours")], "missed", "after-hours"],
    ["missed without a reason", [arrived, reported("missed")], "missed", "no-answer"],
    [
      "a bridge beats its word",
      [arrived, dialEnded(5, "completed", true), reported("missed", "busy")],
      "answered",
      null,
    ],
    ["a machine beats its word", [arrived, machine(5), reported("answered")], "missed", "voicemail-answered"],
    ["a mailbox beats its word", [arrived, voicemail, reported("answered")], "missed", "no-answer"],
    [
      "a caller who gave up beats its word",
      [arrived, leftQueue(9, "abandoned"), reported("answered")],
      "missed",
      "abandoned-in-queue",
    ],
    [
      "what it did beats the reason it gives",
      [arrived, leftQueue(9, "abandoned"), reported("missed", "no-answer")],
      "missed",
      "abandoned-in-queue",
    ],
  ])("%s", (_what, events, outcome, reason) => {
    expect(judge(elsewhere, events)).toMatchObject({ outcome, missReason: reason });
  });

  test("is judged by its own word also when its arrival got lost", () => {
    expect(judge(null, [reported("answered")])).toMatchObject({ outcome: "answered", answeredBy: { name: "Maya" } });
  });
});

test("every line of the precedence decides some call, and only the last always holds", () => {
  const facts = (route: CallRoute | null, events: CallEvent[]) =>
    events.reduce(mergeCallEvent, route ? { ...noFacts, route } : noFacts);
  const calls = [
    facts(ring, [arrived, { kind: "system-failed", at: s(1), code: "1" }]),
    facts(closed, [arrived]),
    facts({ kind: "voicemail", because: "no-agent-on-duty" }, [arrived]),
    facts({ kind: "voicemail", because: "forwarded" }, [arrived]),
    facts(ring, [arrived, accepted(3), dialEnded(3, "completed", false)]),
    facts(elsewhere, [arrived, { kind: "menu-left", at: s(9), result: "abandoned" }]),
    facts(elsewhere, [arrived, leftQueue(9, "abandoned")]),
    facts(elsewhere, [arrived, leftQueue(9, "no-agents"), ended(9)]),
    facts(elsewhere, [arrived, machine(9), ended(9)]),
    facts(elsewhere, [arrived, reported("missed", "busy")]),
    facts(ring, [arrived, ended(1)]),
    facts(ring, [arrived, leg(1, "failed"), dialEnded(2, "failed", false)]),
    facts(ring, [arrived, leg(1, "completed"), dialEnded(2, "completed", false)]),
    facts(ring, [arrived, leg(1, "busy"), dialEnded(2, "busy", false)]),
    facts(ring, [arrived, leg(1, "canceled"), dialEnded(2, "canceled", false)]),
    facts(ring, [arrived, leg(1, "no-answer"), dialEnded(2, "no-answer", false)]),
    facts(ring, [arrived, voicemail]),
  ];
  expect(calls.map((call) => reasonRules.findIndex(({ when }) => when(call)))).toEqual(
    reasonRules.map((_, line) => line),
  );
  expect(reasonRules.filter(({ when }) => when(noFacts)).map(({ reason }) => reason)).toEqual(["unknown"]);
});

test.each<[string, CallRoute, CallEvent[], number | null, boolean]>([
  ["soon", ring, [arrived, leg(1, "ringing"), accepted(8)], 8, false],
  ["late", ring, [arrived, leg(1, "ringing"), accepted(45)], 45, true],
  ["out of a queue", elsewhere, [arrived, queued(2), leftQueue(31, "answered")], 31, true],
  ["while the voicemail ran", elsewhere, [arrived, voicemail, dialEnded(38, "completed", true)], 38, true],
  [
    "while the voicemail ran, soon",
    elsewhere,
    [arrived, { ...voicemail, at: s(20) }, dialEnded(22, "completed", true)],
    22,
    true,
  ],
  ["by its own word", elsewhere, [arrived, reported("answered", null, { ringSeconds: 7 })], 7, false],
  [
    "with the end of the talk known",
    elsewhere,
    [arrived, { ...dialEnded(90, "completed", true), talkSeconds: 80 } as CallEvent],
    10,
    false,
  ],
  ["never", ring, [arrived, leg(1, "ringing"), dialEnded(21, "no-answer", false), voicemail, ended(50)], 21, false],
  ["never, and hung up", elsewhere, [arrived, leg(1, "ringing"), ended(17)], 17, false],
  ["not yet", ring, [arrived, leg(1, "ringing")], null, false],
])("how long the caller waited, answered %s", (_how, route, events, waitedSeconds, answeredLate) => {
  const facts = events.reduce(mergeCallEvent, { ...noFacts, route } as CallFacts);
  expect(judgeCall(facts, { lateAnswerSeconds: 30 })).toMatchObject({ waitedSeconds, answeredLate });
});
