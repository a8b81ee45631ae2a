// Why no person answered: one list, the first line that holds gives the reason. docs/states/call.md has the same list.
import type { CallFacts } from "./call-facts.ts";
import { endOfRinging } from "./end-of-ringing.ts";
import { compareTimes } from "./leg-facts.ts";
import type { MissReason } from "./missed-call.ts";
import { isObserved, lastQueue, leftWords, pickedUp, wasPickedUp } from "./proof-of-person.ts";

export interface ReasonRule {
  /** `as-reported`: the reason the phone system itself gave. */
  readonly reason: MissReason | "as-reported";
  /** When it holds, in words. */
  readonly words: string;
  readonly when: (facts: CallFacts) => boolean;
  /** Why it stands here in the order. */
  readonly why: string;
}

/** What was decided or broke before anybody could answer comes first, then what the caller did, then what phones did. */
export const reasonRules: readonly ReasonRule[] = [
  {
    reason: "system-failure",
    words: "one of our URLs failed",
    when: (facts) => facts.failure !== undefined,
    why: "Whatever happened afterwards happened because of that.",
  },
  {
    reason: "after-hours",
    words: "the route was voicemail because the business was closed",
    when: ({ route }) => route?.kind === "voicemail" && route.because === "after-hours",
    why: "No phone was meant to ring.",
  },
  {
    reason: "no-agent-on-duty",
    words: "the route was voicemail because no phone could be rung",
    when: ({ route }) => route?.kind === "voicemail" && route.because === "no-agent-on-duty",
    why: "No phone was meant to ring.",
  },
  {
    reason: "no-answer",
    words: "the call was forwarded to us: nobody answered where it came from",
    when: ({ route }) => route?.kind === "voicemail" && route.because === "forwarded",
    why: "The phones that rang were another system's.",
  },
  {
    reason: "not-connected",
    words: "a person accepted, but caller and person were never connected",
    when: (facts) =>
      Object.values(facts.legs).some((leg) => leg.acceptedAt !== undefined) ||
      (isObserved(facts) && facts.dial?.bridged === false && pickedUp(facts).some(([, leg]) => leg.machine !== true)),
    why: "Somebody was there; that the caller then hung up is what followed.",
  },
  {
    reason: "abandoned-in-menu",
    words: "the caller hung up in a menu",
    when: ({ menu }) => menu?.result === "abandoned",
    why: "The caller's own act, said outright.",
  },
  {
    reason: "abandoned-in-queue",
    words: "the caller hung up in a queue, or the call ended while they waited in one",
    when: (facts) => {
      const queue = lastQueue(facts);
      if (queue === null) return false;
      return queue.result === "abandoned" || (queue.result === null && facts.ended !== undefined && !leftWords(facts));
    },
    why: "Phones that rang meanwhile do not matter to the caller: they waited and left.",
  },
  {
    reason: "no-agent-on-duty",
    words: "the queue had nobody in it",
    when: (facts) => lastQueue(facts)?.result === "no-agents",
    why: "No phone could ring.",
  },
  {
    reason: "voicemail-answered",
    words: "the phone system says that a machine picked up",
    when: (facts) => Object.values(facts.legs).some((leg) => leg.machine === true),
    why: "Harder than any summary of the call.",
  },
  {
    reason: "as-reported",
    words: "another phone system judged the call and gave a reason",
    when: (facts) => reportedReason(facts) !== null,
    why: "It knows its own dial plan; only what it did itself, above, speaks louder.",
  },
  {
    reason: "abandoned-while-ringing",
    words: "the caller hung up before ringing ended, however early, and left no words",
    when: (facts) => (isObserved(facts) ? gaveUpElsewhere(facts) : gaveUp(facts)),
    why: "Phones that were still ringing did not fail.",
  },
  {
    reason: "system-failure",
    words: "the dial and every phone failed, the queue failed, or the call failed before anything rang",
    when: (facts) => {
      if (lastQueue(facts)?.result === "failed") return true;
      const legs = Object.values(facts.legs);
      const ringing = endOfRinging(facts);
      if (ringing?.status === "failed") return legs.every((leg) => leg.status === "failed");
      return ringing === undefined && facts.ended?.status === "failed" && legs.length === 0 && !leftWords(facts);
    },
    why: "Nothing rang, so nobody failed to answer.",
  },
  {
    reason: "voicemail-answered",
    words: "a phone was picked up and 1 was not pressed",
    when: (facts) => !isObserved(facts) && Object.values(facts.legs).some(wasPickedUp),
    why: "Something picked up and was no person.",
  },
  {
    reason: "busy",
    words: "the dial, or every phone, was busy, or the queue was full",
    when: (facts) => {
      const legs = Object.values(facts.legs);
      return (
        endOfRinging(facts)?.status === "busy" ||
        lastQueue(facts)?.result === "full" ||
        (facts.ended?.status === "busy" && isObserved(facts)) ||
        (legs.length > 0 && legs.every((leg) => leg.status === "busy"))
      );
    },
    why: "More than nobody answering: nobody could.",
  },
  {
    reason: "abandoned-while-ringing",
    words: "the dial was cancelled",
    when: (facts) => endOfRinging(facts)?.status === "canceled",
    why: "Only where no phone says otherwise.",
  },
  {
    reason: "no-answer",
    words: "phones rang, or the dial or queue ended otherwise, and nothing was picked up",
    when: (facts) =>
      isObserved(facts)
        ? pickedUp(facts).length === 0 && rangElsewhere(facts)
        : endOfRinging(facts) !== undefined || Object.keys(facts.legs).length > 0,
    why: "What is left when phones rang.",
  },
  {
    reason: "unknown",
    words: "nothing shows what happened, or something picked up and nothing shows that it was a person",
    when: () => true,
    why: "Said rather than guessed.",
  },
];

/** The reason of a call that no person answered. */
export function whyMissed(facts: CallFacts): MissReason {
  const { reason = "unknown" } = reasonRules.find(({ when }) => when(facts)) ?? {};
  return reason === "as-reported" ? (reportedReason(facts) ?? "unknown") : reason;
}

function reportedReason({ reported }: CallFacts): MissReason | null {
  return reported?.outcome === "missed" && reported.reason !== "unknown" ? reported.reason : null;
}

/** Whether the call ended without a word before our own dial did; one that failed before anything rang is no caller's doing. */
export function gaveUp(facts: CallFacts): boolean {
  if (facts.ended === undefined || endOfRinging(facts) !== undefined || leftWords(facts)) return false;
  return facts.ended.status !== "failed" || Object.keys(facts.legs).length > 0;
}

/** Other systems dial several times in a row, so only their own word or phones that were still ringing tell. */
function gaveUpElsewhere(facts: CallFacts): boolean {
  if (facts.ended === undefined || leftWords(facts) || facts.dial?.bridged === true) return false;
  if (facts.ended.status === "canceled") return true;
  // Turned out of a queue, the caller did not give up; a phone that rang afterwards is another matter.
  const turnedOut = facts.queues?.[lastQueue(facts)?.queue ?? ""]?.left;
  const legs = Object.values(facts.legs).filter(
    ({ firstAt }) => turnedOut?.result !== "timed-out" || compareTimes(firstAt, turnedOut.at) > 0,
  );
  const stillRang = ["initiated", "ringing", "canceled"];
  return legs.length > 0 && legs.every((leg) => stillRang.includes(leg.status) && leg.pickedUpAt === undefined);
}

function rangElsewhere(facts: CallFacts): boolean {
  return (
    facts.dial !== undefined ||
    facts.reported !== undefined ||
    facts.ended?.status === "no-answer" ||
    lastQueue(facts) !== null ||
    leftWords(facts) ||
    Object.keys(facts.legs).length > 0
  );
}
