import { expect, test } from "vitest";
import type { CallEvent } from "./call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "./call-facts.ts";
import type { CallRoute } from "./call-route.ts";
import { judgeCall } from "./missed-call.ts";

const start = Temporal.Instant.from("2026-11-20T20:02:00Z");
const s = (seconds: number) => start.add({ seconds });
const ring: CallRoute = { kind: "ring-group", memberIds: ["maya", "luis"], acceptWithoutKey: false };
const closed: CallRoute = { kind: "voicemail", because: "after-hours" };

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
const ended = (seconds: number, status: "completed" | "no-answer" = "completed"): CallEvent => ({
  kind: "ended",
  at: s(seconds),
  status,
  durationSeconds: seconds,
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
    "voicemail-answered",
  ],
  [
    "accepted, and the caller's end is not the answered kind",
    ring,
    [arrived, accepted(9), ended(9, "no-answer")],
    "missed",
    "abandoned-while-ringing",
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
