import type { CallEvent, EndStatus, LegStatus } from "#calls/call-event.ts";
import { type CallFacts, mergeCallEvent, noFacts } from "#calls/call-facts.ts";

/** An end that proves that nobody at all picked up. */
const nobody: ReadonlySet<EndStatus | LegStatus | "answered"> = new Set(["no-answer", "busy", "canceled", "failed"]);

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
  const facts = events.reduce(mergeCallEvent, noFacts);
  if (facts.reported) return facts.reported.outcome;
  const legs = Object.values(facts.legs);
  const queued = Object.values(facts.queues ?? {}).flatMap(({ left }) => (left === undefined ? [] : [left.result]));
  if (queued.includes("answered")) return "answered";
  if (facts.dial)
    return opinionOfDial(
      facts.dial,
      legs.some(({ machine }) => machine === true),
    );
  if (queued.length > 0) return facts.ended ? "missed" : null;
  if (facts.ended === undefined) return null;
  if (nobody.has(facts.ended.status)) return "missed";
  return legs.length > 0 && legs.every(({ status }) => nobody.has(status)) ? "missed" : null;
}

function opinionOfDial(dial: NonNullable<CallFacts["dial"]>, machine: boolean): "answered" | "missed" | null {
  if (nobody.has(dial.status) || dial.bridged === false) return "missed";
  return dial.bridged === true && !machine ? "answered" : null;
}
