import { decideOutbound, type OutboundDecision } from "./decide-outbound.ts";
import type { OutboundQuestion } from "./outbound-question.ts";

/** The fields of a question that are instants; as JSON they are text. */
const instants = {
  message: ["answersAt", "usefulUntil"],
  to: ["optedOutAt"],
  traffic: ["lastAcknowledgementAt", "lastAutomatedAt"],
} as const;

/**
 * Decides again whether a text may go, from what was kept of the question.
 * @throws where the kept question has not the shape that these rules ask for.
 */
export function replayOutbound(inputs: unknown): OutboundDecision {
  return decideOutbound(readKeptQuestion(inputs));
}

/** The question as it was asked, from its JSON. @throws where it lacks a part. */
export function readKeptQuestion(inputs: unknown): OutboundQuestion {
  const kept = record(inputs);
  const [message, to, traffic] = (["message", "to", "traffic"] as const).map((part) => {
    const fields = { ...record(kept[part]) };
    for (const field of instants[part]) fields[field] = instantOf(fields[field]);
    return fields;
  });
  const consents = Object.fromEntries(
    Object.entries(record(to?.["consents"])).map(([kind, at]) => [kind, instantOf(at)]),
  );
  const now = instantOf(kept["now"]);
  if (now === null) throw new Error("The kept question does not say when it was asked.");
  // What was kept was an OutboundQuestion when it was written; only its instants have become text.
  return { ...kept, message, to: { ...to, consents }, traffic, now } as unknown as OutboundQuestion;
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Error("The kept question lacks a part.");
  return value as Record<string, unknown>;
}

function instantOf(value: unknown): Temporal.Instant | null {
  return typeof value === "string" ? Temporal.Instant.from(value) : null;
}
