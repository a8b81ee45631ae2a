import { type Judgement, mistakes } from "./score.ts";

/** Writes what was judged wrongly, each with its words. */
export function printMisses(judgements: readonly Judgement[]): void {
  for (const one of judgements) {
    const wrong = mistakes(one);
    if (wrong.length === 0) continue;
    const { id, trade, kind, transcript } = one.message;
    process.stdout.write(`${id} [${trade}, ${kind}] ${wrong.join("; ")}\n    ${transcript}\n`);
  }
}
