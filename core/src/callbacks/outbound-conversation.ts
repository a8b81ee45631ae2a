// What a call that somebody of the business made from any phone means for the callback of the number it went to.
import type { AttemptResult } from "./record-attempt.ts";

export type OutboundOutcome = "connected" | "machine" | "no-answer" | "busy" | "failed" | "canceled";

/** How an outbound call went, as far as it is known. */
export interface OutboundStanding {
  /** null while it goes on. */
  readonly outcome: OutboundOutcome | null;
  readonly talkSeconds: number | null;
}

/** That it was a machine is known after it was picked up, and never unlearnt. */
const rank: Record<OutboundOutcome, number> = {
  failed: 0,
  canceled: 1,
  "no-answer": 2,
  busy: 3,
  connected: 4,
  machine: 5,
};

/** Joins two reports of one outbound call; the order in which they came does not matter. */
export function joinOutbound(a: OutboundStanding, b: OutboundStanding): OutboundStanding {
  const outcome =
    a.outcome === null || b.outcome === null
      ? (a.outcome ?? b.outcome)
      : rank[a.outcome] >= rank[b.outcome]
        ? a.outcome
        : b.outcome;
  const talkSeconds =
    a.talkSeconds === null || b.talkSeconds === null
      ? (a.talkSeconds ?? b.talkSeconds)
      : Math.max(a.talkSeconds, b.talkSeconds);
  return { outcome, talkSeconds };
}

/** The attempt it is; null while it goes on. A machine that picked up was left a voicemail at best. */
export function attemptOf(outcome: OutboundOutcome | null): AttemptResult | null {
  if (outcome === "machine") return "left-voicemail";
  return outcome === "canceled" ? "no-answer" : outcome;
}

/**
 * Whether it was the conversation the caller waited for: picked up, by no machine as far as is known, and talked at least
 * `conversationSeconds` (playbook). A voicemail left on a voicemail is never one.
 */
export function wasConversation({ outcome, talkSeconds }: OutboundStanding, conversationSeconds: number): boolean {
  return outcome === "connected" && (talkSeconds ?? 0) >= conversationSeconds;
}
