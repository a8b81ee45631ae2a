// What a phone provider told us about one inbound call, in neutral words. Adapters make these; `call-facts.ts` merges them.

import type { MissReason } from "./missed-call.ts";

/** How far the provider vouches for the caller id (STIR/SHAKEN); `none` where it says nothing. */
export type CallerIdTrust = "verified" | "partial" | "failed" | "none";

export type LegStatus =
  | "initiated"
  | "ringing"
  | "in-progress"
  | "completed"
  | "busy"
  | "no-answer"
  | "canceled"
  | "failed";
export type EndStatus = "completed" | "busy" | "no-answer" | "canceled" | "failed";

/** Where the overflow rings after the group: the first ringing is the group's, the second the overflow's. */
export type RingRound = 1 | 2;

export type QueueResult = "answered" | "abandoned" | "timed-out" | "full" | "no-agents" | "left-by-key" | "failed";

export type CallEvent = { readonly at: Temporal.Instant } & (
  | {
      readonly kind: "arrived";
      /** As the provider wrote it: E.164 if possible, else `anonymous`, a SIP address, anything. */
      readonly from: string;
      readonly to: string;
      readonly forwardedFrom: string | null;
      readonly callerName: string | null;
      readonly callerIdTrust: CallerIdTrust;
    }
  /** Progress of a phone we rang for this call. `sequence` orders a leg's reports where the provider gives it. */
  | {
      readonly kind: "leg-progress";
      readonly legId: string;
      readonly to: string;
      readonly status: LegStatus;
      readonly sequence: number | null;
    }
  /** A person accepted on this phone (pressed 1). */
  | {
      readonly kind: "leg-accepted";
      readonly legId: string;
      readonly memberId: string;
      /** Absent where phones ring once. */
      readonly round?: RingRound | undefined;
    }
  /** Ringing is over, or one round of two. `bridged` is null where the provider does not say. */
  | {
      readonly kind: "dial-ended";
      readonly status: EndStatus | "answered";
      readonly bridged: boolean | null;
      readonly legId: string | null;
      readonly talkSeconds: number | null;
      /** Absent where phones ring once, and where the provider's log tells of it. */
      readonly round?: RingRound | undefined;
    }
  | { readonly kind: "voicemail-left"; readonly recordingId: string | null; readonly durationSeconds: number | null }
  | {
      readonly kind: "recording-ready";
      readonly recordingId: string;
      readonly durationSeconds: number | null;
      readonly state: "ready" | "absent" | "failed";
    }
  | {
      readonly kind: "transcript-ready";
      readonly transcriptId: string;
      readonly recordingId: string;
      readonly text: string | null;
      readonly state: "ready" | "failed";
    }
  /** The caller waits in a queue of the phone system. */
  | { readonly kind: "queue-joined"; readonly queue: string }
  | {
      readonly kind: "queue-left";
      readonly queue: string;
      readonly result: QueueResult;
      readonly waitedSeconds: number | null;
    }
  /** The caller heard a menu; `abandoned`: hung up in it. */
  | { readonly kind: "menu-left"; readonly result: "chose" | "abandoned" | "no-input" }
  /** A machine picked up this phone: a mailbox, a menu, a fax. */
  | { readonly kind: "machine-answered"; readonly legId: string }
  /** What a phone system that judges calls itself says of the whole call: a hosted system, a script, an imported log. */
  | {
      readonly kind: "outcome-reported";
      readonly outcome: "answered" | "missed";
      /** Why, where it says so. */
      readonly reason: MissReason | null;
      /** Whoever answered, as the phone system names them. */
      readonly answeredBy: string | null;
      readonly ringSeconds: number | null;
      readonly talkSeconds: number | null;
    }
  | { readonly kind: "ended"; readonly status: EndStatus; readonly durationSeconds: number | null }
  /** One of our URLs did not answer the provider. */
  | { readonly kind: "system-failed"; readonly code: string }
);

export type CallEventKind = CallEvent["kind"];
