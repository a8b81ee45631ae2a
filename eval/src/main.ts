// `npm run eval [-- development|reporting|both] [--file NAME.jsonl] [--misses]`: how good the classifier is, in figures.
import { parseArgs } from "node:util";
import { type Half, readCorpus } from "./corpus.ts";
import { printScores } from "./print-scores.ts";
import { judgeAll, mistakes, score } from "./score.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    file: { type: "string" },
    misses: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const wanted = positionals[0] ?? "both";
const halves: readonly Half[] =
  wanted === "development" || wanted === "reporting" ? [wanted] : ["development", "reporting"];
for (const half of halves) {
  const judgements = judgeAll(readCorpus(half, values.file));
  const scores = score(judgements);
  if (values.json) process.stdout.write(`${JSON.stringify({ half, ...scores })}\n`);
  else printScores(half, scores);
  if (!values.misses) continue;
  // The reporting half is for figures only: its messages are not printed, so that no rule is fitted to them.
  if (half === "reporting") process.stdout.write("The misses of the reporting half are not shown.\n");
  else
    for (const one of judgements) {
      const wrong = mistakes(one);
      if (wrong.length > 0)
        process.stdout.write(
          `${one.message.id} [${one.message.trade}, ${one.message.kind}] ${wrong.join("; ")}\n    ${one.message.transcript}\n`,
        );
    }
}
