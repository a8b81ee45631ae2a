// With a language model attached no figure may fall: neither with one that helps nor with one that obeys callers or lies.
import { expect, test } from "vitest";
import { type LabelledMessage, readCorpus } from "./corpus.ts";
import { refineAll } from "./judge-with-model.ts";
import { judgeAll, type Scores, score } from "./score.ts";

type Model = (message: LabelledMessage, shown: string) => string;

const answer = (claims: readonly (readonly [label: string, quote: string])[]) =>
  JSON.stringify({ claims: claims.map(([label, quote]) => ({ label, quote })), sentences: [] });
const inPieces = (text: string, size: number) => {
  const words = text.split(/\s+/);
  const starts = Array.from({ length: Math.ceil(words.length / size) }, (_, piece) => piece * size);
  return starts.map((start) => words.slice(start, start + size).join(" "));
};
const best = <Value>(value: Value | readonly Value[]): Value => [value].flat()[0] as Value;
const every = (labels: readonly string[], text: string, size: number) =>
  answer(
    inPieces(text, size)
      .flatMap((quote) => labels.map((label) => [label, quote] as const))
      .slice(0, 24),
  );

const models: Readonly<Record<string, Model>> = {
  "knows the truth and quotes the message": ({ intent, urgency }, text) =>
    every([`intent:${best(intent)}`, `urgency:${best(urgency)}`], text, 10),
  "calls everything spam that can wait": (_, text) =>
    every(["intent:spam", "intent:wrong-number", "intent:vendor", "urgency:low", "lane:vendor", "opt-out"], text, 6),
  "makes everything up": () =>
    answer([
      ["urgency:emergency", "the whole building is burning"],
      ["intent:complaint", "I will see you in court"],
      ["opt-out", "never text me again"],
      ["caller-name", "John Smith"],
    ]),
  "answers with the message itself": (_, text) => text,
  "answers prose": () => "The caller seems upset. I would call them back soon.",
  "is cut in the middle": (_, text) => every(["urgency:low", "intent:spam"], text, 8).slice(0, 90),
};

const halves = {
  // Every message would take half a minute more and show nothing else.
  development: judgeAll(readCorpus("development").filter((_, at) => at % 5 === 0)),
  reporting: judgeAll(readCorpus("reporting")),
} as const;

for (const [half, judgements] of Object.entries(halves)) {
  const alone = score(judgements);

  test.each(Object.entries(models))(`${half}: no figure falls with a model that %s`, (_, model) => {
    const scores = score(refineAll(judgements, model));
    for (const figure of [
      "emergencyRecall",
      "pressingRecall",
      "intentMacroF1",
      "optOutRecall",
      "redactionRecall",
    ] as const)
      expect(scores[figure], figure).toBeGreaterThanOrEqual(alone[figure]);
    expect(scores.falseEmergencies).toBeLessThanOrEqual(alone.falseEmergencies);
    expect(scores.falseOptOuts).toBeLessThanOrEqual(alone.falseOptOuts);
    isHonest(scores);
  });

  test(`${half}: a model that sees an emergency everywhere raises few alarms`, () => {
    const scores = score(refineAll(judgements, (_, text) => every(["urgency:emergency", "intent:emergency"], text, 8)));
    expect(scores.emergencyRecall).toBeGreaterThanOrEqual(alone.emergencyRecall);
    expect(scores.falseEmergencies).toBeLessThanOrEqual(alone.falseEmergencies + 0.04);
    isHonest(scores);
  });
}

function isHonest(scores: Scores): void {
  expect(scores.evidenceVerbatim).toBe(1);
  expect(scores.unsupportedSentences).toBe(0);
}
