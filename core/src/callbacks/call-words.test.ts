import { expect, test } from "vitest";
import { type CallStory, callWords, missLabel, missLabels, missWords } from "./call-words.ts";

const story: CallStory = {
  state: "ended",
  outcome: "missed",
  missReason: "no-answer",
  rangSeconds: 20,
  voicemail: null,
};

test("every reason has words of its own, and none shows its key", () => {
  const words = Object.keys(missLabels).map((missReason) =>
    missWords({ missReason, rangSeconds: 12, waitedSeconds: 40 }),
  );
  expect(new Set(words).size).toBe(words.length);
  for (const label of Object.values(missLabels)) expect(label).not.toMatch(/-/);
  expect(missLabel("something-new")).toBe("Something new");
});

test.each([
  [{ missReason: "abandoned-in-queue", waitedSeconds: 39 }, "Hung up in the queue after 39 s."],
  [{ missReason: "abandoned-in-menu" }, "Hung up in the menu."],
  [{ missReason: "not-connected" }, "No voicemail. Somebody picked up, but the two were never connected."],
  [{ missReason: "unknown" }, "No voicemail. Nothing shows that a person answered."],
])("%o reads %s", (change, words) => {
  expect(callWords({ ...story, ...change })).toBe(words);
});
