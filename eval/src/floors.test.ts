import { expect, test } from "vitest";
import { type Half, readCorpus } from "./corpus.ts";
import { judgeAll, type Scores, score } from "./score.ts";

/** What was reached, less a little; a change that falls below has made the classifier worse. */
const floors: Readonly<Record<Half, Partial<Scores>>> = {
  development: { emergencyRecall: 0.99, pressingRecall: 0.98, intentMacroF1: 0.96, optOutRecall: 1 },
  // Of three authors, two of whom never saw a rule. The goal is 0.97, 0.93, 0.85 and 1.
  reporting: { emergencyRecall: 0.94, pressingRecall: 0.94, intentMacroF1: 0.81, optOutRecall: 0.81 },
};
const falseEmergenciesMax: Readonly<Record<Half, number>> = { development: 0.01, reporting: 0.025 };

test.each(["development", "reporting"] as const)("the figures of the %s half do not fall", (half) => {
  const messages = readCorpus(half);
  const scores = score(judgeAll(messages));
  for (const [name, floor] of Object.entries(floors[half]))
    expect(scores[name as keyof Scores], name).toBeGreaterThanOrEqual(floor as number);
  expect(scores.falseEmergencies).toBeLessThanOrEqual(falseEmergenciesMax[half]);
  expect(scores.redactionRecall).toBe(1);
  expect(scores.evidenceVerbatim).toBe(1);
  expect(scores.unsupportedSentences).toBe(0);
});

test("the corpus is as large and as varied as it must be to say anything", () => {
  const both = [...readCorpus("development"), ...readCorpus("reporting")];
  expect(both.length).toBeGreaterThanOrEqual(300);
  const reporting = readCorpus("reporting");
  expect(new Set(reporting.map(({ trade }) => trade)).size).toBe(11);
  expect(new Set(reporting.map(({ intent }) => [intent].flat()[0])).size).toBe(14);
  expect(reporting.filter(({ kind }) => kind !== "plain").length).toBeGreaterThanOrEqual(reporting.length / 3);
  expect(reporting.filter(({ language }) => language === "es").length).toBeGreaterThanOrEqual(10);
});

test("no message of the reporting half stands in the development half", () => {
  const seen = new Set(readCorpus("development").map(({ transcript }) => transcript.toLowerCase().trim()));
  const isMoreThanAWord = ({ transcript }: { transcript: string }) => transcript.trim().includes(" ");
  const reporting = readCorpus("reporting").filter(isMoreThanAWord);
  expect(reporting.filter(({ transcript }) => seen.has(transcript.toLowerCase().trim()))).toEqual([]);
});
