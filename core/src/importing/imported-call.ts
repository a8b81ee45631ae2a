import type { CallFacts } from "#calls/call-facts.ts";
import type { MissReason } from "#calls/missed-call.ts";
import type { ResultMeaning } from "./mapping.ts";
import type { Party } from "./read-party.ts";

interface EitherWay {
  /** The line of the log it begins on. */
  readonly row: number;
  /** The log's own id, else one made of what the row says, the same at every reading. */
  readonly id: string;
  /** The log gives no ids. */
  readonly idIsMade: boolean;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly from: Party;
  readonly to: Party;
  readonly talkSeconds: number | null;
}

/** One call of a log, all its rows folded together. */
export type ImportedCall = InboundImported | OutboundImported;

export interface InboundImported extends EitherWay {
  readonly direction: "inbound";
  readonly outcome: "answered" | "missed";
  readonly missReason: MissReason | null;
  readonly ringSeconds: number | null;
  readonly answeredBy: string | null;
  readonly callerName: string | null;
}

export interface OutboundImported extends EitherWay {
  readonly direction: "outbound";
  readonly outcome: "connected" | "machine" | "no-answer" | "busy" | "failed" | "canceled";
}

/** Why an inbound call that ended so was missed; null: it was answered. */
export const missReasonOf: Readonly<Record<Exclude<ResultMeaning, "leave-out" | "by-time">, MissReason | null>> = {
  answered: null,
  // Nobody picked up, and the caller spoke to a machine of the business.
  voicemail: "no-answer",
  "no-answer": "no-answer",
  abandoned: "abandoned-while-ringing",
  "abandoned-in-queue": "abandoned-in-queue",
  "abandoned-in-menu": "abandoned-in-menu",
  "after-hours": "after-hours",
  "no-agent-on-duty": "no-agent-on-duty",
  busy: "busy",
  failed: "system-failure",
};

/** How an outbound call that ended so went. */
export const outboundOutcomeOf: Readonly<
  Record<Exclude<ResultMeaning, "leave-out" | "by-time">, OutboundImported["outcome"]>
> = {
  answered: "connected",
  voicemail: "machine",
  "no-answer": "no-answer",
  abandoned: "canceled",
  "abandoned-in-queue": "canceled",
  "abandoned-in-menu": "canceled",
  "after-hours": "no-answer",
  "no-agent-on-duty": "no-answer",
  busy: "busy",
  failed: "failed",
};

/** What is kept as the call's facts: enough to judge it again. The parties and the time stand in the call itself. */
export function factsOfImported(call: InboundImported): CallFacts {
  const startedAt = isoOf(call.startedMs);
  const endedAt = isoOf(call.endedMs ?? call.startedMs);
  const { outcome, missReason, answeredBy, ringSeconds, talkSeconds } = call;
  return {
    route: { kind: "elsewhere" },
    legs: {},
    recordings: {},
    transcripts: {},
    reported: { at: startedAt, outcome, reason: missReason, answeredBy, ringSeconds, talkSeconds },
    ended: {
      at: endedAt,
      status: "completed",
      durationSeconds: call.endedMs === null ? null : Math.round((call.endedMs - call.startedMs) / 1000),
    },
  };
}

/** ISO 8601 in UTC, as an instant writes itself. */
export function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(".000Z", "Z");
}
