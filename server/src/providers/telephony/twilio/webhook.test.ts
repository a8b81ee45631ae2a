import fc from "fast-check";
import { expect, test } from "vitest";
import { hookKindOf } from "#providers/telephony/hook-kind.ts";
import type { ReadWebhook } from "#providers/telephony/provider.ts";
import { pairs, type Sent, sample } from "#providers/telephony/twiml-family/recorded-webhooks.ts";
import { twilioSignature } from "#providers/telephony/twiml-family/signature.ts";
import { retryFragment } from "./dialect.ts";
import { createTwilio } from "./index.ts";
import { account, recorder } from "./recorded-webhooks.ts";

const { readWebhook } = createTwilio();
const { post } = recorder;

const instant = Temporal.Instant.from("2026-11-20T18:02:00Z");
const now = instant.toString();
const call = "CA11111111111111111111111111111111";
const leg = "CA22222222222222222222222222222222";

function read(pathAndQuery: string, sent: Sent): ReadWebhook {
  return readWebhook(account, hookKindOf(pathAndQuery) ?? "voice", post(pathAndQuery, sent), instant);
}

/** Instants as text: `toMatchObject` takes any two instants for equal. */
function plain(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}

function notice(pathAndQuery: string, sent: Sent) {
  const answer = read(pathAndQuery, sent);
  if (!answer.ok) throw new Error(answer.problem);
  return plain(answer.notice);
}

const arrived = {
  kind: "arrived",
  at: now,
  from: "+15551230001",
  to: "+15559870000",
  forwardedFrom: null,
  callerName: null,
  callerIdTrust: "verified",
};
const arrival = { ...arrived, callerIdTrust: "none" };

test.each([
  ["a call", "/voice", sample("voice_url_inbound"), { kind: "call", callId: call, event: arrived, arrival: null }],
  [
    "a forwarded, withheld call",
    "/voice",
    sample("voice_url_inbound_forwarded_anonymous"),
    { event: { ...arrival, from: "anonymous", forwardedFrom: "+15559870099" } },
  ],
  [
    "one of our URLs failed",
    "/voice?fallback=1",
    { ...sample("voice_url_inbound"), ...sample("fallback_url_extra") },
    { kind: "call", callId: call, event: { kind: "system-failed", at: now, code: "11200" }, arrival: arrived },
  ],
  [
    "nobody answered",
    "/voice/dial",
    sample("dial_action_no_answer"),
    {
      event: { kind: "dial-ended", at: now, status: "no-answer", bridged: false, legId: leg, talkSeconds: null },
      arrival,
    },
  ],
  [
    "somebody answered",
    "/voice/dial",
    sample("dial_action_completed"),
    { event: { kind: "dial-ended", at: now, status: "completed", bridged: true, legId: leg, talkSeconds: 42 } },
  ],
  [
    "a phone we rang",
    "/voice/status",
    sample("number_status_callback_completed_child"),
    {
      callId: call,
      event: {
        kind: "leg-progress",
        at: "2026-11-20T18:00:25Z",
        legId: leg,
        to: "+15557770000",
        status: "no-answer",
        sequence: 2,
      },
      arrival: null,
    },
  ],
  [
    "the end of a call, and when it must have come",
    "/voice/status",
    sample("call_status_callback_terminal"),
    {
      callId: call,
      event: {
        kind: "ended",
        at: "2026-11-20T18:01:00Z",
        status: "completed",
        durationSeconds: 31,
      },
      arrival: { ...arrival, at: "2026-11-20T18:00:29Z" },
    },
  ],
  [
    "a call still running",
    "/voice/status",
    { ...sample("call_status_callback_terminal"), CallStatus: "ringing" },
    { kind: "nothing" },
  ],
  [
    "a voicemail, its recording known by URL only",
    "/voice/recording",
    sample("record_action"),
    {
      event: {
        kind: "voicemail-left",
        at: now,
        recordingId: "RE33333333333333333333333333333333",
        durationSeconds: 12,
      },
      arrival,
    },
  ],
  [
    "a recording is there",
    "/voice/recording",
    sample("recording_status_callback"),
    {
      callId: call,
      event: {
        kind: "recording-ready",
        at: now,
        recordingId: "RE33333333333333333333333333333333",
        durationSeconds: 12,
        state: "ready",
      },
      arrival: null,
    },
  ],
  [
    "an empty recording",
    "/voice/recording",
    { ...sample("recording_status_callback"), RecordingStatus: "absent", RecordingDuration: "-1" },
    { event: { kind: "recording-ready", state: "absent", durationSeconds: null } },
  ],
  [
    "a transcript",
    "/voice/transcription",
    sample("transcribe_callback"),
    {
      event: {
        kind: "transcript-ready",
        at: now,
        transcriptId: "TR44444444444444444444444444444444",
        recordingId: "RE33333333333333333333333333333333",
        text: "Hi this is Dana",
        state: "ready",
      },
    },
  ],
  [
    "a transcript that failed",
    "/voice/transcription",
    { ...sample("transcribe_callback"), TranscriptionStatus: "failed", TranscriptionText: "" },
    { event: { kind: "transcript-ready", text: null, state: "failed" } },
  ],
  [
    "a text",
    "/messages",
    sample("message_inbound"),
    {
      kind: "message-received",
      messageId: "SM77777777777777777777777777777777",
      from: "+15551230001",
      to: "+15559870000",
      body: "STOP",
      mediaCount: 0,
      providerReplies: true,
      optOut: "stop",
    },
  ],
  [
    "a delivery report",
    "/messages/status",
    sample("message_status_callback"),
    {
      kind: "message-status",
      messageId: "SM99999999999999999999999999999999",
      state: "undelivered",
      errorCode: "30034",
    },
  ],
])("%s is understood", (_, path, sent, expected) => {
  expect(notice(path, sent)).toMatchObject(expected);
});

const screened = { ...sample("number_status_callback_completed_child"), CallStatus: "in-progress" };

test("a picked-up phone is asked, and only the key 1 makes it a person", () => {
  const about = { callId: call, legId: leg, memberId: "m-1" };
  expect(notice("/voice/gather?leg=m-1", screened)).toMatchObject({ kind: "screening-asked", ...about });
  expect(notice("/voice/gather?leg=m-1&answered=1", { ...screened, Digits: "1" })).toMatchObject({
    kind: "call",
    callId: call,
    event: { kind: "leg-accepted", legId: leg, memberId: "m-1", at: now },
  });
  for (const digits of [{ Digits: "2" }, { Digits: "" }, {}, { Digits: "11" }]) {
    const said = notice("/voice/gather?leg=m-1&answered=1", { ...screened, ...digits });
    expect(said).toMatchObject({ kind: "screening-declined", ...about });
  }
});

test("two ringings of one call that end alike are two events, and each says which it was", () => {
  const ended = (query: string) => {
    const said = notice(`/voice/dial${query}`, sample("dial_action_no_answer"));
    return said?.kind === "call" && said.event.kind === "dial-ended" ? [said.event.round, said.key] : [];
  };
  const [plain, first, second] = [ended(""), ended("?round=1"), ended("?round=2")];
  expect([plain[0], first[0], second[0]]).toEqual([undefined, 1, 2]);
  expect(new Set([plain[1], first[1], second[1]]).size).toBe(3);
  expect(ended("?round=3")).toEqual(plain);
  const asked = notice("/voice/gather?leg=m-1&round=2", screened);
  expect(asked).toMatchObject({ kind: "screening-asked", round: 2 });
  const pressed = notice("/voice/gather?leg=m-1&round=2&answered=1", { ...screened, Digits: "1" });
  expect(pressed).toMatchObject({ event: { kind: "leg-accepted", round: 2 } });
});

const staffLeg = { ...sample("voice_url_inbound"), CallSid: "CA9", Direction: "outbound-api" };

test("a call back of ours is never taken for an inbound call", () => {
  const about = { attemptId: "at-1", callId: "CA9" };
  const gather = "/voice/gather?attempt=at-1";
  expect(notice(gather, staffLeg)).toMatchObject({ kind: "attempt-asked", ...about });
  expect(notice(`${gather}&answered=1`, { ...staffLeg, Digits: "1" })).toMatchObject({
    kind: "attempt-accepted",
    ...about,
  });
  expect(notice(`${gather}&answered=1`, { ...staffLeg, Digits: "" })).toMatchObject({
    kind: "attempt-declined",
    ...about,
  });
  expect(notice("/voice/status?attempt=at-1", { ...staffLeg, CallStatus: "busy" })).toMatchObject({
    kind: "attempt-progress",
    leg: "staff",
    status: "busy",
    bridged: null,
    ...about,
  });
  const caller = { ...staffLeg, ParentCallSid: "CA9", CallSid: "CA10", CallStatus: "ringing", SequenceNumber: "1" };
  expect(notice("/voice/status?attempt=at-1&leg=caller", caller)).toMatchObject({
    kind: "attempt-progress",
    leg: "caller",
    status: "ringing",
    sequence: 1,
  });
  const dialed = { ...staffLeg, DialCallStatus: "completed", DialBridged: "true", DialCallDuration: "9" };
  expect(notice("/voice/dial?attempt=at-1", dialed)).toMatchObject({
    kind: "attempt-progress",
    leg: "caller",
    status: "completed",
    bridged: true,
    talkSeconds: 9,
  });
  for (const path of ["/voice", "/voice/status", "/voice/dial"]) expect(notice(path, staffLeg).kind).toBe("nothing");
});

test("the same webhook has the same key, and different ones have different keys", () => {
  const told: [string, Sent][] = [
    ["/voice", sample("voice_url_inbound")],
    ["/voice?fallback=1", { ...sample("voice_url_inbound"), ErrorCode: "11200", ErrorUrl: "https://a/1" }],
    ["/voice?fallback=1", { ...sample("voice_url_inbound"), ErrorCode: "11200", ErrorUrl: "https://a/2" }],
    ["/voice/dial", sample("dial_action_no_answer")],
    ["/voice/status", sample("call_status_callback_terminal")],
    ["/voice/status", { ...screened, CallStatus: "ringing", SequenceNumber: "1" }],
    ["/voice/status", { ...screened, CallStatus: "no-answer", SequenceNumber: "2" }],
    ["/voice/status", { ...screened, CallSid: "CA3", CallStatus: "no-answer", SequenceNumber: "2" }],
    ["/voice/recording", sample("record_action")],
    ["/voice/recording", sample("recording_status_callback")],
    ["/voice/recording", { ...sample("recording_status_callback"), RecordingStatus: "absent" }],
    ["/voice/transcription", sample("transcribe_callback")],
    ["/voice/gather?leg=m", screened],
    ["/voice/gather?leg=m&answered=1", { ...screened, Digits: "1" }],
    ["/voice/gather?leg=m&answered=1", { ...screened, Digits: "2" }],
    ["/voice/gather?attempt=a", staffLeg],
    ["/voice/status?attempt=a", { ...staffLeg, CallStatus: "ringing" }],
    ["/voice/dial?attempt=a", { ...staffLeg, DialCallStatus: "busy" }],
    ["/messages", sample("message_inbound")],
    ["/messages/status", { ...sample("message_status_callback"), MessageStatus: "sent" }],
    ["/messages/status", sample("message_status_callback")],
  ];
  const keys = told.map(([path, sent]) => notice(path, sent).key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(told.map(([path, sent]) => notice(path, sent).key)).toEqual(keys);
});

test("the current and the previous token sign; others, other accounts and other URLs do not", () => {
  const path = "/voice/gather?leg=m%2F1&x=+";
  for (const [token, ok] of [
    ["token", true],
    ["before", true],
    ["", false],
    ["x", false],
  ] as const) {
    expect(readWebhook(account, "voice-gather", post(path, screened, token), instant).ok).toBe(ok);
  }
  const elsewhere = { ...post(path, screened), pathAndQuery: "/voice/gather?leg=m%2F2&x=+" };
  expect(readWebhook(account, "voice-gather", elsewhere, instant)).toEqual({
    ok: false,
    status: 403,
    problem: "bad-signature",
  });
  expect(read("/voice", { ...sample("voice_url_inbound"), AccountSid: "AC2" })).toMatchObject({
    status: 403,
    problem: "wrong-account",
  });
  const none = { ...account, previousSecret: null };
  expect(readWebhook(none, "voice-gather", post(path, screened, "before"), instant).ok).toBe(false);
});

test("GET works too, with everything in the query", () => {
  const pathAndQuery = `/voice?${new URLSearchParams(sample("voice_url_inbound"))}`;
  const signature = twilioSignature("token", account.hookBaseUrl + pathAndQuery, []);
  const raw = { method: "GET", pathAndQuery, rawBody: Buffer.alloc(0), headers: { "x-twilio-signature": signature } };
  expect(plain(readWebhook(account, "voice", raw, instant))).toMatchObject({
    ok: true,
    notice: { callId: call, event: arrived },
  });
});

test("strange callers pass as they are, and what a stranger wrote is cleaned and bounded", () => {
  for (const from of ["anonymous", "+266696687", "sip:+15551230001@a.example;x=1", "client:dana", "12345", ""]) {
    expect(notice("/voice", { ...sample("voice_url_inbound"), From: from })).toMatchObject({ event: { from } });
  }
  // Cut between two characters and in the middle of one.
  for (const name of ["<b>Dana</b>", "<b>Dan</b>"]) {
    const CallerName = `${name}\u0000\u001b[2J${"😀".repeat(1_000)}`;
    const answer = read("/voice", { ...sample("voice_url_inbound"), CallerName, New: "field", CallToken: "{}" });
    if (!answer.ok) throw new Error(answer.problem);
    expect(answer.payload["CallerName"]?.startsWith(`${name}[2J😀`)).toBe(true);
    expect(answer.payload["CallerName"]?.length).toBeLessThanOrEqual(120);
    expect(answer.payload["CallerName"]?.isWellFormed()).toBe(true);
    expect(answer.payload).not.toHaveProperty("New");
  }
  const text = notice("/messages", { ...sample("message_inbound"), Body: "one\r\ntwo\u0000", NumMedia: "1e9" });
  expect(text).toMatchObject({ body: "one\ntwo", mediaCount: 0 });
});

test("a time that is absurd or to come is not believed", () => {
  for (const Timestamp of [
    "Fri, 20 Nov 2099 18:00:25 +0000",
    "20 Foo 2026 18:00:25 +0000",
    "31 Feb 2026 18:00:25 GMT",
    "now",
    "",
  ]) {
    expect(notice("/voice/status", { ...screened, Timestamp })).toMatchObject({ event: { at: now } });
  }
  const Timestamp = "Fri, 20 Nov 2026 10:00:25 -0800";
  const at = "2026-11-20T18:00:25Z";
  expect(notice("/voice/status", { ...screened, Timestamp })).toMatchObject({ event: { at } });
});

test.each([
  ["/voice", { CallSid: "" }],
  ["/voice", { CallSid: "C".repeat(256) }],
  ["/voice", { CallSid: "CA 1" }],
  ["/voice", { To: "" }],
  ["/voice/dial", { DialCallStatus: "constructor" }],
  ["/voice/dial", { DialCallStatus: "__proto__" }],
  ["/voice/status", { CallStatus: "toString" }],
  ["/voice/gather", {}],
  ["/voice/gather?leg=m", {}],
  ["/voice/gather?attempt=", {}],
  ["/voice/recording", { RecordingStatus: "completed" }],
  ["/voice/transcription", {}],
  ["/messages", { MessageSid: "", SmsSid: "" }],
  ["/messages/status", {}],
])("%s without what it needs is refused: %j", (path, change) => {
  expect(read(path, { ...sample("voice_url_inbound"), ...change })).toEqual({
    ok: false,
    status: 400,
    problem: "missing-field",
  });
});

test("ten megabytes, a thousand fields, other types and broken JSON are refused or read, never thrown at", () => {
  const big = { ...post("/voice", {}), rawBody: Buffer.alloc(10 * 1024 * 1024, "a") };
  expect(readWebhook(account, "voice", big, instant)).toEqual({ ok: false, status: 413, problem: "too-large" });
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`Field${n}`, "x"]));
  expect(read("/voice", { ...many, ...sample("voice_url_inbound"), From: ["+15551230001", "+2"] })).toMatchObject({
    ok: true,
    notice: { event: { from: "+15551230001" } },
  });
  const xml = { ...post("/voice", {}), rawBody: Buffer.from("<a/>"), headers: { "content-type": "text/xml" } };
  expect(readWebhook(account, "voice", xml, instant)).toMatchObject({ status: 415 });
  const unsigned = { method: "POST", pathAndQuery: "/voice", rawBody: Buffer.alloc(0), headers: {} };
  expect(readWebhook(account, "voice", unsigned, instant)).toMatchObject({ status: 403 });
});

test("whatever bytes come, it answers", () => {
  const paths = fc.oneof(fc.constantFrom("/voice", "/voice/gather?leg=a&answered=1", "/messages?%ff&&=#"), fc.string());
  fc.assert(
    fc.property(
      paths,
      fc.uint8Array({ maxLength: 300 }),
      fc.dictionary(fc.string(), fc.string()),
      (path, bytes, sent) => {
        const raw = { ...post(path, {}), rawBody: Buffer.from(bytes) };
        expect(readWebhook(account, hookKindOf(path) ?? "voice", raw, instant)).toHaveProperty("ok");
        expect(read(path, { ...sent, AccountSid: account.externalAccountId, CallSid: "CA1" })).toHaveProperty("ok");
      },
    ),
  );
});

test("a peer that signs the URL with its retry settings is understood", () => {
  const raw = post("/voice", sample("voice_url_inbound"));
  const signature = twilioSignature(
    "token",
    `${account.hookBaseUrl}/voice${retryFragment}`,
    pairs(sample("voice_url_inbound")),
  );
  expect(
    readWebhook(account, "voice", { ...raw, headers: { ...raw.headers, "x-twilio-signature": signature } }, instant).ok,
  ).toBe(true);
});

test("what a person said or wrote is in the notice, and in the envelope only as its length", () => {
  const said = "My card is 4111 1111 1111 1111";
  for (const [path, sent, word] of [
    ["/voice/transcription", { ...sample("transcribe_callback"), TranscriptionText: said }, "TranscriptionText"],
    ["/messages", { ...sample("message_inbound"), Body: said }, "Body"],
  ] as const) {
    const answer = read(path, sent);
    if (!answer.ok) throw new Error(answer.problem);
    expect(JSON.stringify(answer.notice)).toContain("4111");
    expect(JSON.stringify(answer.payload)).not.toContain("4111");
    expect(answer.payload[word]).toBe("[30 characters]");
  }
});

test("a caller who hung up at the beep left no words", () => {
  const { RecordingUrl: _url, RecordingSid: _sid, ...silent } = sample("record_action");
  expect(notice("/voice/recording", { ...silent, RecordingDuration: "0" })).toMatchObject({ kind: "nothing" });
  expect(notice("/voice/recording", { ...silent, RecordingDuration: "4" })).toMatchObject({
    event: { kind: "voicemail-left", recordingId: null, durationSeconds: 4 },
  });
});
