import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideOutbound,
  lineLimits,
  type MessageClass,
  type OutboundMessage,
  type OutboundRule,
  type RecentTraffic,
  type Recipient,
  type SendingLine,
} from "./decide-outbound.ts";

const now = Temporal.Instant.from("2026-11-20T20:02:09Z");
const message: OutboundMessage = {
  class: "responsive",
  purpose: "acknowledgement",
  body: "Hi, this is Northside. Sorry we missed your call. Reply STOP to opt out.",
  usefulUntil: now.add({ minutes: 10 }),
};
const to: Recipient = {
  number: "+13125550117",
  callerIdTrust: "verified",
  optedOut: false,
  smsCapable: null,
  isOwnNumber: false,
  isStaff: false,
};
const line: SendingLine = {
  number: "+13125550199",
  connected: true,
  canText: true,
  registration: "approved",
  acknowledgementEnabled: true,
  timeZone: "America/Chicago",
};
const traffic: RecentTraffic = {
  lastAcknowledgementAt: null,
  dedupeHours: 24,
  episodeAcknowledged: false,
  lineLastMinute: 0,
  lineLastDay: 0,
};

interface Change {
  message?: Partial<OutboundMessage>;
  to?: Partial<Recipient>;
  line?: Partial<SendingLine>;
  traffic?: Partial<RecentTraffic>;
}
const decide = (change: Change = {}) =>
  decideOutbound(
    { ...message, ...change.message },
    { ...to, ...change.to },
    { ...line, ...change.line },
    { ...traffic, ...change.traffic },
    now,
  );

test("an ordinary missed call gets its one text, at any hour", () => {
  expect(decide()).toEqual({ decision: "allow", rules: [], rulesVersion: expect.any(String) });
});

test.each<[string, Change, OutboundRule]>([
  ["withheld number", { to: { number: null } }, "number-withheld"],
  ["a caller id that is no number", { to: { number: null, withheld: false } }, "not-textable-number"],
  ["a number no phone can have", { to: { number: "+11125550117" } }, "not-textable-number"],
  ["a contact not to be contacted", { to: { doNotContact: true } }, "do-not-contact"],
  ["somebody talked with them since", { traffic: { talkedSince: true } }, "talked-since"],
  ["toll-free caller", { to: { number: "+18005550100" } }, "not-textable-number"],
  ["premium caller", { to: { number: "+19005550100" } }, "not-textable-number"],
  ["short code", { to: { number: "+12345" } }, "not-textable-number"],
  ["known landline", { to: { smsCapable: false } }, "landline"],
  ["our own number", { to: { isOwnNumber: true } }, "own-number"],
  ["a phone of the team", { to: { isStaff: true } }, "staff-number"],
  ["Jamaica within +1", { to: { number: "+18765550100" } }, "country-not-allowed"],
  ["another country", { to: { number: "+442079460123" } }, "country-not-allowed"],
  ["opted out", { to: { optedOut: true } }, "opted-out"],
  ["false caller id", { to: { callerIdTrust: "failed" } }, "caller-id-failed"],
  ["not registered", { line: { registration: "pending" } }, "not-registered"],
  ["a phone system without texts", { line: { canText: false } }, "provider-cannot-text"],
  ["line not connected", { line: { connected: false } }, "no-line"],
  ["switched off", { line: { acknowledgementEnabled: false } }, "acknowledgement-off"],
  ["this matter has its text", { traffic: { episodeAcknowledged: true } }, "already-acknowledged"],
  ["texted 23 hours ago", { traffic: { lastAcknowledgementAt: now.subtract({ hours: 23 }) } }, "acknowledged-recently"],
  ["a minute too late", { message: { usefulUntil: now } }, "too-late-to-be-useful"],
  ["a burst from this line", { traffic: { lineLastMinute: lineLimits.perMinute } }, "line-limit"],
  ["the day's measure is full", { traffic: { lineLastDay: lineLimits.perDay } }, "line-limit"],
  [
    "the text names a price",
    { message: { body: "Northside: repairs from $49. Reply STOP to opt out." } },
    "would-promise",
  ],
  [
    "the text names an arrival",
    { message: { body: "Northside: we'll be there by 3. Reply STOP to opt out." } },
    "would-promise",
  ],
])("%s: blocked, and the rule says why", (_what, change, rule) => {
  expect(decide(change)).toMatchObject({ decision: "block", rules: expect.arrayContaining([rule]) });
});

test("a day after the last text the next matter gets its own", () => {
  expect(decide({ traffic: { lastAcknowledgementAt: now.subtract({ hours: 24 }) } })).toMatchObject({
    decision: "allow",
  });
});

describe("classes", () => {
  test("the one confirmation of STOP goes to somebody who just opted out", () => {
    expect(decide({ message: { class: "control", purpose: "keyword-reply" }, to: { optedOut: true } })).toMatchObject({
      decision: "allow",
    });
  });
  test("a person's text to somebody who opted out does not go", () => {
    expect(decide({ message: { class: "staff", purpose: "staff-text" }, to: { optedOut: true } })).toMatchObject({
      decision: "block",
      rules: ["opted-out"],
    });
  });
  test("a person may promise; automation may not", () => {
    const body = "I can be there at 3, it is $49.";
    expect(decide({ message: { class: "staff", purpose: "staff-text", body } })).toMatchObject({ decision: "allow" });
    expect(decide({ message: { class: "service", purpose: "staff-text", body } })).toMatchObject({ decision: "block" });
  });
  test("an alarm reaches a phone of the team", () => {
    expect(decide({ message: { class: "internal", purpose: "staff-alert" }, to: { isStaff: true } })).toMatchObject({
      decision: "allow",
    });
  });
  test("advertising never goes", () => {
    expect(decide({ message: { class: "marketing" } })).toMatchObject({
      decision: "block",
      rules: expect.arrayContaining(["marketing-off"]),
    });
  });
  test("a service text at night waits for eight in the morning, local time", () => {
    const night = Temporal.Instant.from("2026-11-21T03:00:00Z"); // 21:00 in Chicago
    const decision = decideOutbound(
      { ...message, class: "service", purpose: "staff-text", usefulUntil: null },
      to,
      line,
      traffic,
      night,
    );
    expect(decision.decision === "hold" && decision.until.toString()).toBe("2026-11-21T14:00:00Z");
  });
});

test("nothing but control and the team's own ever reaches somebody who opted out", () => {
  const classes = fc.constantFrom<MessageClass>("responsive", "service", "marketing", "staff");
  fc.assert(
    fc.property(classes, fc.boolean(), fc.integer({ min: 0, max: 300 }), (cls, isStaff, lineLastDay) => {
      expect(
        decide({ message: { class: cls }, to: { optedOut: true, isStaff }, traffic: { lineLastDay } }).decision,
      ).toBe("block");
    }),
  );
});
