import { playbookDefaults } from "#playbook/playbook.ts";
import type { CallFacts } from "./call-facts.ts";
import { endOfRinging } from "./end-of-ringing.ts";
import { compareTimes } from "./leg-facts.ts";
import { type Answer, isObserved, lastQueue, leftWords, proofOfPerson } from "./proof-of-person.ts";
import { secondsRang, secondsWaited, voicemailBegan } from "./waiting-time.ts";
import { whyMissed } from "./why-missed.ts";

/** Why no person answered, in the trade's words (product.md). `why-missed.ts` says which counts when several hold. */
export type MissReason =
  | "system-failure"
  | "after-hours"
  | "no-agent-on-duty"
  | "abandoned-in-menu"
  | "abandoned-in-queue"
  | "abandoned-while-ringing"
  | "not-connected"
  | "voicemail-answered"
  | "busy"
  | "no-answer"
  | "unknown";

export type CallState = "ringing" | "talking" | "voicemail" | "ended";

export interface Verdict {
  readonly state: CallState;
  /** null while a person may still answer. */
  readonly outcome: "answered" | "missed" | null;
  readonly missReason: MissReason | null;
  readonly answeredBy: Answer | null;
  /** How long phones rang, in whole seconds; null when none did. */
  readonly rangSeconds: number | null;
  /** From the call's arrival until a person answered, a voicemail began or the caller was gone; null while it waits. */
  readonly waitedSeconds: number | null;
  /** A person answered, but not before the caller had waited too long or was speaking to the voicemail. */
  readonly answeredLate: boolean;
}

/**
 * Whether a person answered (`proof-of-person.ts` says what proves it), and if not why (`why-missed.ts`). A call that
 * another phone system routes goes on after a dial that failed: only its end, its own word or a voicemail decides it.
 */
export function judgeCall(facts: CallFacts, rules: { readonly lateAnswerSeconds?: number | undefined } = {}): Verdict {
  const answeredBy = proofOfPerson(facts);
  const rangSeconds = secondsRang(facts, answeredBy);
  const waitedSeconds = secondsWaited(facts, answeredBy);
  if (answeredBy !== null) {
    const over = facts.ended ?? (isObserved(facts) ? facts.reported : endOfRinging(facts));
    const threshold = rules.lateAnswerSeconds ?? playbookDefaults.lateAnswerSeconds;
    const answeredLate = (waitedSeconds ?? 0) >= threshold || wasSpeaking(facts, answeredBy);
    const state = over ? "ended" : "talking";
    return { state, outcome: "answered", missReason: null, answeredBy, rangSeconds, waitedSeconds, answeredLate };
  }
  const state = stateUnanswered(facts);
  const missed = state !== "ringing";
  return {
    state,
    outcome: missed ? "missed" : null,
    missReason: missed ? whyMissed(facts) : null,
    answeredBy: null,
    rangSeconds,
    waitedSeconds: missed ? waitedSeconds : null,
    answeredLate: false,
  };
}

function stateUnanswered(facts: CallFacts): CallState {
  if (facts.ended) return "ended";
  if (isObserved(facts)) {
    const gone = facts.menu?.result === "abandoned" || lastQueue(facts)?.result === "abandoned";
    if (facts.reported || gone) return "ended";
    return facts.failure || leftWords(facts) ? "voicemail" : "ringing";
  }
  return endOfRinging(facts) || facts.failure || facts.route?.kind === "voicemail" || leftWords(facts)
    ? "voicemail"
    : "ringing";
}

/** Somebody picked up while or after the caller spoke to the voicemail. */
function wasSpeaking(facts: CallFacts, answer: Answer): boolean {
  const began = voicemailBegan(facts);
  return began !== null && compareTimes(began, answer.at) <= 0;
}
