// One call while it goes on, and what can be said of it at its end.
import type { CallEvent, EndStatus, LegStatus, QueueResult } from "@ringback/core/calls/call-event.ts";
import type { OutboundCall, ProviderNotice } from "#providers/telephony/provider.ts";
import { isMailbox, isMenu } from "./applications.ts";
import { callerNumber, deviceOf, dialedNumber } from "./direction.ts";
import { secondsBetween } from "./seconds-between.ts";
import type { PhoneLines } from "./settings.ts";

/** What is remembered of a call while it goes on. */
export interface TrackedCall {
  readonly id: string;
  readonly channel: string;
  readonly origin: "outside" | "inside";
  readonly caller: string;
  readonly callerName: string;
  readonly dialed: string;
  readonly startedAt: Temporal.Instant;
  /** Phones that were dialed, by channel; a phone's first end counts, since queues report a second one. */
  readonly legs: Map<string, LegStatus>;
  /** The leg that leads out of the house, of a call from inside. */
  way: { readonly channel: string; readonly to: string } | null;
  talkingSince: Temporal.Instant | null;
  /** The caller put down the phone, and what rang at that moment. */
  hungUp: { readonly whileRinging: boolean } | null;
  queue: WaitingCaller | null;
  queuesJoined: number;
  /** The last dialplan application, where the manager may tell us. */
  application: string;
}

interface WaitingCaller {
  readonly name: string;
  /** Left without an agent; why is seen by what comes next. */
  left: { readonly at: Temporal.Instant; readonly waitedSeconds: number | null; readonly place: string } | null;
  waitedSeconds: number | null;
  isAbandoned: boolean;
}

/** DIALSTATUS and what it says of the phone. CONTINUE, ABORT and GOTO: picked up and not put through. */
export const legStatuses: ReadonlyMap<string, LegStatus> = new Map(
  Object.entries({
    ANSWER: "in-progress",
    NOANSWER: "no-answer",
    BUSY: "busy",
    CANCEL: "canceled",
    CONGESTION: "failed",
    CHANUNAVAIL: "failed",
    INVALIDARGS: "failed",
    CONTINUE: "no-answer",
    ABORT: "no-answer",
    GOTO: "no-answer",
  } as const),
);

/** Says how the caller left the queue, once that is clear: an agent, the hang-up, or that the dialplan went on. */
export function settleQueue(call: TrackedCall, isAnswered: boolean, at?: Temporal.Instant): readonly ProviderNotice[] {
  const { queue } = call;
  if (queue === null || (queue.left === null && !isAnswered)) return [];
  call.queue = null;
  const result: QueueResult = isAnswered
    ? "answered"
    : call.hungUp !== null
      ? "abandoned"
      : queue.isAbandoned
        ? "timed-out"
        : call.legs.size > 0
          ? "left-by-key"
          : "no-agents";
  const left: CallEvent = {
    kind: "queue-left",
    at: queue.left?.at ?? at ?? call.startedAt,
    queue: queue.name,
    result,
    waitedSeconds: queue.left?.waitedSeconds ?? null,
  };
  return [callNotice(call, `queue-left:${call.queuesJoined}`, left)];
}

/** The name of the house's own mailbox among the phones of a call: it took the call without any ringing. */
export const mailboxLeg = "voicemail";

/** Whether the house's own mailbox took the call without any ringing. */
export function wentToMailbox(call: TrackedCall): boolean {
  return isMailbox(call.application) && rangNobody(call);
}

/** Whether the call ended while the caller could press keys. */
export function leftMenu(call: TrackedCall): boolean {
  return isMenu(call.application) && rangNobody(call);
}

function rangNobody(call: TrackedCall): boolean {
  return call.talkingSince === null && call.legs.size === 0 && call.queuesJoined === 0;
}

/** How ringing ended when nobody was connected; null when nothing rang, or somebody was. */
export function unansweredDial(
  call: TrackedCall,
  at: Temporal.Instant,
): (CallEvent & { kind: "dial-ended"; status: EndStatus }) | null {
  if (call.talkingSince !== null || call.legs.size === 0) return null;
  const statuses = [...call.legs.values()];
  // Without the request's event (a filter, an old release): only the caller's hang-up cancels a phone that nobody beat.
  const gaveUp = call.hungUp?.whileRinging ?? statuses.at(-1) === "canceled";
  const status = gaveUp ? "canceled" : statusOfAll(statuses);
  return { kind: "dial-ended", at, status, bridged: false, legId: null, talkSeconds: null };
}

/** What all phones together came to when none was connected. */
export function statusOfAll(legs: readonly LegStatus[]): EndStatus {
  if (legs.every((leg) => leg === "busy")) return "busy";
  return legs.every((leg) => leg === "failed") ? "failed" : "no-answer";
}

/**
 * A call from a phone of the house, when it led outside; calls among colleagues are nobody's business. `shown`: the caller
 * id at its end, by when the dialplan has set what the called person sees.
 */
export function madeCall(
  call: TrackedCall,
  shown: string,
  at: Temporal.Instant,
  lines: PhoneLines,
): readonly ProviderNotice[] {
  if (call.way === null) return [];
  const status = call.legs.get(call.way.channel);
  const made: OutboundCall = {
    callId: call.id,
    from: dialedNumber(shown || call.caller, lines),
    to: call.way.to,
    startedAt: call.startedAt,
    endedAt: at,
    outcome: call.talkingSince !== null ? "connected" : status === "busy" || status === "failed" ? status : "no-answer",
    talkSeconds: call.talkingSince === null ? null : secondsBetween(call.talkingSince, at),
  };
  return [{ kind: "outbound-call", key: `${call.id}:made`, call: made }];
}

/** Who called whom. */
export function arrivalOf(
  call: TrackedCall,
  lines: PhoneLines,
  at: Temporal.Instant,
): Extract<CallEvent, { kind: "arrived" }> {
  return {
    kind: "arrived",
    at,
    from: callerNumber(call.caller, lines),
    to: dialedNumber(call.dialed, lines),
    forwardedFrom: null,
    callerName: call.callerName || null,
    callerIdTrust: "none",
  };
}

/** A notice about a phone of this call. */
export function legNotice(
  call: TrackedCall,
  channel: string,
  status: LegStatus,
  at: Temporal.Instant,
  lines: PhoneLines,
): ProviderNotice {
  const event: CallEvent = {
    kind: "leg-progress",
    at,
    legId: channel,
    to: legName(channel, lines),
    status,
    sequence: null,
  };
  return callNotice(call, `leg:${channel}:${status}`, event);
}

/** The phone as people of the house call it. */
export function legName(channel: string, lines: PhoneLines): string {
  const device = deviceOf(channel);
  return lines.numbers.get(device.toLowerCase()) ?? device;
}

/** A notice about this call; `what` tells its events apart. */
export function callNotice(
  { id }: Pick<TrackedCall, "id">,
  what: string,
  event: CallEvent,
  arrival: Extract<CallEvent, { kind: "arrived" }> | null = null,
): ProviderNotice {
  return { kind: "call", key: `${id}:${what}`.slice(0, 1_000), callId: id, event, arrival };
}
