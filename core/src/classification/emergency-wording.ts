import type { SpokenEvidence } from "./assessment.ts";
import { findSignals } from "./find-signals.ts";
import type { Trade } from "./trade.ts";
import type { DangerScript } from "./vocabulary-rule.ts";
import { readWords } from "./words.ts";

export type EmergencyWording = { readonly kind: DangerScript; readonly evidence: SpokenEvidence };

/** Which script comes first when several dangers are named: leave the house before anything else is explained. */
const ORDER: readonly DangerScript[] = ["gas", "911", "988"];

/**
 * Finds words of danger to life, which stop every other automatic answer and call for the fixed "dial 911" script, the
 * 988 line or the gas wording (docs/rules.md E1). Runs before any model; most dangers are read in every trade. Null when
 * there are none.
 */
export function findEmergencyWording(text: string, trade: Trade = "general"): EmergencyWording | null {
  const dangers = findSignals(readWords(text), trade).filter(
    (signal) => signal.why === null && signal.rule.script !== undefined,
  );
  for (const kind of ORDER) {
    const danger = dangers.find((signal) => signal.rule.script === kind);
    if (danger === undefined) continue;
    const { start, end, rule } = danger;
    return {
      kind,
      evidence: { label: "urgency:emergency", rule: rule.rule, start, end, quote: text.slice(start, end) },
    };
  }
  return null;
}
