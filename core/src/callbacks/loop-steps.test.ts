import { expect, test } from "vitest";
import { type LoopFacts, loopSteps } from "./loop-steps.ts";

const at = (text: string) => Temporal.Instant.from(text);
/** The case of the design: Friday 20 November 2026, 14:14 in Chicago. */
const dana: LoopFacts = {
  now: at("2026-11-20T20:14:00Z"),
  timeZone: "America/Chicago",
  call: {
    arrivedAt: at("2026-11-20T20:02:06Z"),
    detectedAt: at("2026-11-20T20:02:07Z"),
    detectedAfterMs: 400,
    missReason: "no-answer",
    rangSeconds: 20,
  },
  acknowledgement: { state: "delivered", at: at("2026-11-20T20:02:09Z"), rules: [], errorCode: null },
  movedUp: false,
  assessment: {
    at: at("2026-11-20T20:02:31Z"),
    urgency: "emergency",
    intent: "emergency",
    lane: "new-lead",
    quotes: ["no heat"],
    noSpeech: false,
    byPerson: false,
  },
  wordsOnTheirWay: false,
  callback: {
    state: "open",
    openedAt: at("2026-11-20T20:02:07Z"),
    dueAt: at("2026-11-20T20:17:06Z"),
    snoozedUntil: null,
    ownerName: "Maya Chen",
    claimedByName: null,
    closedAt: null,
    outcome: null,
    recovered: false,
    attempts: 0,
    lastAttempt: null,
    onTheLine: false,
  },
};
const withCallback = (more: Partial<LoopFacts["callback"]>) =>
  loopSteps({ ...dana, callback: { ...dana.callback, ...more } });
const withText = (more: Partial<NonNullable<LoopFacts["acknowledgement"]>>, movedUp = false) =>
  loopSteps({
    ...dana,
    movedUp,
    acknowledgement: { state: "delivered", at: at("2026-11-20T20:02:09Z"), rules: [], errorCode: null, ...more },
  })[1];

test("the five steps of an open case, as on the design", () => {
  expect(loopSteps(dana).map(({ step, state, note }) => [step, state, note])).toEqual([
    ["detected", "done", "+0.4 s"],
    ["acknowledged", "done", "text delivered"],
    ["classified", "done", "emergency"],
    ["owned", "now", "Maya, due 14:17"],
    ["recovered", "todo", "waiting for a conversation"],
  ]);
});

test("a text is only called delivered when it was", () => {
  expect(withText({ state: "sent" })).toMatchObject({ state: "done", note: "text sent" });
  expect(withText({ state: "queued" })).toMatchObject({ state: "now", note: "text on its way" });
  expect(withText({ state: "unknown" })).toMatchObject({ state: "now", note: "asking whether it went" });
  expect(withText({ state: "undelivered", errorCode: "30003" })).toMatchObject({
    state: "stopped",
    note: "text not delivered",
    detail: "The provider says 30003.",
  });
  expect(withText({ state: "expired" })).toMatchObject({ state: "stopped" });
  expect(withText({ state: "suppressed", rules: ["number-withheld"] }, true)).toMatchObject({
    state: "stopped",
    note: "not texted: number withheld; callback moved up",
  });
  expect(withText({ state: "suppressed", rules: ["own-number"] })).toMatchObject({
    note: "not texted: it is one of our own numbers",
  });
});

test("who has it and until when: late, claimed, put off, closed", () => {
  expect(withCallback({ dueAt: at("2026-11-20T20:10:00Z") })[3]).toMatchObject({
    state: "now",
    note: "Maya, was due 14:10",
  });
  expect(withCallback({ state: "claimed", claimedByName: "Sam Ortiz" })[3]).toMatchObject({
    note: "Sam is on it, due 14:17",
    detail: "Owner: Maya Chen",
  });
  expect(withCallback({ state: "snoozed", snoozedUntil: at("2026-11-23T14:15:00Z") })[3]?.note).toBe(
    "Maya, put off until Mon 8:15",
  );
  expect(withCallback({ state: "closed", closedAt: dana.now, outcome: "Spam" })[3]?.state).toBe("done");
});

test("recovered is a conversation; a close without one has stopped the loop", () => {
  expect(
    withCallback({ state: "closed", closedAt: dana.now, outcome: "Reached, booked", recovered: true })[4],
  ).toMatchObject({ state: "done", note: "Reached, booked" });
  expect(withCallback({ state: "closed", closedAt: dana.now, outcome: "Tried, no answer" })[4]).toMatchObject({
    state: "stopped",
    detail: "Closed without a conversation.",
  });
  expect(withCallback({ attempts: 2, lastAttempt: "left-voicemail" })[4]).toMatchObject({
    state: "todo",
    detail: "2 attempts; last: left a voicemail",
  });
  expect(withCallback({ onTheLine: true })[4]).toMatchObject({ state: "now", note: "on the line" });
});

test("without words the step waits, or says that nothing was said", () => {
  expect(loopSteps({ ...dana, assessment: null, wordsOnTheirWay: true })[2]).toMatchObject({
    state: "now",
    note: "waiting for the words",
  });
  expect(loopSteps({ ...dana, assessment: null })[2]).toMatchObject({ state: "todo", note: "nothing said" });
  const quiet = { ...dana.assessment, noSpeech: true, urgency: "unknown", intent: "unclear" } as NonNullable<
    LoopFacts["assessment"]
  >;
  expect(loopSteps({ ...dana, assessment: quiet })[2]?.note).toBe("no speech");
  expect(loopSteps({ ...dana, assessment: { ...quiet, noSpeech: false, lane: "complaint" } })[2]?.note).toBe(
    "complaint",
  );
});
