import { expect, test } from "vitest";
import { noteWords } from "./note-words.ts";
import type { WaitingAction } from "./waiting-action.ts";

const refused: WaitingAction = {
  requestId: "r-1",
  userId: "u-1",
  accountId: "a-1",
  name: "close",
  callbackId: "c-1",
  body: { disposition: "went-elsewhere", note: "Took the neighbour's plumber." },
  who: "Nina Park",
  what: "Close: Went elsewhere",
  happenedAt: "2026-11-21T14:02:00Z",
  seenVersion: 4,
  tried: true,
  trouble: { code: "changed-meanwhile", words: "Somebody changed this a moment ago." },
};

test("a note tells what was done, when, why it did not count, and what its person wrote", () => {
  expect(noteWords(refused, "14:02")).toBe(
    [
      "Done without a connection at 14:02, not carried out: Close: Went elsewhere.",
      "Somebody changed this a moment ago.",
      "Took the neighbour's plumber.",
    ].join("\n"),
  );
});

test("a text that did not go is kept whole, within what a note may hold", () => {
  const text: WaitingAction = { ...refused, name: "textCaller", body: { body: "x".repeat(5000) }, what: "Text: “xx…”" };
  const words = noteWords(text, "14:02");
  expect(words.split("\n")[2]).toMatch(/^x{1000,}$/);
  expect(words).toHaveLength(4000);
});
