import { expect, test } from "vitest";
import { findPromises } from "#acknowledgement/promise-guard.ts";
import type { CallInstruction } from "./call-instruction.ts";
import { respectRecordingPolicy } from "./respect-recording-policy.ts";

const voicemail: CallInstruction = { do: "take-voicemail", greeting: "Hello", maxSeconds: 120, language: "en-US" };

test("a number that records nothing takes no voicemail, and what is said instead promises nothing", () => {
  const said = respectRecordingPolicy(voicemail, "nothing", "Northside Heating");
  expect(said).toMatchObject({ do: "say-and-hang-up", text: expect.stringContaining("Northside Heating") });
  expect(findPromises("text" in said ? said.text : "", ["Northside Heating"])).toEqual([]);
});

test("every other instruction stays, and a number that records voicemails takes them", () => {
  expect(respectRecordingPolicy(voicemail, "voicemail", "x")).toBe(voicemail);
  const ring: CallInstruction = { do: "ring", phones: [], ringSeconds: 20, requireAcceptKey: true };
  expect(respectRecordingPolicy(ring, "nothing", "x")).toBe(ring);
});
