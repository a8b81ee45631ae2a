import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultTextingRules, type TextingRules, textingLimits } from "#playbook/texting-rules.ts";
import { completeText } from "./complete-text.ts";
import { decideOutbound, outboundTables } from "./decide-outbound.ts";
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
import { replayOutbound } from "./replay-outbound.ts";

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
const { serviceHours, marketingHours, comparedDays: _, listMax: __, ...caps } = textingLimits;
const lawLimits: Partial<TextingRules> = { serviceHours, marketingHours, ...caps };

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

test("who writes for the first time says who it is and how to opt out, and the text is completed", () => {
  const body = "Sorry we missed your call.";
  expect(decide({ body }).mustAdd).toEqual(["identity", "opt-out"]);
  expect(completeText(body, decide({ body }).mustAdd, "Northside")).toBe(
    "Northside: Sorry we missed your call. Reply STOP to opt out.",
  );
  const lastAutomatedAt = now.subtract({ hours: 29 * 24 });
  expect(decide({ body, traffic: { lastAutomatedAt } }).mustAdd).toEqual([]);
  expect(decide({ body, traffic: { lastAutomatedAt: now.subtract({ hours: 30 * 24 }) } }).mustAdd).toHaveLength(2);
  expect(decide({ body, message: { class: "staff", purpose: "staff-text" } }).mustAdd).toEqual([]);
});

test.each<[string, Change, OutboundRule]>([
  ["a person has the conversation", { to: { takenByPerson: true } }, "taken-by-a-person"],
  ["four texts to neighbours", { traffic: { neighboursLastHour: 5 } }, "neighbour-limit"],
  ["three texts of automation today", { traffic: { automatedLastDay: 3 } }, "daily-cap"],
  ["the budget is spent", { traffic: { segmentsLastDay: 1923 } }, "spend-cap"],
  ["one advertising word", { body: "Northside: new customers get a discount. Reply STOP." }, "marketing-off"],
  ["a word carriers refuse", { body: "Northside: happy hour! Reply STOP." }, "forbidden-content"],
  ["a shortened link", { body: "Northside: see https://bit.ly/x Reply STOP." }, "forbidden-content"],
  ["a link to another site", { body: "Northside: see elsewhere.com. Reply STOP." }, "foreign-link"],
  ["a satellite phone", { to: { number: "+8816123456789" } }, "not-textable-number"],
  ["a Canadian number", { to: { number: "+14165550117" } }, "country-not-allowed"],
  ["Puerto Rico", { to: { number: "+17875550117" } }, "country-not-allowed"],
  [
    "quiet hours by choice, too long to be useful",
    { texting: { quietHours: { fromHour: 13, toHour: 15 } } },
    "quiet-hours",
  ],
  [
    "an automatic answer to an answered text",
    { message: { purpose: "reply" }, traffic: { repliesSinceInbound: 1 } },
    "reply-cap",
  ],
  [
    "an answer to a call of an hour ago, whose matter is not theirs",
    {
      message: { purpose: "notice", answersAt: now.subtract({ minutes: 60 }) },
      to: { consents: { ...question.to.consents, inboundCallAt: null } },
    },
    "no-consent",
  ],
  [
    "a long text about health",
    {
      trade: "healthcare",
      body: `Northside: ${"please call us. ".repeat(12)} Reply STOP.`,
      message: { class: "service", purpose: "notice" },
    },
    "daily-cap",
  ],
])("%s: blocked by its rule", (_what, change, rule) => {
  expect(decide(change)).toMatchObject({ decision: "block", rules: expect.arrayContaining([rule]) });
});

test("what the owner allowed goes: a country, a site of their own", () => {
  expect(decide({ to: { number: "+14165550117" }, texting: { countries: ["CA"] } }).decision).toBe("allow");
  expect(decide({ to: { number: "+17875550117" }, texting: { countries: ["PR"] } }).decision).toBe("allow");
  const wording = readWording("Northside: see https://help.northside.example Reply STOP.", {
    names: ["Northside"],
    advertisingWords: [],
    linkDomains: ["northside.example"],
  });
  expect(wording.hasForeignLink).toBe(false);
});

test("a word of the owner's own makes an advertisement", () => {
  const wording = readWording("Northside: our Spring Tune-Up! Reply STOP.", {
    names: ["Northside"],
    advertisingWords: ["spring tune-up"],
    linkDomains: [],
  });
  expect(decide({ message: { wording } })).toMatchObject({
    class: "marketing",
    rules: expect.arrayContaining(["marketing-off", "no-consent"]),
  });
});

test("advertising goes with written consent, a comparison of late, and within the hours of the state", () => {
  const change: Change = {
    message: { class: "marketing", purpose: "campaign", usefulUntil: null, answersAt: null },
    to: { consents: { ...question.to.consents, writtenMarketingAt: now.subtract({ hours: 24 * 300 }) } },
    texting: { marketing: { enabled: true, comparedOn: "2026-11-01" } },
  };
  expect(decide(change).decision).toBe("allow");
  expect(decide({ ...change, texting: { marketing: { enabled: true, comparedOn: "2026-10-01" } } }).rules).toContain(
    "marketing-off",
  );
  const sunday = Temporal.Instant.from("2026-11-22T16:00:00Z");
  const held = decide({
    ...change,
    to: { ...change.to, number: "+18015550117" },
    line: { number: "+18015550199" },
    now: sunday,
  });
  expect(held.decision === "hold" && held.until.toString()).toBe("2026-11-23T15:00:00Z"); // Utah: no Sundays, Monday 8:00
  const wall = decide({ ...change, to: { ...change.to, number: "+442079460117" }, line: { number: "+442079460199" } });
  expect(wall.rules).toContain("marketing-off");
});

test("somebody who opted out and then wrote again may be answered by a person, never by automation", () => {
  const to = {
    optedOutAt: now.subtract({ hours: 2 }),
    consents: { ...question.to.consents, inboundSmsAt: now.subtract({ hours: 1 }) },
  };
  expect(decide({ to, message: { class: "staff", purpose: "staff-text" } }).decision).toBe("allow");
  expect(decide({ to }).rules).toContain("opted-out");
  // The very text that said stop is no writing again.
  const same = { optedOutAt: now, consents: { ...question.to.consents, inboundSmsAt: now } };
  expect(decide({ to: same, message: { class: "staff", purpose: "staff-text" } }).rules).toEqual(["opted-out"]);
});

const someQuestion = fc
  .record({
    class: fc.constantFrom<MessageClass>("control", "responsive", "service", "marketing", "staff", "internal"),
    purpose: fc.constantFrom(
      ...(["acknowledgement", "keyword-reply", "staff-text", "emergency-notice", "reply", "notice"] as const),
    ),
    body: fc.constantFrom(
      "Sorry we missed your call.",
      "Northside: 10% off today. Reply STOP.",
      "See https://x.example",
    ),
    number: fc.constantFrom(
      "+13125550117",
      "+12075550117",
      "+13075550117",
      "+14165550117",
      "+19075550117",
      "+442079460123",
      null,
    ),
    flags: fc.record({
      isOwnNumber: fc.boolean(),
      isStaff: fc.boolean(),
      doNotContact: fc.boolean(),
      takenByPerson: fc.boolean(),
      withheld: fc.boolean(),
    }),
    optedOut: fc.boolean(),
    automatedLastDay: fc.integer({ min: 0, max: 4 }),
    lineLastDay: fc.constantFrom(0, 199, 200),
    segmentsLastDay: fc.constantFrom(0, 3000),
    quiet: fc.option(
      fc.record({ fromHour: fc.integer({ min: 0, max: 23 }), toHour: fc.integer({ min: 0, max: 23 }) }),
      { nil: null },
    ),
    minutes: fc.integer({ min: 0, max: 60 * 24 * 365 }),
    trade: fc.constantFrom("general", "healthcare"),
  })
  .map((some) => {
    const at = now.add({ minutes: some.minutes });
    return ask({
      body: some.body,
      message: {
        class: some.class,
        purpose: some.purpose,
        answersAt: at.subtract({ minutes: 3 }),
        usefulUntil: at.add({ hours: 20 }),
      },
      to: {
        ...some.flags,
        number: some.number,
        optedOutAt: some.optedOut ? at.subtract({ hours: 1 }) : null,
        consents: { ...question.to.consents, inboundCallAt: at, writtenMarketingAt: at },
      },
      traffic: {
        automatedLastDay: some.automatedLastDay,
        lineLastDay: some.lineLastDay,
        segmentsLastDay: some.segmentsLastDay,
      },
      texting: { quietHours: some.quiet, marketing: { enabled: true, comparedOn: at.toString().slice(0, 10) } },
      trade: some.trade,
      now: at,
    });
  });

test("a fact that speaks against a text never turns no into yes, nor brings a held text forward", () => {
  const against: ((asked: OutboundQuestion) => OutboundQuestion)[] = [
    (asked) => ({ ...asked, to: { ...asked.to, optedOutAt: asked.now } }),
    (asked) => ({ ...asked, to: { ...asked.to, doNotContact: true } }),
    (asked) => ({ ...asked, to: { ...asked.to, takenByPerson: true } }),
    (asked) => ({ ...asked, to: { ...asked.to, smsCapable: false } }),
    (asked) => ({ ...asked, to: { ...asked.to, callerIdTrust: "failed" } }),
    (asked) => ({
      ...asked,
      to: { ...asked.to, addresses: [...asked.to.addresses, { region: "US-ME", zones: ["America/New_York"] }] },
    }),
    (asked) => ({ ...asked, line: { ...asked.line, registration: "none" } }),
    (asked) => ({ ...asked, traffic: { ...asked.traffic, automatedLastDay: asked.traffic.automatedLastDay + 3 } }),
    (asked) => ({ ...asked, traffic: { ...asked.traffic, neighboursLastHour: 9 } }),
    (asked) => ({
      ...asked,
      texting: { ...asked.texting, serviceHours: { fromHour: 10, toHour: 12 }, dailyBudgetCents: 0 },
    }),
  ];
  fc.assert(
    fc.property(someQuestion, fc.constantFrom(...against), (asked, worsen) => {
      const before = decideOutbound(asked);
      const after = decideOutbound(worsen(asked));
      if (before.decision === "block") expect(after.decision).toBe("block");
      if (before.decision === "hold") {
        expect(after.decision).not.toBe("allow");
        if (after.decision === "hold")
          expect(Temporal.Instant.compare(after.until, before.until)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test("held until a moment, the text is allowed at that moment", () => {
  fc.assert(
    fc.property(someQuestion, (asked) => {
      const held = decideOutbound({ ...asked, message: { ...asked.message, class: "service" } });
      if (held.decision !== "hold") return;
      const then = decideOutbound({ ...asked, message: { ...asked.message, class: "service" }, now: held.until });
      expect(then.decision).toBe("allow");
    }),
  );
});

test("the owner's choices widen nothing: with the widest imaginable the law still stands", () => {
  const widest: Partial<TextingRules> = {
    serviceHours: { fromHour: 0, toHour: 24 },
    marketingHours: { fromHour: 0, toHour: 24 },
    automatedPerDay: 99,
    marketingPerDay: 99,
    marketingPer30Days: 99,
    repliesPerThread: 999,
    linePerMinute: 999,
    linePerDay: 9999,
    dailyBudgetCents: 9_999_999,
  };
  fc.assert(
    fc.property(someQuestion, (asked) => {
      const lawful = decideOutbound({ ...asked, texting: { ...asked.texting, ...lawLimits } });
      const wide = decideOutbound({ ...asked, texting: { ...asked.texting, ...widest } });
      expect(wide).toEqual(lawful);
    }),
  );
});

test("a kept question decided again gives the same, through JSON", () => {
  fc.assert(
    fc.property(someQuestion, (asked) => {
      const kept = JSON.parse(JSON.stringify({ ...asked, tables: outboundTables }));
      expect(JSON.parse(JSON.stringify(replayOutbound(kept)))).toEqual(
        JSON.parse(JSON.stringify(decideOutbound(asked))),
      );
    }),
  );
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
