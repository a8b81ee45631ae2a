import { expect, test } from "vitest";
import { judgeMessage } from "./judge-message.ts";
import { undoMishearings } from "./undo-mishearings.ts";
import { readWords } from "./words.ts";

const meant = (text: string) =>
  undoMishearings(readWords(text))
    .map((word) => word.text)
    .join(" ");

test.each([
  ["there's a real strong guess smell in here", "theres a real strong gas smell in here"],
  ["my hearing is two morrow this mourning", "my hearing is tomorrow this morning"],
  ["a carbon mon oxide alarm is beating", "a carbon monoxide alarm is beeping"],
  ["my son had a season and won't wake", "my son had a seizure and wont wake"],
])("what was misheard is read as it was meant: %s", (text, expected) => {
  expect(meant(text)).toBe(expected);
});

test.each([
  "I guess the stove is fine",
  "we have a softball league meeting",
  "the holiday season had us busy",
  "the window pane in the back is cracked",
  "a dog breeding business",
  "I lost weight and can't stop",
])("what is meant as it stands is left alone: %s", (text) => {
  expect(undoMishearings(readWords(text))).toEqual(readWords(text));
});

test("the evidence shown is what was written", () => {
  const text = "hi there is a real strong guess smell in my kitchen";
  const { assessment } = judgeMessage({ text, channel: "voicemail", trade: "home-services" });
  expect(assessment.urgency).toBe("emergency");
  for (const piece of assessment.evidence)
    if ("quote" in piece) expect(text.slice(piece.start, piece.end)).toBe(piece.quote);
});
