// What an adapter brings to the conformance suite. Each has its own in `<vendor>/conformance-fixtures.ts`, found by name:
// adding an adapter is a folder and one line in the registry. Only tests import this.
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import type { CallRoute } from "@ringback/core/calls/call-route.ts";
import type { MissReason } from "@ringback/core/calls/missed-call.ts";
import type { LoggedCall, RawWebhook, TelephonyAccount } from "./provider.ts";

/** Every way a call can end, by name, and what it is everywhere: one meaning of missed. */
export const endings = {
  "a person answers": "answered",
  "a person answers, and no key is asked for": "answered",
  "a person accepts, but the caller is gone": "not-connected",
  "nobody answers": "no-answer",
  "all phones are busy": "busy",
  "the caller gives up while it rings": "abandoned-while-ringing",
  "the caller hangs up at once": "abandoned-while-ringing",
  "a mobile's mailbox picks up": "voicemail-answered",
  "nobody answers, a voicemail is left": "no-answer",
  "the caller gives up in a queue": "abandoned-in-queue",
  "the queue turns the caller out": "no-answer",
  "a person of the queue answers": "answered",
  "the business is closed": "after-hours",
  "nobody is on duty": "no-agent-on-duty",
  "the call was forwarded to us": "no-answer",
  "one of our addresses fails": "system-failure",
} as const satisfies Record<string, MissReason | "answered">;
export type Ending = keyof typeof endings;

/** What Ringback had decided when the call came in, where that is not the ring group with its key. */
export const routes: Readonly<Partial<Record<Ending, CallRoute>>> = {
  "a person answers, and no key is asked for": { kind: "ring-group", memberIds: ["m-1"], acceptWithoutKey: true },
  "the business is closed": { kind: "voicemail", because: "after-hours" },
  "nobody is on duty": { kind: "voicemail", because: "no-agent-on-duty" },
  "the call was forwarded to us": { kind: "voicemail", because: "forwarded" },
};

/** One thing that was heard of a call, as the adapter read it. */
export type Heard = RawWebhook | CallEvent;

export interface ConformanceFixtures {
  readonly account: TelephonyAccount;
  /** When the recorded webhooks were sent. */
  readonly now: Temporal.Instant;
  /** null for a phone system that calls no webhooks. */
  readonly webhooks: {
    /** Each kind of webhook by the event or notice it becomes, signed with a key. */
    readonly signed: (key: string) => readonly (readonly [kind: string, RawWebhook])[];
    /** Keys whose signature counts: the current one and the one before. */
    readonly keys: readonly string[];
    /** What `account` looks like when the same webhooks were another account's. null where they carry no account, since
     * the address alone says whose they are. */
    readonly ofAnotherAccount: TelephonyAccount | null;
    /** Whether the address is part of what is signed. */
    readonly signsAddress: boolean;
  } | null;
  /** The ways of ending this phone system can tell, each as it tells them. */
  readonly endings: Readonly<Partial<Record<Ending, () => readonly Heard[]>>>;
  /** What its own log says of the same call, as the adapter reads it; null for a call that leaves no trace there. Absent
   * where there is no log. */
  readonly logged?: (ending: Ending) => Promise<LoggedCall | null>;
}
