import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dropLoops } from "./drop-loops.ts";
import { type AudioFacts, MUTE_PADDING_MS, protectAudio } from "./protect-audio.ts";
import { readHeard } from "./read-heard.ts";
import { type HeardWord, placeWords, redactSpoken } from "./spoken-text.ts";

/** Words of 300 ms, 400 ms apart. */
const said = (text: string): HeardWord[] =>
  text
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word, at) => ({ text: word, startMs: at * 400, endMs: at * 400 + 300 }));
const spoken = (text: string) => placeWords(text, said(text));
const wordsOf = ({ text, words }: ReturnType<typeof spoken>) => words?.map(({ start, end }) => text.slice(start, end));
const card = "4111 1111 1111 1111";

describe("a word's time goes to its place in the text", () => {
  test("also where services write the two differently", () => {
    const heard = [" my", "Water", "heater", "is", "leaking"].map((text, at) => ({
      text,
      startMs: at * 100,
      endMs: at * 100 + 90,
    }));
    const placed = placeWords("My water heater—is leaking!", heard);
    expect(wordsOf(placed)).toEqual(["My", "water", "heater", "is", "leaking"]);
    expect(placed.words?.[4]).toEqual({ start: 19, end: 26, startMs: 400, endMs: 490 });
  });

  test("but not where the times cannot be true, or belong to other words", () => {
    const text = "please call me back";
    expect(placeWords(text, null).words).toBeNull();
    expect(placeWords(text, []).words).toBeNull();
    expect(placeWords(text, said("somebody else said this")).words).toBeNull();
    expect(placeWords(text, said(text).reverse()).words).toBeNull();
    expect(
      placeWords(
        text,
        said(text).map((word) => ({ ...word, startMs: 0, endMs: 0 })),
      ).words,
    ).toBeNull();
    expect(
      placeWords(
        text,
        said(text).map((word) => ({ ...word, endMs: Number.NaN })),
      ).words,
    ).toBeNull();
  });
});

describe("what is taken out of the words is found in the sound", () => {
  test("from the end of the word before to the beginning of the word after", () => {
    const { spoken: kept, redactions } = redactSpoken(spoken(`my card is ${card} thank you`));
    expect(kept.text).toBe("my card is [card ••••1111] thank you");
    expect(wordsOf(kept)).toEqual(["my", "card", "is", "[card ••••1111]", "thank", "you"]);
    // Words 3 to 6 of eight: after 1100 (the end of "is"), before 2800 ("thank").
    expect(redactions.map(({ kind, span }) => ({ kind, span }))).toEqual([
      { kind: "card", span: { fromMs: 1_100, toMs: 2_800 } },
    ]);
  });

  test("also digits that were heard but not placed are in the span", () => {
    const text = `call me card ${card} please do call me back as soon as you can tomorrow`;
    const heard = said(text).map((word, at) => (at === 4 ? { ...word, text: "eleven-eleven" } : word));
    const { redactions } = redactSpoken(placeWords(text, heard));
    expect(redactions[0]?.span).toEqual({ fromMs: 1_100, toMs: 2_800 });
  });

  test("times that nobody could speak in prove nothing", () => {
    const text = `my card is ${card} thank you`;
    const rushed = said(text).map((word) => ({ ...word, startMs: word.startMs / 10, endMs: word.endMs / 10 }));
    expect(redactSpoken(placeWords(text, rushed)).redactions[0]?.span).toBeNull();
    expect(redactSpoken({ text, words: null }).redactions[0]?.span).toBeNull();
  });

  test("no word that is kept lies in what was taken out, and every word still stands at its place", () => {
    const piece = fc.constantFrom("hello", "my", "card is", card, "cvv 123", "social 123-45-6789", "please", "gracias");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const slowly = said(pieces.join(" ")).map(({ text, startMs, endMs }) => ({
          text,
          startMs: startMs * 5,
          endMs: endMs * 5,
        }));
        const before = placeWords(pieces.join(" "), slowly);
        const { spoken: after, redactions } = redactSpoken(before);
        const words = wordsOf(after) ?? [];
        expect(words.join(" ").match(/\d{4} \d{4}|123-45/)).toBeNull();
        for (const word of words) expect(word.trim()).toBe(word);
        if (before.words !== null)
          expect(words.join("").replaceAll(" ", "")).toBe(after.text.replaceAll(/[ -](?=\S)/g, "").trim());
        for (const { span } of redactions) expect(span === null || span.toMs > span.fromMs).toBe(true);
      }),
    );
  });
});

describe("what a service says over and over is dropped", () => {
  test.each([
    ["Thank you. Thank you. Thank you. Thank you.", "Thank you.", true],
    ["thanks for watching thanks for watching thanks for watching thanks for", "thanks for watching", true],
    ["It is leaking. It is leaking. It is leaking. Please come.", "It is leaking. Please come.", false],
    ["no no no do not come", "no do not come", false],
    ["a b a b a b c", "a b c", false],
    ["call me call me", "call me call me", false],
    ["my number is 5 5 5 5 5 5", "my number is 5 5 5 5 5 5", false],
    ["nine nine nine nine", "nine nine nine nine", false],
    ["", "", false],
  ])("%s", (text, left, isOnlyLoop) => {
    const dropped = dropLoops(spoken(text));
    expect(dropped.spoken.text).toBe(left);
    expect(dropped.isOnlyLoop).toBe(isOnlyLoop);
    expect((wordsOf(dropped.spoken)?.join(" ") ?? "").replaceAll(".", "")).toBe(left.replaceAll(".", ""));
  });

  test("dropping twice changes nothing, and takes no time in a long text", () => {
    const word = fc.constantFrom("thank", "you", "so", "much", "5", "come.");
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const once = dropLoops(spoken(words.join(" ")));
        expect(dropLoops(once.spoken).spoken).toEqual(once.spoken);
      }),
    );
    const startedAt = performance.now();
    dropLoops(spoken("we never heard of it again and ".repeat(1_600)));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe("what was heard becomes what is kept", () => {
  const options = { knownNumbers: [], trade: "home-services" } as const;

  test("a loop and nothing else is nobody speaking", () => {
    const heard = "Thank you. ".repeat(30);
    expect(readHeard({ text: heard, words: said(heard) }, options).text).toBeNull();
    expect(readHeard({ text: " ", words: null }, options).text).toBeNull();
  });

  test("a cry said again and again is not thrown away", () => {
    const heard = "the house is on fire the house is on fire the house is on fire";
    expect(readHeard({ text: heard, words: said(heard) }, options)).toMatchObject({ text: "the house is on fire" });
  });

  test("private numbers stand neither in the text nor in the words", () => {
    const heard = `charge it to ${card} please`;
    const { text, words, redactions } = readHeard({ text: heard, words: said(heard) }, options);
    expect(text).toBe("charge it to [card ••••1111] please");
    expect(words).toHaveLength(5);
    expect(redactions).toMatchObject([{ kind: "card", span: { fromMs: 1_100, toMs: 2_800 } }]);
  });
});

describe("a number that must not be read must not be heard", () => {
  const span = { fromMs: 1_000, toMs: 3_000 };
  const timed = { kind: "card", span } as const;
  const untimed = { kind: "card", span: null } as const;
  const facts = (given: Partial<AudioFacts>): AudioFacts => ({
    transcripts: [],
    wordsAwaited: false,
    isEditable: true,
    ...given,
  });

  test.each<[string, Partial<AudioFacts>, ReturnType<typeof protectAudio>]>([
    ["nothing private was said", { transcripts: [[], []] }, { do: "nothing" }],
    ["its place is known", { transcripts: [[timed]] }, { do: "mute", spans: [{ fromMs: 850, toMs: 3_150 }] }],
    [
      "both transcripts show it",
      { transcripts: [[untimed], [timed]] },
      { do: "mute", spans: [{ fromMs: 850, toMs: 3_150 }] },
    ],
    ["its place is not known", { transcripts: [[untimed]] }, { do: "quarantine", because: "no-word-times" }],
    ["its place may be known soon", { transcripts: [[untimed]], wordsAwaited: true }, { do: "withhold" }],
    ["one of two has no place", { transcripts: [[timed, untimed]] }, { do: "quarantine", because: "no-word-times" }],
    [
      "only the other transcript shows a second one",
      { transcripts: [[timed], [untimed, untimed]] },
      { do: "quarantine", because: "no-word-times" },
    ],
    [
      "only the other shows one of another kind",
      { transcripts: [[timed], [{ kind: "ssn", span: null }]] },
      { do: "quarantine", because: "no-word-times" },
    ],
    [
      "the audio cannot be silenced in part",
      { transcripts: [[timed]], isEditable: false, wordsAwaited: true },
      { do: "quarantine", because: "not-editable" },
    ],
  ])("%s", (_, given, protection) => {
    expect(protectAudio(facts(given))).toEqual(protection);
  });

  test("spans that touch are one, and every number is inside with its padding, in any order", () => {
    const anySpan = fc
      .tuple(fc.nat(60_000), fc.integer({ min: 1, max: 5_000 }))
      .map(([fromMs, length]) => ({ kind: "card" as const, span: { fromMs, toMs: fromMs + length } }));
    fc.assert(
      fc.property(fc.array(anySpan, { minLength: 1, maxLength: 8 }), (numbers) => {
        const done = protectAudio(facts({ transcripts: [numbers] }));
        if (done.do !== "mute") throw new Error(done.do);
        expect(protectAudio(facts({ transcripts: [numbers.toReversed()] }))).toEqual(done);
        for (const { span: one } of numbers)
          expect(
            done.spans.some(
              ({ fromMs, toMs }) =>
                fromMs <= Math.max(0, one.fromMs - MUTE_PADDING_MS) && toMs >= one.toMs + MUTE_PADDING_MS,
            ),
          ).toBe(true);
        for (const [at, { fromMs }] of done.spans.entries())
          expect(fromMs).toBeGreaterThan(done.spans[at - 1]?.toMs ?? -1);
      }),
    );
  });
});
