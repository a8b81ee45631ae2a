import { readFileSync, writeFileSync } from "node:fs";
import { INTENTS, type Intent, type Urgency } from "@ringback/core/classification/assessment.ts";
import { judgeMessage } from "@ringback/core/classification/judge-message.ts";
import { undoMishearings } from "@ringback/core/classification/undo-mishearings.ts";
import { findFeatures } from "@ringback/core/classification/weighing/features.ts";
import { URGENCIES_WEIGHED, WEIGHT_STEPS } from "@ringback/core/classification/weighing/weigh.ts";
import { readWords } from "@ringback/core/classification/words.ts";
import { type LabelledMessage, readCorpus } from "./corpus.ts";
import { type Learned, learn } from "./learn.ts";

const file = new URL("../../core/src/classification/weighing/weights.json", import.meta.url);
const options = { passes: 20, ridge: 5e-4, rate: 0.3 };
/**
 * A weight nearer to nothing than this many steps is left out. Measured by learning from some writers' messages and judging
 * others': leaving small weights out makes the rest hold better for strangers' words.
 */
const stepsMin = 6;

export type LearnedWeights = {
  readonly messages: number;
  readonly weights: Readonly<Record<string, readonly number[]>>;
};

/** The weights the development half teaches; the same corpus gives the same weights. */
export function learnWeights(messages: readonly LabelledMessage[] = readCorpus("development")): LearnedWeights {
  const read = messages
    .filter(({ transcript }) => transcript.trim() !== "")
    .map((message) => {
      // What is weighed is what the product weighs: the redacted text.
      const { text } = judgeMessage({ text: message.transcript, channel: message.channel, trade: message.trade });
      const signs = new Set<string>();
      findFeatures(undoMishearings(readWords(text)), message.trade, message.channel, (name) => signs.add(name));
      return { message, signs: [...signs] };
    });
  const intents = learn(
    read.map(({ message, signs }) => ({
      signs,
      label: INTENTS.indexOf(first<Intent>(message.intent)),
    })),
    INTENTS.length,
    options,
  );
  const urgencies = learn(
    read.map(({ message, signs }) => ({
      signs,
      label: URGENCIES_WEIGHED.indexOf(first<Urgency>(message.urgency)),
    })),
    URGENCIES_WEIGHED.length,
    options,
  );
  const weights: Record<string, number[]> = {};
  const keep = (name: string, model: Learned, row: number, offset: number) => {
    const own = model.weights.subarray(row * model.labels, (row + 1) * model.labels);
    // Only differences between labels count, so a sign's weights are taken about their mean.
    const mean = own.reduce((sum, weight) => sum + weight, 0) / model.labels;
    for (let label = 0; label < model.labels; label += 1) {
      const steps = Math.round(((own[label] ?? 0) - mean) * WEIGHT_STEPS);
      if (steps === 0 || (name !== "" && Math.abs(steps) < stepsMin)) continue;
      weights[name] ??= [];
      weights[name].push(offset + label, steps);
    }
  };
  for (const name of [...intents.rows.keys()].toSorted()) {
    keep(name, intents, intents.rows.get(name) ?? 0, 0);
    keep(name, urgencies, urgencies.rows.get(name) ?? 0, INTENTS.length);
  }
  keep("", intents, intents.rows.size, 0);
  keep("", urgencies, urgencies.rows.size, INTENTS.length);
  return { messages: read.length, weights };
}

/** The weights as they are kept: a sign a line, so that a change can be read. */
export function writeWeights({ messages, weights }: LearnedWeights): string {
  const lines = Object.entries(weights).map(([name, pairs]) => `${JSON.stringify(name)}: ${JSON.stringify(pairs)}`);
  return `{\n"messages": ${messages},\n"weights": {\n${lines.join(",\n")}\n}}\n`;
}

/** Learns and keeps. Answers whether anything changed. */
export function renewWeights(): boolean {
  const before = readFileSync(file, "utf8");
  const after = writeWeights(learnWeights());
  if (before !== after) writeFileSync(file, after);
  return before !== after;
}

function first<Value>(value: Value | readonly Value[]): Value {
  return (Array.isArray(value) ? value[0] : value) as Value;
}
