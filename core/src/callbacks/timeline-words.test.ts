import fc from "fast-check";
import { expect, test } from "vitest";
import { type TimelineFact, timelineOf } from "./timeline-words.ts";

const base = Temporal.Instant.from("2026-11-20T20:02:07Z");
const names = {
  now: base.add({ minutes: 10 }),
  timeZone: "America/Chicago",
  nameOf: (id: string) => ({ maya: "Maya Chen", luis: "Luis Romero" })[id] ?? null,
  outcomeOf: (key: string) => (key === "reached-booked" ? "Reached, booked" : key),
};
const missed = { missReason: "no-answer", rangSeconds: 20 };
const event = (
  kind: string,
  seconds: number,
  detail: Record<string, unknown> = {},
  by: string | null = null,
): TimelineFact => ({ from: "callback", id: `${kind}-${seconds}`, at: base.add({ seconds }), kind, by, detail });
const callEvent = (kind: string, seconds: number, isFirst = true): TimelineFact => ({
  from: "call",
  id: `zz-${kind}-${seconds}`,
  at: base.add({ seconds }),
  kind,
  detail: { durationSeconds: 31 },
  call: { ...missed, isFirst },
});
const text = (
  purpose: string,
  state: string,
  seconds: number,
  more: { rules?: string[]; memberId?: string } = {},
): TimelineFact => ({
  from: "message",
  id: `${purpose}-${seconds}`,
  at: base.add({ seconds }),
  purpose,
  state,
  body: "Sorry we missed you.",
  rules: more.rules ?? [],
  memberId: more.memberId ?? null,
});
const told = (...facts: TimelineFact[]) => timelineOf(facts, names).map((entry) => entry.text);

test("the story of the design, in its order", () => {
  const facts = [
    event("opened", 0, { ownerId: "maya", backupId: "luis" }),
    text("acknowledgement", "delivered", 2),
    event("classified", 24, { urgency: "emergency", intent: "emergency", lane: "new-lead", callId: "x" }),
    callEvent("missed", 0),
    callEvent("leg-progress", 1),
  ];
  expect(told(...facts)).toEqual([
    "Rang 20 s, nobody answered",
    "Callback given to Maya Chen, backup Luis Romero",
    "Text to the caller: delivered",
    "Voicemail transcribed; emergency wording found",
  ]);
  expect(timelineOf(facts, names)[2]?.quote).toBe("Sorry we missed you.");
});

test("a second call, an answered one and a text are told once each", () => {
  expect(
    told(
      callEvent("missed", 9, false),
      event("called-again", 9),
      event("caller-texted", 9),
      event("texted", 9),
      text("inbound", "received", 10),
    ),
  ).toEqual(["Called again: rang 20 s, nobody answered", "Text from the caller"]);
});

test("what the team did, with name and words", () => {
  const entries = timelineOf([event("closed", 5, { disposition: "reached-booked", note: "Tuesday" }, "maya")], names);
  expect(entries).toMatchObject([{ text: "Closed: Reached, booked", by: "Maya Chen", quote: "Tuesday" }]);
  expect(told(event("snoozed", 1, { until: "2026-11-20T22:00:00Z", reason: "asked for it" }))).toEqual([
    "Put off until 16:00: asked for it",
  ]);
  expect(told(event("reassigned", 1, { ownerId: "luis", cause: "off-duty" }))).toEqual([
    "Given to Luis Romero: off duty",
  ]);
  expect(told(event("reassigned", 1, { from: "x", to: "luis", cause: "member-removed" }))).toEqual([
    "Given to Luis Romero: the owner left the team",
  ]);
  expect(told(event("attempted", 1, { channel: "call", result: "left-voicemail" }))).toEqual([
    "Attempt by call: left a voicemail",
  ]);
  expect(told(event("attempt-ended", 1, { result: "no-answer" }))).toEqual(["Call back ended: nobody answered"]);
  expect(
    told(
      event("corrected", 1, { urgency: "normal", urgencyBefore: "emergency", intent: "quote", intentBefore: "quote" }),
    ),
  ).toEqual(["Labels set by hand: urgency normal instead of emergency"]);
});

test("alarms: raised, joined, told, taken; and what the team was texted", () => {
  expect(
    told(
      event("escalated", 1, { reason: "overdue", joined: false }),
      event("escalated", 2, { reason: "complaint", joined: true }),
      event("told", 3, { memberIds: ["luis", "gone"] }),
      text("staff-alert", "sent", 4, { memberId: "luis" }),
      event("alarm-acknowledged", 5, { channel: "text" }, "luis"),
    ),
  ).toEqual([
    "Alarm raised: overdue",
    "Alarm goes on, now also: complaint",
    "Alarm went to Luis Romero, somebody",
    "Text to Luis Romero: sent, not confirmed by the carrier",
    "Took the alarm in hand, by text",
  ]);
});

test("a text that was stopped has no words and says why", () => {
  const [entry] = timelineOf(
    [text("acknowledgement", "suppressed", 1, { rules: ["number-withheld", "no-line"] })],
    names,
  );
  expect(entry).toMatchObject({
    text: "No text to the caller: the caller withheld the number; the number the caller dialed is not connected",
    quote: null,
  });
});

test("an event nobody wrote words for is still told, and no detail breaks the story", () => {
  expect(told(event("something-new", 1))).toEqual(["Something new"]);
  const kinds = [
    "opened",
    "classified",
    "snoozed",
    "woken",
    "reassigned",
    "closed",
    "closed-itself",
    "told",
    "escalated",
    "corrected",
    "attempted",
    "attempt-ended",
    "warned",
    "hold-resolved",
  ];
  const anything = fc.record({
    kind: fc.constantFrom(...kinds),
    detail: fc.dictionary(
      fc.constantFrom("ownerId", "reason", "memberIds", "result", "note", "urgency", "because", "joined"),
      fc.jsonValue(),
    ),
  });
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 8 }), (events) => {
      for (const entry of timelineOf(
        events.map(({ kind, detail }, index) => event(kind, index, detail)),
        names,
      ))
        expect(entry.text).not.toMatch(/undefined|null|\[object/);
    }),
  );
});

test("the order does not depend on the order in which rows came", () => {
  const facts = [
    callEvent("missed", 0),
    event("opened", 0, { ownerId: "maya" }),
    text("acknowledgement", "queued", 0),
    event("claimed", 0, {}, "maya"),
    text("staff-alert", "queued", 0),
    event("told", 0, { memberIds: [] }),
  ];
  const expected = told(...facts);
  fc.assert(
    fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
      expect(told(...shuffled)).toEqual(expected);
    }),
  );
});

test("what closed a callback by itself is told by who reached the caller and for how long", () => {
  expect(
    told(
      event("attempted", 0, { channel: "call", result: "left-voicemail", outside: true }),
      event("closed-itself", 1, { because: "reached-outside", talkSeconds: 125 }, "maya"),
      event("reopened-itself", 2),
      event("closed-itself", 3, { because: "caller-got-through", answeredBy: "luis" }),
    ),
  ).toEqual([
    "Called from another phone: left a voicemail",
    "Closed itself: Maya Chen reached the caller from another phone and talked 2 min",
    "Opened again by itself: what had closed it was no conversation",
    "Closed itself: the caller got through to Luis Romero",
  ]);
});
