import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultTextingRules, type TextingRules, textingLimits } from "#playbook/texting-rules.ts";
import { decideOutbound } from "./decide-outbound.ts";
import { readWording } from "./law/read-wording.ts";
import type {
  MessageClass,
  OutboundMessage,
  OutboundQuestion,
  RecentTraffic,
  Recipient,
  SendingLine,
} from "./outbound-question.ts";
import type { OutboundRule } from "./outbound-rule.ts";

const now = Temporal.Instant.from("2026-11-20T20:02:09Z");
const wordingOf = (body: string) => readWording(body, { names: ["Northside"], advertisingWords: [], linkDomains: [] });
const question: OutboundQuestion = {
  message: {
    class: "responsive",
    purpose: "acknowledgement",
    wording: wordingOf("Hi, this is Northside. Sorry we missed your call. Reply STOP to opt out."),
    answersAt: now,
    usefulUntil: now.add({ minutes: 10 }),
  },
  to: {
    number: "+13125550117",
    withheld: false,
    callerIdTrust: "verified",
    optedOutAt: null,
    consents: { inboundCallAt: now, inboundSmsAt: null, verbalAt: null, webFormAt: null, writtenMarketingAt: null },
    smsCapable: null,
    isOwnNumber: false,
    isStaff: false,
    doNotContact: false,
    takenByPerson: false,
    addresses: [],
    override: null,
  },
  line: {
    number: "+13125550199",
    connected: true,
    canText: true,
    registration: "approved",
    acknowledgementEnabled: true,
    timeZone: "America/Chicago",
  },
  traffic: {
    lastAcknowledgementAt: null,
    dedupeHours: 24,
    episodeAcknowledged: false,
    talkedSince: false,
    lastAutomatedAt: null,
    automatedLastDay: 0,
    automatedLastWeek: 0,
    marketingLastDay: 0,
    marketingLast30Days: 0,
    repliesSinceInbound: 0,
    repliesInThread: 0,
    lineLastMinute: 0,
    lineLastDay: 0,
    neighboursLastHour: 0,
    segmentsLastDay: 0,
  },
  texting: defaultTextingRules,
  trade: "home_services",
  now,
};

interface Change {
  body?: string;
  message?: Partial<OutboundMessage>;
  to?: Partial<Recipient>;
  line?: Partial<SendingLine>;
  traffic?: Partial<RecentTraffic>;
  texting?: Partial<TextingRules>;
  trade?: string;
  now?: Temporal.Instant;
}
const ask = (change: Change = {}): OutboundQuestion => ({
  message: {
    ...question.message,
    ...(change.body === undefined ? {} : { wording: wordingOf(change.body) }),
    ...change.message,
  },
  to: { ...question.to, ...change.to },
  line: { ...question.line, ...change.line },
  traffic: { ...question.traffic, ...change.traffic },
  texting: { ...question.texting, ...change.texting },
  trade: change.trade ?? question.trade,
  now: change.now ?? now,
});
const decide = (change: Change = {}) => decideOutbound(ask(change));

test("an ordinary missed call gets its one text, at any hour", () => {
  expect(decide()).toMatchObject({ decision: "allow", class: "responsive", rules: [], mustAdd: [] });
});

test.each<[string, Change, OutboundRule]>([
  ["withheld number", { to: { number: null, withheld: true } }, "number-withheld"],
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
  ["opted out", { to: { optedOutAt: now } }, "opted-out"],
  ["false caller id", { to: { callerIdTrust: "failed" } }, "caller-id-failed"],
  ["not registered", { line: { registration: "pending" } }, "not-registered"],
  ["a phone system without texts", { line: { canText: false } }, "provider-cannot-text"],
  ["line not connected", { line: { connected: false } }, "no-line"],
  ["switched off", { line: { acknowledgementEnabled: false } }, "acknowledgement-off"],
  ["this matter has its text", { traffic: { episodeAcknowledged: true } }, "already-acknowledged"],
  ["texted 23 hours ago", { traffic: { lastAcknowledgementAt: now.subtract({ hours: 23 }) } }, "acknowledged-recently"],
  ["a minute too late", { message: { usefulUntil: now } }, "too-late-to-be-useful"],
  ["a burst from this line", { traffic: { lineLastMinute: textingLimits.linePerMinute } }, "line-limit"],
  ["the day's measure is full", { traffic: { lineLastDay: textingLimits.linePerDay } }, "line-limit"],
  ["the text names a price", { body: "Northside: repairs from $49. Reply STOP to opt out." }, "would-promise"],
  ["the text names an arrival", { body: "Northside: we'll be there by 3. Reply STOP to opt out." }, "would-promise"],
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
    expect(decide({ message: { class: "control", purpose: "keyword-reply" }, to: { optedOutAt: now } })).toMatchObject({
      decision: "allow",
    });
  });
  test("a person's text to somebody who opted out does not go", () => {
    expect(decide({ message: { class: "staff", purpose: "staff-text" }, to: { optedOutAt: now } })).toMatchObject({
      decision: "block",
      rules: ["opted-out"],
    });
  });
  test("a person may promise; automation may not", () => {
    const body = "I can be there at 3, it is $49.";
    expect(decide({ body, message: { class: "staff", purpose: "staff-text" } })).toMatchObject({ decision: "allow" });
    expect(decide({ body, message: { class: "service", purpose: "notice" } })).toMatchObject({ decision: "block" });
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
    const decision = decide({
      message: { class: "service", purpose: "notice", usefulUntil: null, answersAt: null },
      now: night,
    });
    expect(decision.decision === "hold" && decision.until.toString()).toBe("2026-11-21T14:00:00Z");
  });
});

test("nothing but control and the team's own ever reaches somebody who opted out", () => {
  const classes = fc.constantFrom<MessageClass>("responsive", "service", "marketing", "staff");
  fc.assert(
    fc.property(classes, fc.boolean(), fc.integer({ min: 0, max: 300 }), (cls, isStaff, lineLastDay) => {
      expect(
        decide({ message: { class: cls }, to: { optedOutAt: now, isStaff }, traffic: { lineLastDay } }).decision,
      ).toBe("block");
    }),
  );
});
