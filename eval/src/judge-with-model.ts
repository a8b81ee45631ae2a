import { decideHandling } from "@ringback/core/classification/decide-handling.ts";
import { mergeModelClaims } from "@ringback/core/classification/model/merge-model-claims.ts";
import { askAboutMessage, type QuestionAboutMessage } from "@ringback/core/classification/model/question.ts";
import { readModelAnswer } from "@ringback/core/classification/model/read-model-answer.ts";
import { redactForLeaving } from "@ringback/core/classification/model/redact-for-leaving.ts";
import { askServer, type ModelServer } from "./ask-server.ts";
import type { LabelledMessage } from "./corpus.ts";
import type { Judgement } from "./score.ts";

/** Only a real model needs one that nobody can guess. */
const fence = "f0e1d2c3b4a59687";

/** The question the product would ask about a message; null when it asks none. */
export function questionAbout({ message, judged }: Judgement): QuestionAboutMessage | null {
  if (judged.assessment.speech === "no-speech") return null;
  const { text } = redactForLeaving(judged.text);
  return askAboutMessage({ text, channel: message.channel, trade: message.trade, fence });
}

/** The judgement after a model's answer, as the product makes it; the same when the answer cannot be read. */
export function refine({ message, judged }: Judgement, answer: string): Judgement {
  const read = readModelAnswer(answer);
  if (!read.ok) return { message, judged };
  const { text, assessment: rules } = judged;
  const leaving = redactForLeaving(text);
  const assessment = mergeModelClaims({
    text,
    leaving,
    rules,
    model: read.claims,
    callFacts: {},
    trade: message.trade,
    channel: message.channel,
  });
  return { message, judged: { ...judged, assessment, handling: decideHandling(assessment, {}) } };
}

/** Refines every judgement by what a server answers, a few at a time; where it fails, the judgement stands, as in the product. */
export async function refineByServer(
  judgements: readonly Judgement[],
  server: ModelServer,
): Promise<{ refined: Judgement[]; failed: number }> {
  const refined: Judgement[] = [...judgements];
  let next = 0;
  let failed = 0;
  const work = async () => {
    for (let at = next++; at < judgements.length; at = next++) {
      const one = judgements[at];
      const question = one === undefined ? null : questionAbout(one);
      if (one === undefined || question === null) continue;
      const answer = await askServer(server, question).catch(() => null);
      if (answer === null) failed += 1;
      else refined[at] = refine(one, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { refined, failed };
}

const AT_ONCE = 4;

/** Refines every judgement by what `answer` makes of it. */
export function refineAll(
  judgements: readonly Judgement[],
  answer: (message: LabelledMessage, text: string) => string,
): Judgement[] {
  return judgements.map((one) => refine(one, answer(one.message, redactForLeaving(one.judged.text).text)));
}
