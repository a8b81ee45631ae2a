// Calls made on a real Asterisk by SIP, and what a person standing there would say of them.
import { setTimeout as pause } from "node:timers/promises";
import type { SipPeer, WhenRung } from "./sip-peer.ts";

export interface RealPhones {
  readonly trunk: SipPeer;
  readonly first: SipPeer;
  readonly second: SipPeer;
}

export interface RealCall {
  readonly what: string;
  /** The number that is called, of the plan in `asterisk-config.ts`. */
  readonly to: string;
  /** When the caller hangs up, in milliseconds; null: the other side does. */
  readonly hangUpMs: number | null;
  readonly first?: WhenRung;
  readonly second?: WhenRung;
  /** What became of it, live; `inTheLog` where Asterisk's files cannot tell it. `none`: they hold nothing. */
  readonly verdict: string;
  readonly inTheLog?: string;
}

const ring = { does: "ring" } as const;
const answer = { does: "answer", afterMs: 600, talkMs: 1_200 } as const;

export const realCalls: readonly RealCall[] = [
  { what: "nobody answers", to: "+13125550200", hangUpMs: null, verdict: "no-answer" },
  { what: "the caller gives up", to: "+13125550200", hangUpMs: 1_200, verdict: "abandoned-while-ringing" },
  { what: "the phone is busy", to: "+13125550200", hangUpMs: null, first: { does: "busy" }, verdict: "busy" },
  {
    what: "the phone declines",
    to: "+13125550200",
    hangUpMs: null,
    first: { does: "decline" },
    verdict: "no-answer",
    inTheLog: "abandoned-while-ringing",
  },
  { what: "a person answers and hangs up", to: "+13125550200", hangUpMs: null, first: answer, verdict: "answered" },
  {
    what: "a person answers, the caller hangs up",
    to: "+13125550200",
    hangUpMs: 2_000,
    first: { does: "answer", afterMs: 600 },
    verdict: "answered",
  },
  { what: "one of two answers", to: "+13125550201", hangUpMs: null, second: answer, verdict: "answered" },
  { what: "neither of two answers", to: "+13125550201", hangUpMs: null, verdict: "no-answer" },
  { what: "no answer, then the mailbox", to: "+13125550202", hangUpMs: 4_000, verdict: "no-answer" },
  { what: "the queue turns the caller out", to: "+13125550203", hangUpMs: null, verdict: "no-answer" },
  { what: "the caller gives up in a queue", to: "+13125550203", hangUpMs: 1_800, verdict: "abandoned-in-queue" },
  {
    what: "an agent takes the caller from a queue",
    to: "+13125550204",
    hangUpMs: null,
    second: answer,
    verdict: "answered",
  },
  { what: "the caller hangs up in a menu", to: "+13125550205", hangUpMs: 1_500, verdict: "abandoned-in-menu" },
  { what: "straight to the mailbox", to: "+13125550206", hangUpMs: 2_000, verdict: "voicemail-answered" },
  {
    what: "the second phone in a row answers",
    to: "+13125550207",
    hangUpMs: null,
    second: answer,
    verdict: "answered",
  },
  { what: "a mailbox behind a Local channel", to: "+13125550208", hangUpMs: 4_500, verdict: "voicemail-answered" },
  {
    what: "a queue without agents, then a phone",
    to: "+13125550209",
    hangUpMs: null,
    second: answer,
    verdict: "answered",
  },
  {
    what: "the caller hears ringing and no phone rings",
    to: "+13125550210",
    hangUpMs: 1_200,
    verdict: "abandoned-while-ringing",
    inTheLog: "none",
  },
];

/** Makes the call and waits until it is over. */
export async function makeCall({ trunk, first, second }: RealPhones, call: RealCall, from: string): Promise<void> {
  first.whenRung = call.first ?? ring;
  second.whenRung = call.second ?? ring;
  const placed = trunk.call(call.to, { user: from, name: "Dana Caller" });
  if (call.hangUpMs !== null) {
    await pause(call.hangUpMs);
    placed.hangUp();
  }
  await Promise.race([placed.over, pause(30_000)]);
}
