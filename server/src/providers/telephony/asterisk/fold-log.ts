// One call as Asterisk's own files tell it: its CDR rows and its lines of queue_log, folded into the events that the
// manager would have told (docs/rules.md T5.1, T5.3).
import type { CallEvent, EndStatus, LegStatus } from "@ringback/core/calls/call-event.ts";
import type { LoggedCall } from "#providers/telephony/provider.ts";
import { isMailbox, isMenu, joinsPeople } from "./applications.ts";
import type { CdrRow } from "./cdr-row.ts";
import { clockOffsetMs, instantOf } from "./cdr-times.ts";
import { callerNumber, dialedNumber, isLocal, leadsOutside, originOf, outsideNumber } from "./direction.ts";
import type { QueueEntry } from "./queue-entry.ts";
import { secondsBetween } from "./seconds-between.ts";
import type { PhoneLines } from "./settings.ts";
import { legName, mailboxLeg, statusOfAll } from "./tracked-call.ts";
import { epochOf } from "./unique-id.ts";

/** What the files hold of one call. */
export interface LogOfCall {
  /** The id of the caller's channel: what the manager calls Linkedid. */
  readonly id: string;
  readonly rows: readonly CdrRow[];
  readonly queueEntries: readonly QueueEntry[];
}

/**
 * The files know whole seconds, cut off. Where a live report of the same thing was taken it stands, because it knows more
 * (whether the caller or the timeout ended the ringing), so what the files say is put a moment behind it.
 */
const behindLive = { seconds: 2 };

/** Folds one call. null: none of a customer, or only parts of one. */
export function foldLog(log: LogOfCall, lines: PhoneLines): LoggedCall | null {
  const startedAt = epochOf(log.id);
  if (startedAt === null) return null;
  const own = log.rows.filter((row) => (row.uniqueId ?? log.id) === log.id && !isLocal(row.channel));
  const first = own.reduce<CdrRow | null>((best, row) => (best === null || row.start < best.start ? row : best), null);
  if (first === null) return log.rows.length > 0 ? null : foldQueueOnly(log, startedAt, lines);
  const origin = originOf(first.channel, first.source, lines);
  if (origin === "machine") return null;
  const offsetMs = clockOffsetMs(first) ?? 0;
  const known = new Map(log.rows.map((row) => [row, timesOf(row, offsetMs)]));
  const times = (row: CdrRow): RowTimes => known.get(row) ?? timesOf(row, offsetMs);
  if (origin === "inside") return foldMade(log.id, own, startedAt, times, lines);
  const arrived = arrival(startedAt, first.source, first.destination, first.callerName, lines);
  const told = tellRows(log, own, times, lines);
  return {
    direction: "inbound",
    callId: log.id,
    arrivedAt: startedAt,
    from: arrived.from,
    to: arrived.to,
    ended: true,
    events: [arrived, ...told],
  };
}

interface RowTimes {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly answer: Temporal.Instant;
}

function timesOf(row: CdrRow, offsetMs: number): RowTimes {
  const start = instantOf(row.start, offsetMs);
  // By its length, not by the text of its end: the hour may have changed meanwhile.
  const end = start.add({ seconds: row.durationSeconds });
  return { start, end, answer: end.subtract({ seconds: Math.min(row.billableSeconds, row.durationSeconds) }) };
}

function tellRows(
  { id, rows, queueEntries }: LogOfCall,
  own: readonly CdrRow[],
  times: (row: CdrRow) => RowTimes,
  lines: PhoneLines,
): CallEvent[] {
  const machines = new Set(rows.filter(isMailboxBehindLocal).map((row) => row.channel.replace(/;2$/, ";1")));
  // A row that says ANSWERED proves nothing: the caller heard a mailbox, an announcement, a queue's music.
  const answered = own.find(
    (row) =>
      row.disposition === "ANSWERED" &&
      row.destinationChannel !== "" &&
      joinsPeople(row.lastApplication) &&
      !machines.has(row.destinationChannel),
  );
  const queue = queueEntries.filter((entry) => entry.callId === id);
  const connected = queue.find(({ what }) => what.kind === "left" && what.result === "answered");
  const isAnswered = answered !== undefined || connected !== undefined;
  const end = own.map((row) => times(row).end).reduce(later);
  const last = own.reduce((best, row) => (row.start >= best.start ? row : best));
  const gaveUp = !isAnswered && callerGaveUp(last, queue);
  const legs = rows.filter((row) => row.destinationChannel !== "");
  const statusOf = (row: CdrRow): LegStatus => {
    if (row.disposition !== "NO ANSWER") return rowStatuses[row.disposition];
    const isBeaten = answered !== undefined && row.end >= answered.answer;
    return isBeaten || (gaveUp && row.start === last.start) ? "canceled" : "no-answer";
  };
  const statuses = legs.map(statusOf);
  const dial: EndStatus | null = isAnswered || legs.length === 0 ? null : gaveUp ? "canceled" : statusOfAll(statuses);
  const wasUp = own.some((row) => row.answer !== "");
  const menu = !isAnswered && legs.length === 0 && queue.length === 0 && isMenu(last.lastApplication);
  const mailbox = !isAnswered && legs.length === 0 && queue.length === 0 && isMailbox(last.lastApplication);
  const endAt = end.add(behindLive);
  return [
    ...(mailbox ? [{ kind: "machine-answered", at: times(last).answer, legId: mailboxLeg } satisfies CallEvent] : []),
    ...legs.flatMap((row, index) => tellLeg(row, statuses[index] ?? "no-answer", times(row), lines)),
    ...rows.filter(isMailboxBehindLocal).map(
      (row): CallEvent => ({
        kind: "machine-answered",
        at: times(row).start,
        legId: row.channel.replace(/;2$/, ";1"),
      }),
    ),
    ...queue.flatMap(tellQueue),
    ...(menu ? [{ kind: "menu-left", at: endAt, result: "abandoned" } satisfies CallEvent] : []),
    ...(answered !== undefined
      ? [talked(times(answered).answer, answered.destinationChannel, answered.billableSeconds)]
      : []),
    ...(answered === undefined && connected !== undefined ? [talked(instantAt(connected), null, null)] : []),
    ...(dial === null ? [] : [unanswered(endAt, dial)]),
    {
      kind: "ended",
      at: endAt,
      status: wasUp || isAnswered ? "completed" : (dial ?? "canceled"),
      durationSeconds: secondsBetween(epochOf(id) ?? end, end),
    },
  ];
}

const rowStatuses: Readonly<Record<CdrRow["disposition"], (LegStatus & EndStatus) | "in-progress">> = {
  ANSWERED: "in-progress",
  BUSY: "busy",
  CONGESTION: "failed",
  FAILED: "failed",
  "NO ANSWER": "no-answer",
};

/** A mailbox that answered behind a Local channel: its near side looks like a phone that was picked up. */
function isMailboxBehindLocal(row: CdrRow): boolean {
  return (
    isLocal(row.channel) &&
    row.channel.endsWith(";2") &&
    row.destinationChannel === "" &&
    isMailbox(row.lastApplication)
  );
}

/**
 * Whether the caller ended the ringing. The file says NO ANSWER for both; but a Dial that stopped before its timeout was
 * stopped. (A phone that declined looks the same here; the manager knows the difference.)
 */
function callerGaveUp(last: CdrRow, queue: readonly QueueEntry[]): boolean {
  const result = queue.findLast(({ what }) => what.kind === "left")?.what;
  if (result?.kind === "left") return result.result === "abandoned";
  if (
    last.disposition !== "NO ANSWER" ||
    last.destinationChannel === "" ||
    last.lastApplication.toLowerCase() !== "dial"
  )
    return false;
  const timeout = Number(last.lastData.split(",")[1]);
  return !(timeout > 0) || last.durationSeconds < timeout;
}

function tellLeg(row: CdrRow, status: LegStatus, { start, end, answer }: RowTimes, lines: PhoneLines): CallEvent[] {
  const leg = {
    kind: "leg-progress",
    legId: row.destinationChannel,
    to: legName(row.destinationChannel, lines),
    sequence: null,
  } as const;
  return [
    { ...leg, at: start, status: "ringing" },
    { ...leg, at: status === "in-progress" ? answer : end, status },
  ];
}

function tellQueue(entry: QueueEntry): CallEvent[] {
  const { queue, what } = entry;
  const at = instantAt(entry);
  if (what.kind === "joined") return [{ kind: "queue-joined", at, queue }];
  if (what.kind === "left")
    return [
      { kind: "queue-left", at: at.add(behindLive), queue, result: what.result, waitedSeconds: what.waitedSeconds },
    ];
  return [];
}

function instantAt({ atMs }: QueueEntry): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(atMs);
}

function talked(at: Temporal.Instant, legId: string | null, talkSeconds: number | null): CallEvent {
  return { kind: "dial-ended", at: at.add(behindLive), status: "answered", bridged: true, legId, talkSeconds };
}

function unanswered(at: Temporal.Instant, status: EndStatus): CallEvent {
  return { kind: "dial-ended", at, status, bridged: false, legId: null, talkSeconds: null };
}

/** A caller who waited in a queue without agents and never got a CDR row, because nothing was dialed. */
function foldQueueOnly(log: LogOfCall, startedAt: Temporal.Instant, lines: PhoneLines): LoggedCall | null {
  const joined = log.queueEntries.find(({ what }) => what.kind === "joined");
  if (
    joined?.what.kind !== "joined" ||
    originOf(`queue/${joined.queue}`, joined.what.caller, withoutTrunks(lines)) !== "outside"
  )
    return null;
  const out = log.queueEntries.findLast(({ what }) => what.kind === "left");
  const arrived = arrival(startedAt, joined.what.caller, joined.queue, "", lines);
  const tried = log.queueEntries.flatMap((entry): CallEvent[] => {
    if (entry.what.kind !== "tried") return [];
    const { agent } = entry.what;
    const leg = { legId: `agent:${agent}`, to: agent, status: "no-answer", sequence: null } as const;
    return [{ kind: "leg-progress", at: instantAt(entry), ...leg }];
  });
  const outAt = out === undefined ? null : instantAt(out);
  const end = outAt?.add(behindLive);
  const isAnswered = out?.what.kind === "left" && out.what.result === "answered";
  return {
    direction: "inbound",
    callId: log.id,
    arrivedAt: startedAt,
    from: arrived.from,
    to: arrived.to,
    // Whoever was connected may still be talking.
    ended: end !== undefined && !isAnswered,
    events: [
      arrived,
      ...tried,
      ...log.queueEntries.flatMap(tellQueue),
      ...(isAnswered && outAt !== null ? [talked(outAt, null, null)] : []),
      ...(end === undefined || isAnswered
        ? []
        : [
            {
              kind: "ended",
              at: end,
              status: "canceled",
              durationSeconds: secondsBetween(startedAt, outAt ?? startedAt),
            } satisfies CallEvent,
          ]),
    ],
  };
}

/** Without a channel only numbers can tell. */
function withoutTrunks(lines: PhoneLines): PhoneLines {
  return { ...lines, trunks: [] };
}

function foldMade(
  callId: string,
  own: readonly CdrRow[],
  startedAt: Temporal.Instant,
  times: (row: CdrRow) => RowTimes,
  lines: PhoneLines,
): LoggedCall | null {
  const ways = own.flatMap((row) => {
    const target = targetOf(row);
    return row.destinationChannel !== "" && leadsOutside(row.destinationChannel, target, lines)
      ? [{ row, target }]
      : [];
  });
  const way = ways.find(({ row }) => row.disposition === "ANSWERED") ?? ways[0];
  if (way === undefined) return null;
  const { row, target } = way;
  const outcome = row.disposition === "ANSWERED" ? "connected" : rowStatuses[row.disposition];
  return {
    direction: "outbound",
    callId,
    from: dialedNumber(row.source, lines),
    to: outsideNumber(target, lines) ?? row.destination,
    startedAt,
    endedAt: own.map((each) => times(each).end).reduce(later),
    outcome: outcome === "busy" || outcome === "failed" || outcome === "connected" ? outcome : "no-answer",
    talkSeconds: outcome === "connected" ? row.billableSeconds : null,
  };
}

/** What was dialed on the row's channel: `PJSIP/+13125550100@trunk,20` is `+13125550100@trunk`. */
function targetOf({ lastData, destination }: CdrRow): string {
  const dialed = (lastData.split(",")[0] ?? "").split("&").map((part) => part.replace(/^[^/]*\//, ""));
  return dialed.find((part) => /\d{7}/.test(part)) ?? destination;
}

function arrival(
  startedAt: Temporal.Instant,
  caller: string,
  dialed: string,
  name: string,
  lines: PhoneLines,
): Extract<CallEvent, { kind: "arrived" }> {
  return {
    kind: "arrived",
    // The dialplan may have renamed what was dialed by the time the row was written: a live report stands.
    at: startedAt.add({ milliseconds: 1 }),
    from: callerNumber(caller, lines),
    to: dialedNumber(dialed, lines),
    forwardedFrom: null,
    callerName: name || null,
    callerIdTrust: "none",
  };
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}
