import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import twilio from "twilio";
import { expect, test } from "vitest";
import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import { createTwilio } from "./index.ts";

const account: TelephonyAccount = {
  connectionId: "c",
  externalAccountId: "AC1",
  secret: "token",
  previousSecret: null,
  credentials: {},
  settings: {},
  apiBaseUrl: "https://api.twilio.com",
  hookBaseUrl: "https://ringback.example/hooks/c",
  staticFallbackUrl: null,
};
const at = (path: string) => `https://ringback.example/hooks/c${path}#rc=2&rp=5xx,ct,rt&ct=2000&rt=4500`;
const render = (instruction: CallInstruction, attemptId?: string) =>
  createTwilio().renderInstruction(account, instruction, attemptId === undefined ? {} : { attemptId }).body;
const response = () => new twilio.twiml.VoiceResponse();

test("ringing waits for a person who accepts, and counts Twilio's five extra seconds", () => {
  const expected = response();
  const dial = expected.dial({ answerOnBridge: true, timeout: 15, action: at("/voice/dial"), method: "POST" });
  for (const [memberId, number] of [
    ["m-1", "+15557770000"],
    ["m-2", "+15557770001"],
  ] as const) {
    dial.number(
      {
        url: at(`/voice/gather?leg=${memberId}`),
        method: "POST",
        statusCallback: at("/voice/status"),
        statusCallbackMethod: "POST",
        statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
      },
      number,
    );
  }
  const phones = [
    { memberId: "m-1", number: "+15557770000" },
    { memberId: "m-2", number: "+15557770001" },
  ];
  expect(render({ do: "ring", phones, ringSeconds: 20, requireAcceptKey: true })).toBe(expected.toString());
  expect(render({ do: "ring", phones, ringSeconds: 3, requireAcceptKey: false })).toMatch(/timeout="5"(?!.*gather)/);
  const many = Array.from({ length: 14 }, (_, n) => ({ memberId: `m${n}`, number: `+1555777${1000 + n}` }));
  expect(render({ do: "ring", phones: many, ringSeconds: 20, requireAcceptKey: true }).match(/<Number/g)?.length).toBe(
    10,
  );
  expect(() => render({ do: "ring", phones: [], ringSeconds: 20, requireAcceptKey: true })).toThrow(/at least one/);
});

test("one ringing of two is told which one it was, by the address its end and its press of 1 come to", () => {
  const phones = [{ memberId: "m-1", number: "+15557770000" }];
  const ring = (round: 1 | 2) => render({ do: "ring", phones, ringSeconds: 20, requireAcceptKey: true, round });
  for (const round of [1, 2] as const) {
    expect(ring(round)).toContain(`action="${at(`/voice/dial?round=${round}`).replaceAll("&", "&amp;")}"`);
    expect(ring(round)).toContain(`/voice/gather?leg=m-1&amp;round=${round}#`);
  }
  expect(render({ do: "ask-to-accept", whisper: "Press 1.", memberId: "m-1", round: 2 })).toContain(
    "/voice/gather?leg=m-1&amp;round=2&amp;answered=1#",
  );
});

test("voicemail says the greeting before the recording begins, and asks for a transcript of English only", () => {
  const greeting = `Joe & Sons <plumbing>; it will be recorded and transcribed. "Beep"`;
  const expected = response();
  expected.say({ language: "en-US" }, greeting);
  expected.record({
    action: at("/voice/recording"),
    method: "POST",
    playBeep: true,
    timeout: 8,
    finishOnKey: "#",
    maxLength: 119,
    transcribe: true,
    transcribeCallback: at("/voice/transcription"),
    recordingStatusCallback: at("/voice/recording"),
    recordingStatusCallbackMethod: "POST",
    recordingStatusCallbackEvent: ["completed", "absent"],
  });
  expected.hangup();
  expect(render({ do: "take-voicemail", greeting, maxSeconds: 180, language: "en-US" })).toBe(expected.toString());
  const german = render({ do: "take-voicemail", greeting, maxSeconds: 180, language: "de-DE" });
  expect(german).toContain('maxLength="180" transcribe="false" recordingStatusCallback');
});

test("the called person is asked for one key, and silence hangs up", () => {
  const asked = (query: string) => {
    const expected = response();
    const action = at(`/voice/gather?${query}&answered=1`);
    expected.gather({ input: ["dtmf"], numDigits: 1, timeout: 8, action, method: "POST" }).say("Press 1.");
    expected.hangup();
    return expected.toString();
  };
  expect(render({ do: "ask-to-accept", whisper: "Press 1.", memberId: "m-1" })).toBe(asked("leg=m-1"));
  expect(render({ do: "ask-to-accept", whisper: "Press 1.", memberId: "m-1" }, "at-1")).toBe(asked("attempt=at-1"));
});

test("a call back dials the caller from the business number and reports under its attempt", () => {
  const expected = response();
  expected.say("Calling Dana.");
  const action = at("/voice/dial?attempt=at-1");
  expected.dial({ callerId: "+15559870000", action, method: "POST" }).number(
    {
      statusCallback: at("/voice/status?attempt=at-1&leg=caller"),
      statusCallbackMethod: "POST",
      statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    },
    "+15551230001",
  );
  const instruction = {
    do: "dial-caller",
    number: "+15551230001",
    callerId: "+15559870000",
    whisper: "Calling Dana.",
  } as const;
  expect(render(instruction, "at-1")).toBe(expected.toString());
  expect(() => render(instruction)).toThrow(/attempt/);
});

test("the short instructions", () => {
  const xml = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>${inside}`;
  expect(render({ do: "connect" })).toBe(xml("<Response/>"));
  expect(render({ do: "nothing" })).toBe(xml("<Response/>"));
  expect(render({ do: "hang-up" })).toBe(xml("<Response><Hangup/></Response>"));
  expect(render({ do: "say-and-hang-up", text: "Thank you." })).toBe(
    xml("<Response><Say>Thank you.</Say><Hangup/></Response>"),
  );
});

test("nothing a stranger wrote becomes markup, and what XML cannot hold is dropped", () => {
  const text = `</Say><Dial>+1900</Dial> & "x" \u0000\u0008\ud800 ok`;
  const xml = render({ do: "say-and-hang-up", text });
  expect(xml).toContain("&lt;/Say&gt;&lt;Dial&gt;+1900&lt;/Dial&gt; &amp;");
  expect(xml).not.toContain("\u0000");
  expect(xml.isWellFormed()).toBe(true);
  const evil = render({ do: "ask-to-accept", whisper: "x", memberId: `"><Dial/>&leg=2` });
  expect(evil).toContain("leg=%22%3E%3CDial%2F%3E%26leg%3D2&amp;answered=1");
});
