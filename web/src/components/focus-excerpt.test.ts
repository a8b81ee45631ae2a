import { expect, test } from "vitest";
import { focusExcerpt } from "./focus-excerpt.ts";

const marked = ({ text, marks }: ReturnType<typeof focusExcerpt>) =>
  marks.map(([start, end]) => text.slice(start, end));

test("a late mark moves to the front and keeps its words", () => {
  const text = "…nobody showed up this morning and I took the day off work, to speak to a manager";
  const at = text.indexOf("I took");
  const focused = focusExcerpt({
    text,
    marks: [
      [at, at + 23],
      [text.length - 9, text.length],
    ],
  });
  expect(focused.text.startsWith("…up this morning and I took")).toBe(true);
  expect(marked(focused)).toEqual(["I took the day off work", "a manager"]);
});

test("an early mark, or none, leaves the excerpt as it is", () => {
  const early = { text: "…we've got no heat since last night", marks: [[11, 18]] as const };
  expect(focusExcerpt(early)).toEqual(early);
  const none = { text: "No voicemail. Hung up after 22 s in the queue.", marks: [] };
  expect(focusExcerpt(none)).toEqual(none);
});

test("a text without spaces is not cut in the middle of a word", () => {
  const text = "a".repeat(60);
  expect(focusExcerpt({ text, marks: [[50, 60]] }).text).toBe(text);
});
