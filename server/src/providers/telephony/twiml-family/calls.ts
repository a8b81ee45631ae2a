import type { CallEvent, LegStatus } from "@ringback/core/calls/call-event.ts";
import { ProviderError, type StartCall, type TelephonyAccount } from "#providers/telephony/provider.ts";
import { hookUrl } from "./hook-urls.ts";
import { readPages } from "./pages.ts";
import { askRest, callRest, type JsonObject, pathId, providerError, type RestOptions } from "./rest.ts";
import { readCount, readDate, readId } from "./schema.ts";
import { isEnd, legStatuses } from "./words.ts";

/** How long a staff phone rings for a call back, in seconds: shorter than most mailboxes take to answer. */
const staffRingSeconds = 25;

/**
 * Rings the staff phone; what it says and the caller's number are asked from `/voice/gather?attempt=…` when it is picked
 * up, so no personal data stands in a URL.
 * @throws ProviderError; not retryable where the call may have been started.
 */
export async function startCall(
  options: RestOptions,
  account: TelephonyAccount,
  call: StartCall,
): Promise<{ readonly callId: string }> {
  const attempt = { attempt: call.attemptId };
  const answer = await callRest(options, account, {
    method: "POST",
    path: "/Calls.json",
    form: {
      To: call.staffPhone,
      From: call.from,
      Url: hookUrl(options.dialect, account, "/voice/gather", attempt),
      Method: "POST",
      Timeout: String(staffRingSeconds),
      StatusCallback: hookUrl(options.dialect, account, "/voice/status", attempt),
      StatusCallbackMethod: "POST",
      StatusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
    },
  });
  if (answer.outcome !== "ok") throw providerError(answer, "POST");
  const callId = idOf(answer.json);
  if (callId === null) throw providerError({ outcome: "unknown", reason: "an answer without a call" }, "POST");
  return { callId };
}

/**
 * What the provider's log says of an inbound call: who called, the phones it rang, its end and its recordings. It does
 * not say whether a person accepted. null: the provider knows of no such call.
 * @throws ProviderError
 */
export async function fetchCall(
  options: RestOptions,
  account: TelephonyAccount,
  callId: string,
): Promise<readonly CallEvent[] | null> {
  const call = await askRest(options, account, { method: "GET", path: `/Calls/${pathId(callId)}.json` });
  if (call === null) return null;
  const [children, recordings] = await Promise.all([
    list(options, account, "/Calls.json", "calls", { ParentCallSid: callId }),
    list(options, account, "/Recordings.json", "recordings", { CallSid: callId }),
  ]);
  const arrivedAt = readDate(text(call, "start_time")) ?? readDate(text(call, "date_created"));
  if (arrivedAt === null)
    throw new ProviderError("The call in the provider's log has no time.", { code: "no-time", retryable: true });
  return [
    {
      kind: "arrived",
      at: arrivedAt,
      from: text(call, "from") ?? "",
      to: text(call, "to") ?? "",
      forwardedFrom: text(call, "forwarded_from") || null,
      callerName: text(call, "caller_name") || null,
      callerIdTrust: "none",
    },
    ...legEvents(children, arrivedAt),
    ...recordings.flatMap((recording) => recordingEvents(recording, arrivedAt)),
    ...endEvents(call, arrivedAt),
  ];
}

function legEvents(children: readonly JsonObject[], arrivedAt: Temporal.Instant): CallEvent[] {
  const legs = children.flatMap((child) => {
    const legId = idOf(child);
    const status = statusOf(child);
    return legId === null || status === null ? [] : [{ child, legId, status }];
  });
  const events = legs.map(({ child, legId, status }): CallEvent => {
    return {
      kind: "leg-progress",
      at: timeOfLog(child, arrivedAt),
      legId,
      to: text(child, "to") ?? "",
      status,
      sequence: null,
    };
  });
  const ends = legs.map(({ child, legId, status }) => ({
    legId,
    status,
    seconds: durationOf(child),
    at: timeOfLog(child, arrivedAt),
  }));
  return [...events, ...dialEnded(ends)];
}

/** The end of ringing, as the phones of the log tell it: when all of them are over. Whether two were connected it cannot say. */
export function dialEnded(
  legs: readonly {
    readonly legId: string;
    readonly status: LegStatus;
    readonly seconds: number | null;
    readonly at: Temporal.Instant;
  }[],
): CallEvent[] {
  if (legs.some(({ status }) => !isEnd(status))) return [];
  const talked = legs.find(({ seconds, status }) => status === "completed" && (seconds ?? 0) > 0);
  const last = talked ?? legs.at(-1);
  if (last === undefined || !isEnd(last.status)) return [];
  const { legId, status, at } = last;
  return [{ kind: "dial-ended", at, status, bridged: null, legId, talkSeconds: talked?.seconds ?? null }];
}

function recordingEvents(recording: JsonObject, arrivedAt: Temporal.Instant): CallEvent[] {
  const recordingId = idOf(recording);
  const status = text(recording, "status");
  if (recordingId === null || text(recording, "source") !== "RecordVerb") return [];
  const at = readDate(text(recording, "date_created")) ?? arrivedAt;
  const durationSeconds = durationOf(recording);
  const left: CallEvent = { kind: "voicemail-left", at, recordingId, durationSeconds };
  if (status === "completed")
    return [left, { kind: "recording-ready", at, recordingId, durationSeconds, state: "ready" }];
  return status === "absent" || status === "deleted" ? [] : [left];
}

function endEvents(call: JsonObject, arrivedAt: Temporal.Instant): CallEvent[] {
  const status = statusOf(call);
  if (status === null || !isEnd(status)) return [];
  return [{ kind: "ended", at: timeOfLog(call, arrivedAt), status, durationSeconds: durationOf(call) }];
}

async function list(
  options: RestOptions,
  account: TelephonyAccount,
  path: string,
  name: string,
  query: Readonly<Record<string, string>>,
): Promise<JsonObject[]> {
  const pages = readPages(options, account, { path, name, query: { ...query, PageSize: "100" } });
  return (await Array.fromAsync(pages)).flat();
}

function idOf(json: JsonObject): string | null {
  return readId(text(json, "sid"));
}

function statusOf(json: JsonObject): LegStatus | null {
  return legStatuses.get(text(json, "status") ?? "") ?? null;
}

function durationOf(json: JsonObject): number | null {
  return readCount(text(json, "duration"));
}

function timeOfLog(json: JsonObject, otherwise: Temporal.Instant): Temporal.Instant {
  return readDate(text(json, "end_time")) ?? readDate(text(json, "date_updated")) ?? otherwise;
}

/** A field as text; peers write durations as strings or numbers. */
function text(json: JsonObject, name: string): string | undefined {
  const value = json[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
