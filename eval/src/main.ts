// `npm run eval`: how good the classifier is, in figures. See eval/README.md for what can be asked.
import { parseArgs } from "node:util";
import { type Half, readCorpus } from "./corpus.ts";
import { renewWeights } from "./learn-weights.ts";
import { measureSpeed } from "./measure-speed.ts";
import { printMisses } from "./print-misses.ts";
import { printScores } from "./print-scores.ts";
import { judgeAll, score } from "./score.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    file: { type: "string" },
    misses: { type: "boolean", default: false },
    "rules-only": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

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
    const messages = readCorpus(half, values.file);
    const judgements = judgeAll(messages, values["rules-only"] ? "written-rules" : "all");
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
