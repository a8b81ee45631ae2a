import type { EvidencePiece, Reading } from "@ringback/contract/readings.ts";
import { expect, test } from "vitest";
import { labelList } from "./label-list.ts";

const piece = (label: string, quote: string, start: number): EvidencePiece => ({
  label,
  rule: "r",
  because: "r",
  authority: null,
  start,
  end: start + quote.length,
  quote,
  fact: null,
  atSeconds: null,
});
const reading: Reading = {
  assessmentId: null,
  source: "voicemail",
  callId: null,
  messageId: null,
  at: "2026-11-20T20:00:00Z",
  text: "",
  textState: "ready",
  textNote: null,
  transcribedBy: null,
  language: "en",
  languageNote: null,
  readBy: null,
  byPerson: false,
  labels: { intent: "unclear", secondaryIntents: [], urgency: "emergency", lane: "unknown" },
  evidence: [
    piece("urgency:emergency", "no heat", 3),
    piece("caller-name", "Dana", 20),
    piece("urgency:high", "cold", 30),
  ],
  discounted: [
    { ...piece("urgency:high", "no heat", 50), why: "past", whyWords: "past, not now" },
    { ...piece("intent:booking", "no heat", 50), why: "past", whyWords: "past, not now" },
  ],
  dropped: [],
  summary: [],
  recording: null,
};

test("what was chosen stands first, what was not counted last, each with a letter of its own", () => {
  const labels = labelList(reading);
  expect(labels.map(({ letter, words, minor }) => [letter, words, minor])).toEqual([
    ["a", "Urgency: emergency", false],
    ["b", "Wants: unclear", false],
    ["c", "Lane: unknown", false],
    ["d", "Name: Dana", false],
    ["e", "Urgency: high", true],
    ["f", "Not counted: past, not now", true],
  ]);
});

test("a chosen label without words is shown too, and words that look like two labels are struck once", () => {
  const labels = labelList(reading);
  expect(labels.find(({ key }) => key === "intent:unclear")?.pieces).toEqual([]);
  expect(labels.at(-1)?.pieces).toHaveLength(1);
});

test("where nothing was judged there are no labels", () => {
  expect(labelList({ ...reading, labels: null })).toEqual([]);
});
