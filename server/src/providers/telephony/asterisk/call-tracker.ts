// Follows calls through the manager's events and says of each what is proven, in neutral words (docs/rules.md T5.2).
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import type { ProviderNotice } from "#providers/telephony/provider.ts";
import type { AmiBlock } from "./ami-protocol.ts";
import { isMailbox } from "./applications.ts";
import { type BridgeBook, createBridgeBook } from "./bridge-book.ts";
import { isLocal, leadsOutside, originOf, outsideNumber } from "./direction.ts";
import { secondsBetween } from "./seconds-between.ts";
import type { PhoneLines } from "./settings.ts";
import {
  arrivalOf,
  callNotice,
  leftMenu,
  legNotice,
  legStatuses,
  madeCall,
  mailboxLeg,
  settleQueue,
  type TrackedCall,
  unansweredDial,
  wentToMailbox,
} from "./tracked-call.ts";
import { epochOf } from "./unique-id.ts";

export interface CallTracker {
  /** What an event proves. `at` is when it was sent, by Asterisk's own clock. */
  take(block: AmiBlock, at: Temporal.Instant): readonly ProviderNotice[];
}

/** More calls at once than any Asterisk has; the oldest is forgotten, and the log will know it. */
const callsMax = 20_000;

/** Starts with no call known; calls under way are entered by `CoreShowChannel` answers. */
export function createCallTracker(lines: PhoneLines): CallTracker {
  const calls = new Map<string, TrackedCall>();
  const bridges = createBridgeBook();
  return {
    take(block, at) {
      const take = takers.get(block.get("Event") ?? "");
      return take === undefined ? [] : take({ block, at, lines, calls, bridges });
    },
  };
}

interface Taking {
  readonly block: AmiBlock;
  readonly at: Temporal.Instant;
  readonly lines: PhoneLines;
  readonly calls: Map<string, TrackedCall>;
  readonly bridges: BridgeBook;
}

type Take = (taking: Taking) => readonly ProviderNotice[];

const takers: ReadonlyMap<string, Take> = new Map<string, Take>(
  Object.entries({
    Newchannel: (taking) => begin(taking),
    CoreShowChannel: resume,
    DialBegin: dialBegins,
    DialEnd: dialEnds,
    BridgeEnter: enterBridge,
    BridgeLeave: ({ block, bridges }) => bridges.leave(field(block, "BridgeUniqueid"), field(block, "Channel")),
    BridgeDestroy: ({ block, bridges }) => bridges.destroy(field(block, "BridgeUniqueid")),
    QueueCallerJoin: joinQueue,
    QueueCallerAbandon: abandonQueue,
    QueueCallerLeave: leaveQueue,
    AgentConnect: (taking) => {
      const call = callOf(taking);
      return call === null ? [] : connect(call, taking, field(taking.block, "DestChannel"));
    },
    Newexten: runApplication,
    HangupRequest: requestHangup,
    Hangup: hangUp,
  } satisfies Record<string, Take>),
);

/** A channel that nobody dialed is a call. Those that are dialed have the id of the call they belong to. */
function begin({ block, lines, calls }: Taking, isUnderWay = false): readonly ProviderNotice[] {
  const id = field(block, "Uniqueid");
  const startedAt = epochOf(id);
  if (startedAt === null || field(block, "Linkedid") !== id || calls.has(id)) return [];
  const caller = field(block, "CallerIDNum");
  const channel = field(block, "Channel");
  const origin = originOf(channel, caller, lines);
  if (origin === "machine") return [];
  if (calls.size >= callsMax) for (const oldest of calls.keys()) if (calls.delete(oldest)) break;
  const call: TrackedCall = {
    id,
    channel,
    origin,
    caller,
    callerName: field(block, "CallerIDName"),
    dialed: field(block, "Exten"),
    startedAt,
    legs: new Map(),
    way: null,
    talkingSince: null,
    hungUp: null,
    queue: null,
    queuesJoined: 0,
    application: "",
  };
  calls.set(id, call);
  if (origin === "inside") return [];
  // Where a call under way stands in the dialplan may be far from the number that was dialed: the first report stands.
  const at = isUnderWay ? startedAt.add({ seconds: 1 }) : startedAt;
  return [callNotice(call, "arrived", arrivalOf(call, lines, at))];
}

/** A call that was there before we were. If it is being talked, a person answered it meanwhile. */
function resume(taking: Taking): readonly ProviderNotice[] {
  const { block, at, bridges, calls } = taking;
  const bridge = field(block, "BridgeId");
  if (bridge !== "") bridges.enter(bridge, field(block, "Channel"));
  const begun = begin(taking, true);
  const call = calls.get(field(block, "Linkedid"));
  if (call === undefined || bridge === "") return begun;
  const partner = bridges.partner(bridge, call.channel);
  return partner === null ? begun : [...begun, ...connect(call, { ...taking, at }, partner)];
}

function dialBegins({ block, at, lines, calls }: Taking): readonly ProviderNotice[] {
  const call = calls.get(field(block, "Linkedid"));
  const channel = field(block, "DestChannel");
  if (call === undefined || channel === "") return [];
  const target = field(block, "DialString");
  if (call.origin === "inside") {
    if (leadsOutside(channel, target, lines)) call.way ??= { channel, to: outsideNumber(target, lines) ?? call.dialed };
    return [];
  }
  const left = settleQueue(call, false);
  if (call.legs.has(channel)) return left;
  call.legs.set(channel, "ringing");
  return [...left, legNotice(call, channel, "ringing", at, lines)];
}

function dialEnds({ block, at, lines, calls }: Taking): readonly ProviderNotice[] {
  const call = calls.get(field(block, "Linkedid"));
  const channel = field(block, "DestChannel");
  const status = legStatuses.get(field(block, "DialStatus").split(":")[0] ?? "");
  if (call === undefined || channel === "" || status === undefined) return [];
  const known = call.legs.get(channel);
  if (known !== undefined && known !== "ringing") return [];
  call.legs.set(channel, status);
  return call.origin === "inside" ? [] : [legNotice(call, channel, status, at, lines)];
}

function enterBridge(taking: Taking): readonly ProviderNotice[] {
  const { block, bridges, calls } = taking;
  // Where callers are parked together nobody speaks.
  if (field(block, "BridgeTechnology").startsWith("holding")) return [];
  const bridge = field(block, "BridgeUniqueid");
  bridges.enter(bridge, field(block, "Channel"));
  const call = calls.get(field(block, "Linkedid"));
  if (call === undefined) return [];
  const partner = bridges.partner(bridge, call.channel);
  return partner === null ? [] : connect(call, taking, partner);
}

/** Caller and phone hear each other. A mailbox behind a Local channel looks the same, where we cannot see into it. */
function connect(call: TrackedCall, { at, bridges }: Taking, partner: string): readonly ProviderNotice[] {
  if (call.talkingSince !== null || bridges.isMachine(partner)) return [];
  if (call.origin === "inside" && partner !== call.way?.channel) return [];
  call.talkingSince = at;
  if (call.origin === "inside") return [];
  const answered: CallEvent = {
    kind: "dial-ended",
    at,
    status: "answered",
    bridged: true,
    legId: partner,
    talkSeconds: null,
  };
  return [...settleQueue(call, true, at), callNotice(call, "dial-ended", answered)];
}

function joinQueue(taking: Taking): readonly ProviderNotice[] {
  const { block, at } = taking;
  const call = callOf(taking);
  if (call === null) return [];
  const left = settleQueue(call, false);
  const queue = field(block, "Queue");
  call.queue = { name: queue, left: null, waitedSeconds: null, isAbandoned: false };
  call.queuesJoined += 1;
  return [...left, callNotice(call, `queue-joined:${call.queuesJoined}`, { kind: "queue-joined", at, queue })];
}

/** It comes for whoever gave up and for whoever was turned out after the longest wait alike. */
function abandonQueue(taking: Taking): readonly ProviderNotice[] {
  const call = callOf(taking);
  if (call === null || call.queue === null) return [];
  call.queue.isAbandoned = true;
  call.queue.waitedSeconds = seconds(field(taking.block, "HoldTime"));
  return [];
}

function leaveQueue(taking: Taking): readonly ProviderNotice[] {
  const { at } = taking;
  const call = callOf(taking);
  if (call === null || call.queue === null) return [];
  call.queue.left = { at, waitedSeconds: call.queue.waitedSeconds, place: placeOf(taking.block) };
  return [];
}

function runApplication({ block, at, calls, bridges }: Taking): readonly ProviderNotice[] {
  const call = calls.get(field(block, "Linkedid"));
  const application = field(block, "Application");
  if (call === undefined) return [];
  const channel = field(block, "Channel");
  if (channel === call.channel) {
    call.application = application;
    return call.origin === "outside" ? settleQueue(call, false) : [];
  }
  // The far side of a Local channel: what answers on its near side is then this application.
  if (!isMailbox(application) || !isLocal(channel) || !channel.endsWith(";2")) return [];
  const legId = channel.replace(/;2$/, ";1");
  bridges.noteMachine(legId);
  if (call.origin === "inside") return [];
  return [callNotice(call, `machine:${legId}`, { kind: "machine-answered", at, legId })];
}

function requestHangup({ block, calls }: Taking): readonly ProviderNotice[] {
  const call = calls.get(field(block, "Uniqueid"));
  if (call !== undefined) call.hungUp ??= { whileRinging: [...call.legs.values()].includes("ringing") };
  return [];
}

function hangUp({ block, at, lines, calls, bridges }: Taking): readonly ProviderNotice[] {
  const channel = field(block, "Channel");
  bridges.forgetMachine(channel);
  const call = calls.get(field(block, "Uniqueid"));
  if (call === undefined) return [];
  calls.delete(call.id);
  // Who hangs up in a queue never leaves its place in the dialplan; who is turned out goes on.
  if (call.queue?.isAbandoned === true && call.queue.left?.place === placeOf(block))
    call.hungUp ??= { whileRinging: [...call.legs.values()].at(-1) === "canceled" };
  const durationSeconds = secondsBetween(call.startedAt, at);
  if (call.origin === "inside") return madeCall(call, field(block, "CallerIDNum"), at, lines);
  const wasUp = field(block, "ChannelState") === "6";
  const dial = unansweredDial(call, at);
  const ended: CallEvent = {
    kind: "ended",
    at,
    status: wasUp || call.talkingSince !== null ? "completed" : (dial?.status ?? "canceled"),
    durationSeconds,
  };
  return [
    ...settleQueue(call, false),
    ...(leftMenu(call) ? [callNotice(call, "menu-left", { kind: "menu-left", at, result: "abandoned" })] : []),
    ...(wentToMailbox(call) ? [callNotice(call, "mailbox", { kind: "machine-answered", at, legId: mailboxLeg })] : []),
    ...(dial === null ? [] : [callNotice(call, "dial-ended", dial)]),
    callNotice(call, "ended", ended, arrivalOf(call, lines, call.startedAt)),
  ];
}

/** The call from outside whose own channel this event is about. */
function callOf({ block, calls }: Taking): TrackedCall | null {
  const call = calls.get(field(block, "Uniqueid"));
  return call?.origin === "outside" ? call : null;
}

function field(block: AmiBlock, name: string): string {
  return block.get(name) ?? "";
}

function placeOf(block: AmiBlock): string {
  return [field(block, "Context"), field(block, "Exten"), field(block, "Priority")].join(",");
}

function seconds(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
