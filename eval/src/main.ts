// `npm run eval`: how good the classifier is, in figures. See eval/README.md for what can be asked.
import { parseArgs } from "node:util";
import { type Half, readCorpus } from "./corpus.ts";
import { refineByServer } from "./judge-with-model.ts";
import { renewWeights } from "./learn-weights.ts";
import { measureSpeed } from "./measure-speed.ts";
import { printMisses } from "./print-misses.ts";
import { printScores } from "./print-scores.ts";
import { type Judgement, judgeAll, score } from "./score.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    file: { type: "string" },
    misses: { type: "boolean", default: false },
    "rules-only": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    model: { type: "string" },
    "model-name": { type: "string", default: "default" },
    limit: { type: "string" },
  },
});

/** Prints the figures without the model too, as those with it are only worth something beside them. */
async function withModel(half: Half, alone: Judgement[], baseUrl: string): Promise<Judgement[]> {
  if (!values.json) printScores(`${half}, without the model`, score(alone));
  const key = process.env["EVAL_MODEL_KEY"] ?? null;
  const { refined, failed } = await refineByServer(alone, { baseUrl, model: values["model-name"], key });
  if (failed > 0) process.stderr.write(`${failed} of ${alone.length} messages were not answered by the model.\n`);
  return refined;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

if (positionals[0] === "learn") {
  say(
    renewWeights() ? "The weights changed; core/src/classification/weighing/weights.json is new." : "Nothing changed.",
  );
} else {
  const halves: readonly Half[] =
    positionals[0] === "development" || positionals[0] === "reporting"
      ? [positionals[0]]
      : ["development", "reporting"];
  for (const half of halves) {
    const messages = readCorpus(half, values.file).slice(
      0,
      values.limit === undefined ? undefined : Number(values.limit),
    );
    const alone = judgeAll(messages, values["rules-only"] ? "written-rules" : "all");
    const judgements = values.model === undefined ? alone : await withModel(half, alone, values.model);
    const scores = score(judgements);
    if (values.json) say(JSON.stringify({ half, ...scores, messagesPerSecond: measureSpeed(messages) }));
    else {
      printScores(half, scores);
      say(`\n${measureSpeed(messages)} messages a second on one core`);
    }
    // The reporting half is for figures only: its messages are not printed, so that no rule is fitted to them.
    if (values.misses && half === "reporting") say("The misses of the reporting half are not shown.");
    else if (values.misses) printMisses(judgements);
  }
}
