import { classifyByRules } from "@ringback/core/classification/classify-by-rules.ts";
import { expect, test } from "vitest";
import type { ReadingColumns } from "./readings.ts";
import { toReading, withOwner } from "./to-reading.ts";

const text = "Hi, this is Dana. There is no heat in the house.";
const heat = text.indexOf("no heat");
const row: ReadingColumns = {
  call_id: "call",
  message_id: null,
  at: Temporal.Instant.from("2026-11-20T20:00:00Z"),
  text,
  transcript_state: "ready",
  transcript_source: "speech-service",
  words: [
    { start: heat, end: heat + 2, startMs: 3210, endMs: 3400 },
    { start: heat + 3, end: heat + 7, startMs: 3400, endMs: 3900 },
  ],
  problem: null,
  words_awaited: false,
  recording_id: "recording",
  recording_state: "fetched",
  duration_seconds: 9,
  peaks: null,
  heard: "speech",
  muted: [{ fromMs: 1500, toMs: 2250 }],
  assessment_id: "assessment",
  assessment: classifyByRules({ text, channel: "voicemail", trade: "home-services", callFacts: {} }),
  made_by: "rules",
  model_problem: null,
  person: null,
};
const standing = { sends_content: true, model: "none" } as const;

test("words whose time is known can be heard at it; a silenced span is told in seconds", () => {
  const { evidence, recording } = toReading(row, standing);
  const found = evidence.find(({ start, end }) => start !== null && end !== null && start <= heat && end > heat);
  expect(found?.atSeconds).toBe(3.21);
  expect(evidence.find(({ label }) => label === "caller-name")?.atSeconds).toBeNull();
  expect(recording).toMatchObject({ state: "ready", note: null, muted: [{ from: 1.5, to: 2.25 }] });
});

test("evidence that is not where it says keeps its words and loses its place", () => {
  const { evidence } = toReading({ ...row, text: `Well. ${text}` }, standing);
  const spoken = evidence.filter(({ quote }) => quote !== null);
  expect(spoken.length).toBeGreaterThan(0);
  for (const piece of spoken) expect([piece.start, piece.end, piece.atSeconds]).toEqual([null, null, null]);
});

test.each([
  ["silence", null, /silent/],
  ["too-short", null, /too short/],
  ["tone-or-music", null, /tone or music/],
  ["silence", "failed", /silent/],
] as const)("a recording with %s (transcript: %s) says why there are no words", (heard, transcript_state, words) => {
  const silent = { ...row, text: null, transcript_state, words: null, heard, assessment: null };
  expect(toReading(silent, standing)).toMatchObject({ textState: "no-speech", textNote: expect.stringMatching(words) });
});

test.each([
  ["quarantined", /was not kept/],
  ["withheld", /once the number is silenced/],
] as const)("a %s recording says why nobody can play it", (state, words) => {
  expect(toReading({ ...row, recording_state: state }, standing).recording).toMatchObject({
    state,
    note: expect.stringMatching(words),
  });
});

test("who read it is said, and where it was the rules alone, why", () => {
  const by = (change: Partial<ReadingColumns>, how: Parameters<typeof toReading>[1] = standing) =>
    toReading({ ...row, ...change }, how).readBy;
  expect(by({})).toBe("Read by the rules only: no language model is set up.");
  expect(by({}, { sends_content: false, model: "on" })).toMatch(/nothing may leave/);
  expect(by({}, { sends_content: true, model: "off" })).toMatch(/switched off/);
  expect(by({ made_by: "person", person: "Maya" })).toBe("Set by Maya.");
});

test("a language that the rules do not read is named", () => {
  const french = row.assessment && { ...row.assessment, language: "fr" as const };
  expect(toReading({ ...row, assessment: french }, standing).languageNote).toMatch(/French/);
  expect(toReading(row, standing).languageNote).toBeNull();
});

test("the owner of the callback stands in the summary as a fact of our records", () => {
  const owner = withOwner(toReading(row, standing), "Maya Chen").summary.find(({ field }) => field === "owner");
  expect(owner).toMatchObject({ text: "Maya Chen", source: "record" });
});
