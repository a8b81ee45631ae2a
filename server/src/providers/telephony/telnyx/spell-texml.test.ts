import { expect, test } from "vitest";
import { renderTwiml } from "#providers/telephony/twiml-family/twiml.ts";
import { dialect } from "./dialect.ts";
import { account } from "./recorded-webhooks.ts";

const write = (instruction: Parameters<typeof renderTwiml>[2], callId = "v3:abc_d-e") =>
  renderTwiml(dialect, account, instruction, { callId });

test("a Dial rings no longer than TeXML allows, and nothing is taken off", () => {
  const ring = (ringSeconds: number) =>
    write({ do: "ring", phones: [{ memberId: "m-1", number: "+15557770000" }], ringSeconds, requireAcceptKey: true });
  expect(ring(20)).toContain('timeout="20"');
  expect(ring(300)).toContain('timeout="120"');
  expect(ring(20)).not.toContain("answerOnBridge");
});

test("every address of a rung phone names the call", () => {
  const phones = [{ memberId: "m-1", number: "+15557770000" }];
  const document = write({ do: "ring", phones, ringSeconds: 20, requireAcceptKey: true });
  expect(document).toContain("/voice/gather?leg=m-1&amp;call=v3%3Aabc_d-e");
  expect(document).toContain("/voice/status?call=v3%3Aabc_d-e");
  const asked = write({ do: "ask-to-accept", whisper: "Press 1.", memberId: "m-1" });
  expect(asked).toContain("/voice/gather?leg=m-1&amp;call=v3%3Aabc_d-e&amp;answered=1");
});

test("a voicemail is recorded in one channel and transcribed by TeXML's attributes", () => {
  const document = write({ do: "take-voicemail", greeting: "Hello", maxSeconds: 120, language: "en-US" });
  expect(document).toContain('channels="single"');
  expect(document).toContain('transcription="true"');
  expect(document).toContain('transcriptionCallback="https://ringback.example/hooks/c/voice/transcription"');
  expect(document).toContain('action="https://ringback.example/hooks/c/voice/recording?left=1"');
  expect(document).not.toContain("transcribe=");
  expect(document).toContain('voice="alice"');
});
