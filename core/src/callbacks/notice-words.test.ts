import { expect, test } from "vitest";
import { type NoticeFact, toldWords } from "./notice-words.ts";

const fact = (channel: NoticeFact["channel"], state: string, error: string | null = null) => ({
  channel,
  state,
  error,
});

test.each<[readonly NoticeFact[], string]>([
  [[fact("push", "delivered"), fact("email", "sent")], "Sam was told by push and e-mail"],
  [
    [fact("push", "delivered"), fact("voice", "failed", "no-key")],
    "Sam was told by push; phone call failed: picked up, but nobody pressed 1",
  ],
  [[fact("push", "queued"), fact("email", "sending")], "Sam: push and e-mail on the way"],
  [
    [fact("push", "failed", "HTTP 403"), fact("email", "failed", "EENVELOPE 550")],
    "Sam was not told; push failed: the other side refused it (HTTP 403); e-mail failed: EENVELOPE 550",
  ],
  [[fact("voice", "unknown", "no-report")], "Sam: phone call may have arrived"],
  [[fact("push", "withdrawn")], "Sam did not need to be told any more"],
])("a notice is told with what became of it on each channel", (facts, words) => {
  expect(toldWords("Sam", facts)).toBe(words);
});

test("the chat of the business is no person", () => {
  expect(toldWords(null, [fact("chat", "delivered")])).toBe("The chat of the business was told");
});
