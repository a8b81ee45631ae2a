// One attempt is one call, however many rows a log has: all rows that share a key become one call here.
import type { MissReason } from "#calls/missed-call.ts";
import { type ImportedCall, missReasonOf, outboundOutcomeOf } from "./imported-call.ts";
import type { FormatName, ResultMeaning } from "./mapping.ts";
import type { Party } from "./read-party.ts";
import type { RejectReason } from "./reject-reason.ts";
import type { RowReading } from "./row-reading.ts";

/** What a call's rows came to. Rows that are neither its call nor rejected said what others said already. */
export interface FoldedRows {
  readonly call: ImportedCall | null;
  readonly rejected: readonly { readonly row: number; readonly reason: RejectReason }[];
}

type Ending = Exclude<ResultMeaning, "leave-out" | "by-time">;

/** Folds the rows of one call, given in any order. */
export function foldCall(rows: readonly RowReading[], format: FormatName): FoldedRows {
  const ordered = rows.length === 1 ? rows : rows.toSorted((a, b) => a.startedMs - b.startedMs || a.row - b.row);
  if (format === "twilio") return foldTwilio(ordered);
  if (format === "asterisk") return foldAsterisk(ordered);
  return foldPlain(ordered);
}

/** Whether two rows tell of the same call; else one of them has its id by mistake. */
export function tellsTheSame(a: RowReading | ImportedCall, b: RowReading | ImportedCall): boolean {
  return (
    a.direction === b.direction &&
    a.startedMs === b.startedMs &&
    nameOf(a.from) === nameOf(b.from) &&
    nameOf(a.to) === nameOf(b.to)
  );
}

function foldPlain(rows: readonly RowReading[]): FoldedRows {
  const [entry] = rows;
  if (entry === undefined) return { call: null, rejected: [] };
  const endings = rows.map(endingByTime);
  const answered = rows.find((_, at) => endings[at] === "answered");
  const ending = answered ? "answered" : (endings.findLast((one) => one !== "no-answer") ?? "no-answer");
  return { call: callOf(entry, rows, ending, answered), rejected: [] };
}

/**
 * Of a log with one row a call, in which an id comes again: the first stands, one that tells the same is a repetition,
 * and any other has the id by mistake.
 */
export function foldSingles(rows: readonly RowReading[]): FoldedRows & { readonly repeated: number } {
  const [entry] = rows;
  if (entry === undefined) return { call: null, rejected: [], repeated: 0 };
  const others = rows.slice(1).filter((row) => !tellsTheSame(entry, row));
  return {
    ...foldPlain([entry]),
    rejected: others.map(({ row }) => ({ row, reason: "duplicate-id" })),
    repeated: rows.length - 1 - others.length,
  };
}

/**
 * Twilio logs a call and every phone it rang as calls; the rung ones name their parent. `completed` on the parent proves
 * nothing (a voicemail completes calls too, docs/rules.md T1.2), on a rung phone that something picked up. Whether that
 * was the phone's own mailbox the log cannot tell.
 */
function foldTwilio(rows: readonly RowReading[]): FoldedRows {
  const [entry, ...again] = rows.filter((row) => !row.leg);
  if (entry === undefined) return rejectAll(rows, "leg-without-call");
  const rejected = again
    .filter((row) => !tellsTheSame(entry, row))
    .map(({ row }) => ({ row, reason: "duplicate-id" as const }));
  const legs = rows.filter((row) => row.leg);
  const pickedUp = legs.find(
    (leg) => leg.result === "answered" || (leg.result === "by-time" && (leg.durationSeconds ?? 1) > 0),
  );
  const both = [entry, ...legs];
  if (entry.direction === "outbound") {
    // A call back rings our own phone first, then the customer.
    const called = legs.at(-1);
    const ending = called === undefined ? endingByTime(entry) : pickedUp ? "answered" : endingByTime(called);
    return {
      call: callOf(called ? { ...entry, to: called.to } : entry, both, ending, pickedUp ?? called ?? entry),
      rejected,
    };
  }
  if (pickedUp || entry.result === "answered")
    return { call: callOf(entry, both, "answered", pickedUp ?? entry), rejected };
  if (entry.result !== "by-time") return { call: callOf(entry, both, entry.result), rejected };
  const ending =
    legs.length > 0 && legs.every((leg) => leg.result === legs[0]?.result)
      ? (legs[0]?.result ?? "no-answer")
      : "no-answer";
  const call = callOf(entry, both, ending === "by-time" || ending === "abandoned" ? "no-answer" : ending);
  return { call: legs.length === 0 ? withReason(call, "unknown") : call, rejected };
}

/**
 * Asterisk writes a row for every dialed phone and for what the caller heard afterwards. Answered is only a row that
 * connected the caller (`Dial` or `Queue` with an answering channel); the row of a voicemail says ANSWERED too. Rows of
 * `Local/` channels are the other side of a row that is there. Seen in the logs of a real Asterisk 22.
 */
function foldAsterisk(rows: readonly RowReading[]): FoldedRows {
  const own = rows.filter((row) => !row.leg);
  const [entry] = own;
  if (entry === undefined) return rejectAll(rows, "leg-without-call");
  const dials = own.filter((row) => row.app?.name === "Dial" || row.app?.name === "Queue");
  const answered = dials.find((row) => row.result === "answered" && row.app?.answeringChannel !== "");
  if (answered) return { call: callOf(entry, own, "answered", answered), rejected: [] };
  const last = dials.at(-1);
  if (last === undefined) {
    const refused = own.find((row) => row.result === "busy" || row.result === "failed");
    const call = callOf(entry, own, refused ? endingByTime(refused) : "no-answer");
    return { call: refused ? call : withReason(call, "unknown"), rejected: [] };
  }
  // Something came after the last ringing: the caller was still there when it stopped.
  const wentOn = own.indexOf(last) < own.length - 1;
  return { call: callOf(entry, own, asteriskEnding(last, wentOn)), rejected: [] };
}

function asteriskEnding(last: RowReading, wentOn: boolean): Ending {
  if (last.result === "busy" || last.result === "failed") return last.result;
  if (wentOn) return "no-answer";
  if (last.app?.name === "Queue") return "abandoned-in-queue";
  const { timeoutSeconds = null } = last.app ?? {};
  // CANCEL and NOANSWER are one word in this log; a dial that ended before its time was given up by the caller.
  return timeoutSeconds !== null && (last.durationSeconds ?? 0) < timeoutSeconds - 1 ? "abandoned" : "no-answer";
}

function endingByTime(row: RowReading): Ending {
  if (row.result !== "by-time") return row.result;
  return (row.talked ?? (row.durationSeconds ?? 0) > 0) ? "answered" : "no-answer";
}

function callOf(entry: RowReading, rows: readonly RowReading[], ending: Ending, answer?: RowReading): ImportedCall {
  const endings = rows.flatMap((row) => (row.endedMs === null ? [] : [row.endedMs]));
  const talk = ending === "answered" ? (answer?.talkSeconds ?? answer?.durationSeconds ?? null) : null;
  const shared = {
    row: entry.row,
    id: entry.key ?? madeId(entry),
    idIsMade: entry.key === null,
    startedMs: entry.startedMs,
    endedMs: endings.length === 0 ? null : endings.length === 1 ? (endings[0] ?? null) : Math.max(...endings),
    from: entry.from,
    to: entry.to,
    talkSeconds: talk,
  };
  if (entry.direction === "outbound") return { ...shared, direction: "outbound", outcome: outboundOutcomeOf[ending] };
  const missReason = missReasonOf[ending];
  return {
    ...shared,
    direction: "inbound",
    outcome: missReason === null ? "answered" : "missed",
    missReason,
    ringSeconds: rows.find((row) => row.ringSeconds !== null)?.ringSeconds ?? null,
    answeredBy: missReason === null ? (answer?.answeredBy ?? null) : null,
    callerName: entry.callerName,
  };
}

function withReason(call: ImportedCall, missReason: MissReason): ImportedCall {
  return call.direction === "inbound" ? { ...call, missReason } : call;
}

function rejectAll(rows: readonly RowReading[], reason: RejectReason): FoldedRows {
  return { call: null, rejected: rows.map(({ row }) => ({ row, reason })) };
}

/** The same row makes the same id at every reading. The second comes first, so that ids of one time lie together. */
function madeId(row: RowReading): string {
  const text = `${row.direction} ${nameOf(row.from)} ${nameOf(row.to)} ${row.durationSeconds ?? row.talkSeconds ?? ""}`;
  return `log-${Math.floor(row.startedMs / 1000).toString(36)}-${hash(text)}`;
}

/** What a party is known by. */
export function nameOf(party: Party): string {
  return party.kind === "number" ? party.number : party.kind === "inside" ? party.name : "";
}

/** 53 bits of a text, well mixed (Bryc's cyrb53, public domain). Not for secrets. */
function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
