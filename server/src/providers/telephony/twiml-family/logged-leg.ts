import type { CallEvent, LegStatus } from "@ringback/core/calls/call-event.ts";
import type { JsonObject } from "./rest.ts";
import { readCount, readDate, readId } from "./schema.ts";
import { isEnd, legStatuses } from "./words.ts";

/** One row of the provider's log: the caller's own leg, or a phone that was rung. Kept small: a busy day has many. */
export interface LoggedLeg {
  readonly id: string;
  readonly parentId: string | null;
  /** Whatever begins with `outbound` is not: peers leave the rest of the word out (docs/rules.md T4.1). */
  readonly isInbound: boolean;
  readonly from: string;
  readonly to: string;
  readonly status: LegStatus;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly seconds: number | null;
  readonly machine: boolean;
  readonly forwardedFrom: string | null;
  readonly callerName: string | null;
}

/** A row of `Calls.json`; null for one without id, known status or time. */
export function readLeg(row: JsonObject): LoggedLeg | null {
  const text = (name: string) => {
    const value = row[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const id = readId(text("sid"));
  const status = legStatuses.get(text("status") ?? "");
  const started = readDate(text("start_time")) ?? readDate(text("date_created"));
  if (id === null || status === undefined || started === null) return null;
  const ended = isEnd(status) ? (readDate(text("end_time")) ?? readDate(text("date_updated"))) : null;
  const direction = text("direction");
  return {
    id,
    parentId: readId(text("parent_call_sid")),
    isInbound: direction === undefined || direction === "inbound",
    from: text("from") ?? "",
    to: text("to") ?? "",
    status,
    startedMs: started.epochMilliseconds,
    endedMs: ended?.epochMilliseconds ?? null,
    seconds: readCount(text("duration")),
    machine: /^(machine|fax)/.test(text("answered_by") ?? ""),
    forwardedFrom: text("forwarded_from") || null,
    callerName: text("caller_name") || null,
  };
}

/**
 * What the log proves of a call that came in: who called, the phones it rang, its end. It knows no press of a key, so it
 * never says that a person answered.
 */
export function eventsOfLog(
  call: LoggedLeg,
  phones: readonly LoggedLeg[],
  recordings: readonly CallEvent[] = [],
): CallEvent[] {
  const { from, to, forwardedFrom, callerName, status } = call;
  const at = instant(call.startedMs);
  return [
    { kind: "arrived", at, from, to, forwardedFrom, callerName, callerIdTrust: "none" },
    ...phones.flatMap(phoneEvents),
    ...dialEnded(call, phones),
    ...recordings,
    ...(isEnd(status)
      ? [{ kind: "ended", at: instant(call.endedMs ?? call.startedMs), status, durationSeconds: call.seconds } as const]
      : []),
  ];
}

function phoneEvents({ id: legId, to, status, startedMs, endedMs }: LoggedLeg): CallEvent[] {
  const about = { kind: "leg-progress", legId, to, sequence: null } as const;
  const last = { ...about, at: instant(endedMs ?? startedMs), status };
  // How long it rang shows only by its beginning.
  return endedMs === null || endedMs === startedMs
    ? [last]
    : [{ ...about, at: instant(startedMs), status: "initiated" }, last];
}

/**
 * The end of ringing: when all phones are over and the caller was still there. A caller's leg that ended unanswered was
 * hung up while phones rang, whatever they said afterwards: it counts as answered from the moment a person was connected
 * or the voicemail spoke (docs/rules.md T1.2). Whether two phones were connected the log cannot say.
 */
function dialEnded(call: LoggedLeg, phones: readonly LoggedLeg[]): CallEvent[] {
  if (call.status !== "completed" && call.status !== "in-progress") return [];
  if (phones.some(({ status }) => !isEnd(status))) return [];
  const talked = phones.find(({ seconds, status }) => status === "completed" && (seconds ?? 0) > 0);
  const last = talked ?? phones.at(-1);
  if (last === undefined || !isEnd(last.status)) return [];
  const at = instant(Math.max(...phones.map(({ startedMs, endedMs }) => endedMs ?? startedMs)));
  const talkSeconds = talked?.seconds ?? null;
  return [{ kind: "dial-ended", at, status: last.status, bridged: null, legId: last.id, talkSeconds }];
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
