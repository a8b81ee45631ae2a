import { expect, test } from "vitest";
import type { CallEvent, LegStatus } from "./call-event.ts";
import { mergeCallEvent, noFacts } from "./call-facts.ts";
import { whoWasTried } from "./who-was-tried.ts";

const start = Temporal.Instant.from("2026-11-20T20:02:00Z");
const s = (seconds: number) => start.add({ seconds });
const leg = (seconds: number, legId: string, status: LegStatus): CallEvent => ({
  kind: "leg-progress",
  at: s(seconds),
  legId,
  to: `phone-${legId}`,
  status,
  sequence: null,
});

test("each phone is told with how long it rang and what became of it", () => {
  const events: CallEvent[] = [
    leg(1, "a", "ringing"),
    leg(1, "b", "ringing"),
    leg(2, "c", "busy"),
    leg(3, "d", "ringing"),
    leg(9, "b", "in-progress"),
    { kind: "machine-answered", at: s(10), legId: "b" },
    leg(21, "a", "no-answer"),
    { kind: "leg-accepted", at: s(25), legId: "e", memberId: "maya" },
    { kind: "dial-ended", at: s(60), status: "completed", bridged: true, legId: "e", talkSeconds: 35 },
    { kind: "ended", at: s(60), status: "completed", durationSeconds: 60 },
  ];
  expect(whoWasTried(events.reduce(mergeCallEvent, noFacts))).toEqual([
    { legId: "a", to: "phone-a", memberId: null, rangSeconds: 20, became: "no-answer" },
    { legId: "b", to: "phone-b", memberId: null, rangSeconds: 8, became: "machine" },
    { legId: "c", to: "phone-c", memberId: null, rangSeconds: 0, became: "busy" },
    { legId: "d", to: "phone-d", memberId: null, rangSeconds: 57, became: "stopped" },
    { legId: "e", to: null, memberId: "maya", rangSeconds: 0, became: "answered" },
  ]);
});

test("a phone that rings has no length yet", () => {
  expect(whoWasTried(mergeCallEvent(noFacts, leg(1, "a", "ringing")))).toMatchObject([
    { rangSeconds: null, became: "ringing" },
  ]);
});
