import { expect, test } from "vitest";
import { type KnownSources, knownFacts } from "./known-facts.ts";
import { relationWords } from "./relation.ts";

const stranger: KnownSources = {
  now: Temporal.Instant.from("2026-11-20T20:14:00Z"),
  timeZone: "America/Chicago",
  wordsIn: "voicemail",
  assessment: null,
  contact: {
    name: null,
    kind: "lead",
    sinceYear: null,
    openIssue: null,
    note: null,
    openLead: { title: "Missed call", at: Temporal.Instant.from("2026-11-20T20:02:00Z") },
    enteredNow: true,
  },
  callerNumber: "+13125550117",
  callerIdName: null,
  line: { number: "+13125550199", label: "Main line", source: "Google Ads" },
};
const of = (sources: KnownSources) =>
  Object.fromEntries(knownFacts(sources).map((fact) => [fact.label, `${fact.value} | ${fact.source}`]));

test("of a stranger who said nothing, what is missing stands there as not said", () => {
  expect(of(stranger)).toEqual({
    Name: "not said | ask",
    "Asked for": "not said | no words yet",
    Urgency: "not said | no words yet",
    Matched: "nobody; entered as a new lead | search by number",
    "Came from": "(312) 555-0199, Main line, Google Ads | the number they dialed",
  });
});

test("what was said is quoted with where, and the record says what it knows", () => {
  const known = of({
    ...stranger,
    assessment: {
      urgency: "emergency",
      intent: "support",
      why: { text: "look at the furnace", source: "quote", start: 1, end: 20 },
      evidence: [
        { label: "urgency:emergency", quote: "no heat" },
        { label: "urgency:low", quote: "no rush" },
      ],
      callbackNumber: "+13125550222",
      byPerson: null,
    },
    contact: {
      name: "Dana Ruiz",
      kind: "customer",
      sinceYear: 2022,
      openIssue: "Job 4471",
      note: null,
      openLead: { title: "Estimate EST-2087", at: Temporal.Instant.from("2026-11-17T15:00:00Z") },
      enteredNow: false,
    },
  });
  expect(known).toMatchObject({
    Name: "Dana Ruiz | our records",
    "Asked for": "“look at the furnace” | voicemail",
    Urgency: "Emergency: “no heat” | voicemail",
    Matched: "Dana Ruiz, customer since 2022; Estimate EST-2087, Tue 9:00 | our records, by number",
    "Open issue": "Job 4471 | our records",
    "Call back on": "(312) 555-0222 | said in the voicemail",
  });
});

test("a label set by a person has the person as its source", () => {
  const known = of({
    ...stranger,
    assessment: {
      urgency: "low",
      intent: "quote",
      why: null,
      evidence: [],
      callbackNumber: null,
      byPerson: "Maya Chen",
    },
  });
  expect(known).toMatchObject({ Urgency: "Low | set by Maya Chen", "Asked for": "Quote | set by Maya Chen" });
});

test.each([
  [{ number: null, contactKind: null, sinceYear: null, openLead: null, enteredNow: false }, "withheld number"],
  [{ number: "+1", contactKind: "lead", sinceYear: null, openLead: "Missed call", enteredNow: true }, "new caller"],
  [{ number: "+1", contactKind: "lead", sinceYear: null, openLead: "Missed call", enteredNow: false }, "called before"],
  [
    { number: "+1", contactKind: "lead", sinceYear: null, openLead: "Open estimate, furnace", enteredNow: false },
    "open estimate, furnace",
  ],
  [{ number: "+1", contactKind: "lead", sinceYear: null, openLead: "AC repair", enteredNow: false }, "AC repair"],
  [{ number: "+1", contactKind: "customer", sinceYear: 2022, openLead: "x", enteredNow: false }, "customer since 2022"],
  [{ number: "+1", contactKind: "vendor", sinceYear: null, openLead: null, enteredNow: false }, "vendor"],
])("the relation in words: %#", (caller, words) => {
  expect(relationWords(caller)).toBe(words);
});
