import type { Assessment, EvidenceLabel } from "#classification/assessment.ts";
import { raiseUrgency } from "#classification/raise-urgency.ts";
import type { IntentChoice } from "./conversation-rules.ts";

export interface ReadAnswer {
  readonly choice: IntentChoice;
  /** Which of the choices, from 1. */
  readonly number: number;
  readonly how: "number" | "words";
  readonly start: number;
  readonly end: number;
}

/** An answer with more words than this tells its own story; then its words count and nothing else. */
const answerWordsMax = 5;

/** Which of the choices a reply to the question names, by its digit or by its words; null: in their own words. */
export function readAnswer(text: string, choices: readonly IntentChoice[]): ReadAnswer | null {
  const trimmed = text.trim();
  const start = text.indexOf(trimmed);
  const digit =
    /^(?:#|no\.?\s*|option\s+|opcion\s+|opción\s+|number\s+)?([1-9])\s*[.)!]*(?:\s+(?:please|por favor|thanks|gracias))?[.!]*$/i.exec(
      trimmed,
    );
  const named =
    digit?.[1] === undefined ? (digitWords[fold(trimmed).replace(/[^a-z]/g, "")] ?? null) : Number(digit[1]);
  if (named !== null) {
    const choice = choices[named - 1];
    return choice === undefined ? null : { choice, number: named, how: "number", start, end: start + trimmed.length };
  }
  if (trimmed.split(/\s+/).length > answerWordsMax) return null;
  const folded = fold(text);
  const found = choices.flatMap((choice, index) => {
    const hit = choice.words.map((word) => placeOf(folded, fold(word))).find((place) => place !== null);
    return hit === null || hit === undefined ? [] : [{ choice, number: index + 1, how: "words" as const, ...hit }];
  });
  // Two at once, or a no ("not an emergency"): no answer that a digit would be.
  return found.length === 1 && !/\b(?:no|not|isnt|ningun\w*|sin)\b/.test(folded.replace(/['’]/g, ""))
    ? (found[0] ?? null)
    : null;
}

const digitWords: Readonly<Record<string, number>> = {
  one: 1,
  uno: 1,
  una: 1,
  two: 2,
  dos: 2,
  three: 3,
  tres: 3,
  four: 4,
  cuatro: 4,
  five: 5,
  cinco: 5,
};

/** Small and without accents, each letter at its place. */
function fold(text: string): string {
  return [...text]
    .map((letter) => (letter.length === 1 ? (letter.normalize("NFD")[0] ?? letter).toLowerCase() : letter))
    .join("");
}

function placeOf(folded: string, word: string): { start: number; end: number } | null {
  const match = new RegExp(
    `(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`,
    "u",
  ).exec(folded);
  return match === null ? null : { start: match.index, end: match.index + match[0].length };
}

/** What the rules understood, with the answer: the intent where the words name none of their own, the urgency only raised. */
export function withAnswer(assessment: Assessment, text: string, { choice, start, end }: ReadAnswer): Assessment {
  const evidence = (label: EvidenceLabel) => ({
    label,
    rule: "conversation:answer",
    start,
    end,
    quote: text.slice(start, end),
  });
  const own = assessment.intent === "unclear" || assessment.intent === "question";
  const urgency = choice.raises === null ? assessment.urgency : raiseUrgency(assessment.urgency, choice.raises);
  return {
    ...assessment,
    intent: own ? choice.intent : assessment.intent,
    secondaryIntents:
      own || assessment.intent === choice.intent
        ? assessment.secondaryIntents
        : [...new Set([...assessment.secondaryIntents, choice.intent])],
    urgency,
    speech: "speech",
    evidence: [
      ...assessment.evidence,
      evidence(`intent:${choice.intent}`),
      ...(choice.raises === null ? [] : [evidence(`urgency:${choice.raises}`)]),
    ],
  };
}
