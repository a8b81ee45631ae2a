import fc from "fast-check";
import { expect, test } from "vitest";
import type { CallStory } from "./call-words.ts";
import { excerptLengthMax, excerptOf } from "./excerpt.ts";

const silent: CallStory = {
  state: "ended",
  outcome: "missed",
  missReason: "no-answer",
  rangSeconds: 22,
  voicemail: null,
};
const evidenceFor = (text: string, label: string, quote: string) => {
  const start = text.indexOf(quote);
  return { label, start, end: start + quote.length };
};
const marked = ({ text, marks }: ReturnType<typeof excerptOf>) => marks.map(([start, end]) => text.slice(start, end));

test("the excerpt stands around the strongest words and marks them", () => {
  const text =
    "Hi this is Dana Ruiz, you guys were out to look at the furnace on Tuesday and it was fine for a day or two I think. Um, we've got no heat since last night and the baby's room is fifty degrees, can somebody call me back please, my number is on the paper that you left here.";
  const evidence = [
    evidenceFor(text, "caller-name", "Dana Ruiz"),
    evidenceFor(text, "intent:support", "furnace"),
    evidenceFor(text, "vulnerable-person", "the baby's room is fifty degrees"),
    evidenceFor(text, "urgency:emergency", "no heat"),
  ];
  const excerpt = excerptOf({ text, evidence }, silent);
  expect(excerpt.quoted).toBe(true);
  expect(excerpt.text.length).toBeLessThanOrEqual(excerptLengthMax);
  expect(excerpt.text).toMatch(/^….+…$/);
  expect(marked(excerpt)).toEqual(["no heat", "the baby's room is fifty degrees"]);
});

test("beside a danger only the danger and whom it meets are marked", () => {
  const text = "you came to look at the furnace and now there is no heat and the baby is cold";
  const evidence = [
    evidenceFor(text, "intent:booking", "look at the"),
    evidenceFor(text, "urgency:emergency", "no heat"),
    evidenceFor(text, "vulnerable-person", "baby"),
  ];
  expect(marked(excerptOf({ text, evidence }, silent))).toEqual(["no heat", "baby"]);
});

test("what the caller wants is marked, and not what else was heard", () => {
  const text = "this is Owen Park in 212, the dishwasher isn't draining";
  const evidence = [
    evidenceFor(text, "intent:question", "Park in"),
    evidenceFor(text, "intent:support", "isn't draining"),
  ];
  expect(marked(excerptOf({ text, intent: "support", evidence }, silent))).toEqual(["isn't draining"]);
  expect(marked(excerptOf({ text, intent: "support", evidence: evidence.slice(0, 1) }, silent))).toEqual(["Park in"]);
});

test("words that a rule knows are marked before words that only weigh much", () => {
  const text = "you pulled his tooth and now he's having trouble breathing and the baby cries";
  const weighed = { ...evidenceFor(text, "urgency:emergency", "now he's"), rule: "weighed-words" };
  const known = { ...evidenceFor(text, "urgency:emergency", "trouble breathing"), rule: "cannot-breathe" };
  const whom = evidenceFor(text, "vulnerable-person", "the baby");
  expect(marked(excerptOf({ text, evidence: [weighed, known, whom] }, silent))).toEqual([
    "trouble breathing",
    "the baby",
  ]);
  expect(marked(excerptOf({ text, evidence: [weighed, whom] }, silent))).toEqual(["now he's", "the baby"]);
});

test("a short text stands whole; a name alone is not marked", () => {
  const text = "This is Tom,\ncall me.";
  const excerpt = excerptOf({ text, evidence: [evidenceFor(text, "caller-name", "Tom")] }, silent);
  expect(excerpt).toEqual({ text: "This is Tom, call me.", marks: [], quoted: true });
});

test.each([
  [silent, "No voicemail. Rang 22 s, nobody answered."],
  [{ ...silent, rangSeconds: null }, "No voicemail. Nobody answered."],
  [{ ...silent, missReason: "abandoned-while-ringing", rangSeconds: 4 }, "Hung up after 4 s."],
  [{ ...silent, missReason: "after-hours", rangSeconds: null }, "Called after hours."],
  [{ ...silent, missReason: "busy" }, "No voicemail. All phones were busy."],
  [{ ...silent, missReason: null }, "No voicemail. Nobody answered."],
  [{ ...silent, state: "voicemail" }, "At the voicemail right now."],
  [{ ...silent, voicemail: { seconds: 31, transcript: "on-its-way" } }, "Voicemail, 31 s. Its words are on their way."],
  [{ ...silent, voicemail: { seconds: 3, transcript: "no-speech" } }, "Voicemail, 3 s. Nobody speaks on it."],
  [
    { ...silent, voicemail: { seconds: null, transcript: "failed" } },
    "Voicemail. It could not be transcribed; listen to it.",
  ],
] as const)("without words the facts of the call stand there: %#", (story, words) => {
  expect(excerptOf(null, story)).toEqual({ text: words, marks: [], quoted: false });
  expect(excerptOf({ text: " \n ", evidence: [] }, story).quoted).toBe(false);
});

test("whatever was said and found: short enough, marks inside, in order, and of the very words", () => {
  const span = fc.record({
    label: fc.constantFrom("urgency:emergency", "intent:quote", "caller-name", "asked:price"),
    start: fc.integer({ min: -5, max: 700 }),
    end: fc.integer({ min: -5, max: 700 }),
  });
  const said = fc.record({
    text: fc.string({ unit: "grapheme", maxLength: 600 }),
    evidence: fc.array(span, { maxLength: 6 }),
  });
  fc.assert(
    fc.property(said, (words) => {
      const { text, marks, quoted } = excerptOf(words, silent);
      expect(text.length).toBeLessThanOrEqual(excerptLengthMax);
      let last = 0;
      for (const [start, end] of marks) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
      if (quoted) {
        const inner = text.replace(/^…/, "").replace(/…$/, "");
        expect(words.text.replace(/\s/g, " ")).toContain(inner);
      }
    }),
  );
});
