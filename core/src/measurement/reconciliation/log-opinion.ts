import type { CallEvent } from "#calls/call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "#calls/call-facts.ts";
import { lastQueue, pickedUp, proofOfPerson } from "#calls/proof-of-person.ts";

/** An end that proves that nobody at all picked up. */
const nobody: ReadonlySet<string> = new Set(["no-answer", "busy", "canceled", "failed"]);

/**
 * Whether the provider's log by itself proves that a person answered, or that nobody did; null where it cannot say.
 *
 * What a log can prove differs by provider. One that judges calls itself says so (`outcome-reported`); a queue says how
 * the caller left it; a bridged flag says whether two phones were connected. A log without any of these knows only that
 * something picked up: a phone whose owner pressed 1 and a mobile's mailbox look the same in it, and both `completed`.
 * So `completed` proves nothing (docs/rules.md T1.2) and contradicts neither an accepted call nor a missed one. Only
 * where no phone was picked up at all (no answer, busy, canceled, failed) does it prove that nobody answered.
 */
export function logOpinion(events: readonly CallEvent[]): "answered" | "missed" | null {
  // Judged as what a system says that routes its calls itself: a log knows nothing of our routes.
  const facts: CallFacts = { ...events.reduce(mergeCallEvent, noFacts), route: { kind: "elsewhere" } };
  if (proofOfPerson(facts) !== null) return "answered";
  if (facts.ended === undefined) return null;
  return facts.reported?.outcome === "missed" || provesNobody(facts, facts.ended.status) ? "missed" : null;
}

function provesNobody(facts: CallFacts, endedAs: string): boolean {
  if (nobody.has(endedAs)) return true;
  if (pickedUp(facts).length > 0) return facts.dial?.bridged === false;
  return facts.dial !== undefined
    ? facts.dial.bridged === false || nobody.has(facts.dial.status)
    : Object.keys(facts.legs).length > 0 || lastQueue(facts) !== null;
}

/**
 * Whether these events can hold an opinion against this outcome at all: a quick look, for logs of a hundred thousand calls
 * nearly all of which agree. It may say yes too often, never no too often.
 */
export function mayContradict(events: readonly CallEvent[], outcome: "answered" | "missed"): boolean {
  if (outcome === "missed") return events.some(provesAnswer);
  const picked = events.some(
    (event) => event.kind === "leg-progress" && (event.status === "completed" || event.status === "in-progress"),
  );
  return !picked || events.some(speaksAgainstAnswer);
}

function provesAnswer(event: CallEvent): boolean {
  switch (event.kind) {
    case "leg-accepted":
    case "outcome-reported":
    case "queue-left":
      return true;
    case "dial-ended":
      return event.bridged === true;
    default:
      return false;
  }
}

function speaksAgainstAnswer(event: CallEvent): boolean {
  if (event.kind === "outcome-reported") return true;
  if (event.kind === "dial-ended") return event.bridged === false;
  return event.kind === "ended" && event.status !== "completed";
}
