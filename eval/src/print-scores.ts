import type { Scores } from "./score.ts";

/** Writes the figures of one half for people. */
export function printScores(half: string, scores: Scores): void {
  const line = (name: string, value: string) => process.stdout.write(`${name.padEnd(34)} ${value}\n`);
  process.stdout.write(`\n${half}: ${scores.messages} messages\n`);
  line("emergency recall", percent(scores.emergencyRecall));
  line("false emergencies", percent(scores.falseEmergencies));
  line("high-or-emergency recall", percent(scores.pressingRecall));
  line("intent macro-F1", scores.intentMacroF1.toFixed(3));
  line("opt-outs found", percent(scores.optOutRecall));
  line("false opt-outs", percent(scores.falseOptOuts));
  line("redactions done", percent(scores.redactionRecall));
  line("evidence verbatim", percent(scores.evidenceVerbatim));
  line("unsupported summary sentences", String(scores.unsupportedSentences));
  for (const [name, { right, of }] of Object.entries(scores.facts))
    if (of > 0) line(`${name} right`, `${right} of ${of}`);
  process.stdout.write(`\n${"".padEnd(24)}messages  recall  precision  F1\n`);
  for (const one of [...scores.urgencies, ...scores.intents])
    process.stdout.write(
      `${one.label.padEnd(24)}${String(one.support).padStart(8)}  ${percent(one.recall).padStart(6)}  ${percent(one.precision).padStart(9)}  ${one.f1.toFixed(2)}\n`,
    );
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
