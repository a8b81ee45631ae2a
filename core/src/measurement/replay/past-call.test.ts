import fc from "fast-check";
import { expect, test } from "vitest";
import type { CallEvent, EndStatus, LegStatus } from "#calls/call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "#calls/call-facts.ts";
import { judgeCall } from "#calls/missed-call.ts";
import type { AnsweringPlan } from "./answering-plan.ts";
import { readPastCall } from "./past-call.ts";
import { whatDiffers } from "./reproduce-call.ts";

const start = Temporal.Instant.from("2026-11-20T20:02:00Z");
const members = ["maya", "luis"];
const plan: AnsweringPlan = {
  voicemail: null,
  elsewhere: false,
  memberIds: members,
  ringSeconds: 20,
  extraIds: [],
  overflow: null,
};

const second = fc.integer({ min: 0, max: 25 });
const endStatus = fc.constantFrom<EndStatus>("completed", "busy", "no-answer", "canceled", "failed");
const legStatus = fc.constantFrom<LegStatus>(
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "no-answer",
  "canceled",
  "failed",
);
const member = fc.constantFrom(...members);

/** Any report of a call whose phones Ringback rang. Some never come, and some come before those that happened earlier. */
const report: fc.Arbitrary<CallEvent> = fc
  .tuple(
    second,
    fc.oneof(
      fc.record({ kind: fc.constant("leg-progress" as const), legId: member, status: legStatus }),
      fc.record({ kind: fc.constant("leg-accepted" as const), legId: member }),
      fc.record({ kind: fc.constant("machine-answered" as const), legId: member }),
      fc.record({
        kind: fc.constant("dial-ended" as const),
        status: endStatus,
        bridged: fc.constantFrom(true, false, null),
        legId: fc.constantFrom(null, "maya"),
      }),
      fc.record({ kind: fc.constant("voicemail-left" as const) }),
      fc.record({ kind: fc.constant("ended" as const), status: endStatus }),
      fc.record({ kind: fc.constant("system-failed" as const) }),
    ),
  )
  .map(([seconds, said]): CallEvent => {
    const at = start.add({ seconds });
    switch (said.kind) {
      case "leg-progress":
        return { ...said, at, to: "+13125550101", sequence: null };
      case "leg-accepted":
        return { ...said, at, memberId: said.legId };
      case "dial-ended":
        return { ...said, at, talkSeconds: null };
      case "voicemail-left":
        return { ...said, at, recordingId: null, durationSeconds: 7 };
      case "ended":
        return { ...said, at, durationSeconds: null };
      case "system-failed":
        return { ...said, at, code: "11200" };
      default:
        return { ...said, at };
    }
  });

const arrival: CallEvent = {
  kind: "arrived",
  at: start,
  from: "+13125550117",
  to: "+13125550199",
  forwardedFrom: null,
  callerName: null,
  callerIdTrust: "none",
};

const booked = {
  id: "call",
  arrivedMs: start.epochMilliseconds,
  numberId: "main",
  caller: "+13125550117",
  playbookVersion: 1,
  inHours: true,
  emergency: false,
  hasCallback: true,
  history: false,
};

test("a call whose phones rang comes out of its own rules as the books have it, whatever reports are missing or early", () => {
  fc.assert(
    fc.property(fc.array(report, { maxLength: 6 }), fc.boolean(), (reports, acceptWithoutKey) => {
      const facts: CallFacts = [arrival, ...reports].reduce(mergeCallEvent, {
        ...noFacts,
        route: { kind: "ring-group", memberIds: members, acceptWithoutKey },
      });
      const verdict = judgeCall(facts);
      fc.pre(verdict.outcome !== null);
      const { outcome, missReason, answeredBy } = verdict;
      if (outcome === null) return;
      const call = readPastCall(
        { ...booked, outcome, missReason, answeredBy: answeredBy?.memberId ?? null, facts },
        new Map(),
      );
      expect([whatDiffers(call, plan), missReason]).toEqual([null, missReason]);
    }),
    { numRuns: 3_000 },
  );
});

test("the same with an overflow: Maya's phone rings first, Luis's after it", () => {
  const round = (memberId: string) => (memberId === "maya" ? 1 : 2);
  const inRounds = fc.tuple(report, fc.constantFrom(1 as const, 2 as const)).map(([event, which]): CallEvent => {
    if (event.kind === "leg-accepted") return { ...event, round: round(event.memberId) };
    // A dial connects the phone it rang.
    if (event.kind !== "dial-ended") return event;
    return { ...event, round: which, legId: event.legId === null ? null : which === 1 ? "maya" : "luis" };
  });
  const phones = [{ memberId: "luis", number: "+13125550102" }];
  const rounds = {
    ...plan,
    memberIds: ["maya"],
    overflow: { memberIds: ["luis"], afterSeconds: 20, ringSeconds: 20 },
  };
  let missed = 0;
  fc.assert(
    fc.property(fc.array(inRounds, { maxLength: 7 }), fc.boolean(), (reports, acceptWithoutKey) => {
      const facts: CallFacts = [arrival, ...reports].reduce(mergeCallEvent, {
        ...noFacts,
        route: { kind: "ring-group", memberIds: ["maya"], acceptWithoutKey, overflow: { phones, ringSeconds: 20 } },
      });
      const { outcome, missReason, answeredBy } = judgeCall(facts);
      fc.pre(outcome !== null);
      if (outcome === null) return;
      if (facts.firstDial !== undefined && facts.dial !== undefined && outcome === "missed") missed += 1;
      const call = readPastCall(
        { ...booked, outcome, missReason, answeredBy: answeredBy?.memberId ?? null, facts },
        new Map(),
      );
      expect([whatDiffers(call, rounds), missReason]).toEqual([null, missReason]);
    }),
    { numRuns: 3_000 },
  );
  expect(missed).toBeGreaterThan(50);
});
