import { expect, test } from "vitest";
import { actionWords } from "./action-words.ts";

const timeZone = "America/Chicago";

test("each action that may wait is said in words that need no case at hand", () => {
  const words = (name: Parameters<typeof actionWords>[0]["name"], body = {}, outcome: string | null = null) =>
    actionWords({ name, body, timeZone }, outcome);
  expect(words("recordAttempt", { result: "left-voicemail" })).toBe("Attempt: left a voicemail");
  expect(words("close", { disposition: "reached-booked" }, "Reached, booked")).toBe("Close: Reached, booked");
  expect(words("close", { disposition: "went-elsewhere" })).toBe("Close: went elsewhere");
  expect(words("addNote", { body: "The valve is behind it." })).toBe("Note: “The valve is behind it.”");
  expect(words("textCaller", { body: "x".repeat(100) })).toHaveLength("Text: “”".length + 59);
  expect(words("snooze", { until: new Date(Date.now() + 40 * 86_400_000).toISOString() })).toMatch(/^Snooze until \d/);
  expect([words("claim"), words("release"), words("unsnooze")]).toEqual(["Claim", "Release", "Bring back from snooze"]);
});
