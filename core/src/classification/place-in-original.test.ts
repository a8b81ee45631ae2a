import { expect, test } from "vitest";
import { judgeMessage } from "./judge-message.ts";
import { placeInOriginal } from "./place-in-original.ts";

const card = "my card is 4111 1111 1111 1111 and";

test("a piece before, between and after what was taken out is found again in the text that was given", () => {
  const given = `Billing please, ${card} the other, ${card} I smell gas`;
  const { text, redactions } = judgeMessage({ text: given, channel: "voicemail", trade: "home-services" });
  expect(redactions).toHaveLength(2);
  for (const words of ["Billing", "the other", "smell gas"]) {
    const start = text.indexOf(words);
    const place = placeInOriginal(redactions, { start, end: start + words.length });
    expect(given.slice(place?.start, place?.end)).toBe(words);
  }
});

test("a piece that holds what was taken out stands nowhere", () => {
  const { text, redactions } = judgeMessage({ text: `Hello, ${card} bye`, channel: "sms", trade: "general" });
  expect(placeInOriginal(redactions, { start: 0, end: text.length })).toBeNull();
  const mark = redactions[0];
  expect(
    placeInOriginal(redactions, { start: mark?.redactedStart ?? 0, end: (mark?.redactedStart ?? 0) + 1 }),
  ).toBeNull();
});

test("without anything taken out a place is where it was", () => {
  expect(placeInOriginal([], { start: 3, end: 7 })).toEqual({ start: 3, end: 7 });
});
