import { expect, test } from "vitest";
import type { CallEvent, EndStatus } from "./call-event.ts";
import { mergeCallEvent, noFacts } from "./call-facts.ts";
import type { CallRoute } from "./call-route.ts";
import { endOfRinging } from "./end-of-ringing.ts";
import { judgeCall } from "./missed-call.ts";

const s = (seconds: number) => Temporal.Instant.from("2026-11-20T20:02:00Z").add({ seconds });
const phones = [{ memberId: "luis", number: "+13125550163" }];
const ring = (acceptWithoutKey: boolean): CallRoute => ({
  kind: "ring-group",
  memberIds: ["maya"],
  acceptWithoutKey,
  overflow: { phones, ringSeconds: 20 },
});

const arrived: CallEvent = {
  kind: "arrived",
  at: s(0),
  from: "+13125550117",
  to: "+13125550199",
  forwardedFrom: null,
  callerName: null,
  callerIdTrust: "verified",
};
const rang = (seconds: number, legId: string, status: "ringing" | "in-progress" | "no-answer" | "busy"): CallEvent => ({
  kind: "leg-progress",
  at: s(seconds),
  legId,
  to: "",
  status,
  sequence: null,
});
const pressed = (seconds: number, legId: string, round: 1 | 2): CallEvent => ({
  kind: "leg-accepted",
  at: s(seconds),
  legId,
  memberId: legId,
  round,
});
const over = (
  seconds: number,
  round: 1 | 2 | undefined,
  status: EndStatus,
  bridged: boolean | null = status === "completed",
  legId: string | null = null,
): CallEvent => ({ kind: "dial-ended", at: s(seconds), status, bridged, legId, talkSeconds: null, round });
const ended = (seconds: number, status: EndStatus = "completed"): CallEvent => ({
  kind: "ended",
  at: s(seconds),
  status,
  durationSeconds: seconds,
});

function judge(events: readonly CallEvent[], acceptWithoutKey = false) {
  const facts = [arrived, ...events].reduce(mergeCallEvent, { ...noFacts, route: ring(acceptWithoutKey) });
  const { state, outcome, missReason, answeredBy, rangSeconds } = judgeCall(facts);
  return { said: `${state} ${outcome} ${missReason ?? answeredBy?.legId ?? null}`, rangSeconds, facts };
}
const group = [rang(1, "maya", "ringing"), over(16, 1, "no-answer")];

test.each<[string, CallEvent[], string]>([
  ["while the group rings nothing is decided", [rang(1, "maya", "ringing")], "ringing null null"],
  ["nor when it has rung in vain", group, "ringing null null"],
  ["nor while the overflow rings", [...group, rang(17, "luis", "ringing")], "ringing null null"],
  ["the overflow's press of 1 answers", [...group, pressed(20, "luis", 2)], "talking answered luis"],
  [
    "and its end keeps the answer",
    [...group, pressed(20, "luis", 2), over(60, 2, "completed", true, "luis")],
    "ended answered luis",
  ],
  ["both rounds in vain are one miss", [...group, over(37, 2, "no-answer")], "voicemail missed no-answer"],
  [
    "the end of the second told first says as much",
    [over(37, 2, "no-answer"), group[1] as CallEvent],
    "voicemail missed no-answer",
  ],
  ["and without the report of the first, too", [over(37, 2, "no-answer")], "voicemail missed no-answer"],
  [
    "an answer in the group is one, and the end",
    [pressed(8, "maya", 1), over(50, 1, "completed", true, "maya")],
    "ended answered maya",
  ],
  [
    "a vendor that says nothing of bridges says it so",
    [pressed(8, "maya", 1), over(50, 1, "completed", null, "maya")],
    "ended answered maya",
  ],
  [
    "pressed too late, nobody was connected: the overflow rings",
    [pressed(15, "maya", 1), over(16, 1, "no-answer")],
    "ringing null null",
  ],
  ["told late, it changes nothing", [...group, pressed(18, "maya", 1)], "ringing null null"],
  [
    "nor the answer of the overflow",
    [...group, pressed(18, "maya", 1), pressed(22, "luis", 2)],
    "talking answered luis",
  ],
  [
    "nor where nothing is said of bridges",
    [rang(1, "maya", "ringing"), over(16, 1, "no-answer", null), pressed(18, "maya", 1)],
    "ringing null null",
  ],
  [
    "who was rung in vain is not who answered, though the first end never came",
    [pressed(8, "maya", 1), pressed(20, "luis", 2), over(60, 2, "completed", null, "luis")],
    "ended answered luis",
  ],
  [
    "nor when the first end never came",
    [pressed(8, "maya", 1), over(37, 2, "no-answer")],
    "voicemail missed not-connected",
  ],
  [
    "a caller who gave up while the group rang is gone",
    [over(9, 1, "canceled")],
    "voicemail missed abandoned-while-ringing",
  ],
  ["and one who gave up while the overflow rang", [...group, ended(25)], "ended missed abandoned-while-ringing"],
  [
    "a log read between the rounds does not end them",
    [...group, over(16, undefined, "no-answer", null)],
    "ringing null null",
  ],
  [
    "a log read later tells of a second whose report was lost",
    [...group, over(37, undefined, "no-answer", null), ended(60)],
    "ended missed no-answer",
  ],
  ["busy means that nobody could", [over(3, 1, "busy"), over(6, 2, "busy")], "voicemail missed busy"],
  [
    "the overflow alone being busy does not",
    [rang(1, "maya", "no-answer"), over(16, 1, "no-answer"), over(18, 2, "busy")],
    "voicemail missed no-answer",
  ],
  [
    "nor a group that cannot be reached",
    [over(3, 1, "failed"), over(24, 2, "no-answer")],
    "voicemail missed no-answer",
  ],
])("%s", (_name, events, said) => {
  expect(judge(events).said).toBe(said);
});

test("where no key is asked for the bridge proves the answer in either round", () => {
  expect(judge([over(50, 1, "completed", true, "maya")], true).said).toBe("ended answered maya");
  expect(judge([...group, over(60, 2, "completed", true, "luis")], true).said).toBe("ended answered luis");
});

test("phones rang from the first of the group to the last of the overflow", () => {
  expect(judge([...group, rang(17, "luis", "ringing"), over(37, 2, "no-answer")]).rangSeconds).toBe(36);
});

test("where the route knows of no overflow, the end of a first round is the end", () => {
  const facts = [arrived, over(16, 1, "no-answer")].reduce(mergeCallEvent, {
    ...noFacts,
    route: { kind: "ring-group", memberIds: ["maya"], acceptWithoutKey: false },
  });
  expect(endOfRinging(facts)?.status).toBe("no-answer");
  expect(judgeCall(facts).missReason).toBe("no-answer");
});
