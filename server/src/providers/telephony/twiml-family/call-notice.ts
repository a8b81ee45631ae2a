import type { CallEvent, CallerIdTrust } from "@ringback/core/calls/call-event.ts";
import type { Arrival, ProviderNotice } from "#providers/telephony/provider.ts";
import { readAttemptNotice } from "./attempt-notice.ts";
import { readRound } from "./ring-round.ts";
import { type HookFields, readCount, readId } from "./schema.ts";
import { readScreeningNotice } from "./screening-notice.ts";
import { shortHash } from "./short-hash.ts";
import type { HookRequest, NoticeOrNull } from "./webhook.ts";
import { dialStatuses, isEnd, legStatuses, readFlag, recordingStates, timeOf } from "./words.ts";

/** Translates the voice hooks. Webhooks of call backs and of calls that others started never look like inbound calls. */
export function readCallNotice(request: HookRequest): NoticeOrNull {
  const { fields, hook, query } = request;
  const callId = readId(fields["CallSid"]);
  if (callId === null) return null;
  if (query.has("attempt")) return readAttemptNotice(request, callId);
  const parentId = readId(fields["ParentCallSid"]);
  if (hook === "voice-gather") return parentId === null ? null : readScreeningNotice(request, parentId, callId);
  if (hook === "voice-status" && parentId !== null) return legProgress(request, parentId, callId);
  if ((fields["Direction"] ?? "inbound") !== "inbound")
    return { kind: "nothing", key: `${callId}:${hook}:not-inbound` };
  const said = callEvent(request, callId);
  if (said === null || "notice" in said) return said?.notice ?? null;
  const arrival = said.event.kind === "arrived" ? null : readArrival(fields, arrivedBefore(said.event));
  return { kind: "call", key: `${callId}:${hook}:${said.key}`, callId, event: said.event, arrival };
}

type Said = { readonly key: string; readonly event: CallEvent } | { readonly notice: ProviderNotice } | null;

function callEvent(request: HookRequest, callId: string): Said {
  const { fields, hook, query, now } = request;
  switch (hook) {
    case "voice": {
      const arrival = readArrival(fields, now);
      return arrival && { key: "arrived", event: arrival };
    }
    case "voice-fallback": {
      const code = fields["ErrorCode"] || "unknown";
      // The same error may meet several of our URLs in one call.
      const where = shortHash(fields["ErrorUrl"] ?? "");
      return { key: `${code}:${where}`, event: { kind: "system-failed", at: now, code } };
    }
    case "voice-status":
      return callStatus(request, callId);
    case "voice-dial": {
      const status = dialStatuses.get(fields["DialCallStatus"] ?? "");
      if (status === undefined) return null;
      const legId = readId(fields["DialCallSid"]);
      const talkSeconds = readCount(fields["DialCallDuration"]);
      const bridged = readFlag(fields["DialBridged"]);
      const round = readRound(query);
      // Two rounds of one call may end alike, and then neither names a phone (docs/rules.md T1.9).
      const key = `${legId ?? ""}:${status}${round.round === undefined ? "" : `:${round.round}`}`;
      return { key, event: { kind: "dial-ended", at: now, status, bridged, legId, talkSeconds, ...round } };
    }
    case "voice-recording":
      return fields["RecordingStatus"] === undefined ? voicemailLeft(request, callId) : recordingReady(request, callId);
    case "voice-transcription":
      return transcriptReady(request);
    default:
      return null;
  }
}

function callStatus({ fields, now }: HookRequest, callId: string): Said {
  const status = legStatuses.get(fields["CallStatus"] ?? "");
  if (status === undefined) return null;
  const key = `${status}:${fields["SequenceNumber"] ?? ""}`;
  if (!isEnd(status)) return { notice: { kind: "nothing", key: `${callId}:voice-status:${key}` } };
  const durationSeconds = readCount(fields["CallDuration"]);
  return { key, event: { kind: "ended", at: timeOf(fields, now), status, durationSeconds } };
}

function legProgress({ fields, now }: HookRequest, callId: string, legId: string): NoticeOrNull {
  const status = legStatuses.get(fields["CallStatus"] ?? "");
  if (status === undefined) return null;
  const sequence = readCount(fields["SequenceNumber"]);
  const key = `${legId}:voice-status:${status}:${sequence ?? ""}`;
  const at = timeOf(fields, now);
  const event: CallEvent = { kind: "leg-progress", at, legId, to: fields["To"] ?? "", status, sequence };
  return { kind: "call", key, callId, event, arrival: null };
}

function voicemailLeft({ fields, now }: HookRequest, callId: string): Said {
  const recordingId = readRecordingId(fields);
  const durationSeconds = readCount(fields["RecordingDuration"]);
  // A caller who hung up at the beep left no words; some vendors tell of it all the same (docs/rules.md T4.2).
  if (recordingId === null && (durationSeconds ?? 0) === 0)
    return { notice: { kind: "nothing", key: `${callId}:voice-recording:none` } };
  return { key: `left:${recordingId ?? ""}`, event: { kind: "voicemail-left", at: now, recordingId, durationSeconds } };
}

function recordingReady({ fields, now }: HookRequest, callId: string): Said {
  const recordingId = readRecordingId(fields);
  const status = fields["RecordingStatus"] ?? "";
  const state = recordingStates.get(status);
  if (recordingId === null) return null;
  if (state === undefined)
    return { notice: { kind: "nothing", key: `${callId}:voice-recording:${recordingId}:${status}` } };
  const durationSeconds = readCount(fields["RecordingDuration"]);
  return {
    key: `${recordingId}:${state}`,
    event: { kind: "recording-ready", at: now, recordingId, durationSeconds, state },
  };
}

function transcriptReady({ fields, now }: HookRequest): Said {
  const transcriptId = readId(fields["TranscriptionSid"]);
  const recordingId = readRecordingId(fields);
  if (transcriptId === null || recordingId === null) return null;
  const ready = fields["TranscriptionStatus"] === "completed";
  const text = ready ? (fields["TranscriptionText"] ?? "") : null;
  const state = ready ? "ready" : "failed";
  return {
    key: `${transcriptId}:${state}`,
    event: { kind: "transcript-ready", at: now, transcriptId, recordingId, text, state },
  };
}

/** null when the webhook does not say who called whom. */
function readArrival(fields: HookFields, at: Temporal.Instant): Arrival | null {
  const { From: from, To: to } = fields;
  if (from === undefined || to === undefined || to === "") return null;
  return {
    kind: "arrived",
    at,
    from,
    to,
    forwardedFrom: fields["ForwardedFrom"] || null,
    callerName: fields["CallerName"] || null,
    callerIdTrust: readTrust(fields["StirVerstat"]),
  };
}

/** The latest moment at which the call must have been here, judged by one of its later events. */
function arrivedBefore(event: CallEvent): Temporal.Instant {
  const seconds = event.kind === "ended" ? (event.durationSeconds ?? 0) : 0;
  return event.at.subtract({ seconds });
}

/** `TN-Validation-Passed-A|B|C[-Diverted|-Passthrough]`, `TN-Validation-Failed[-A|B|C]`, `No-TN-Validation` or nothing. */
function readTrust(verstat: string | undefined): CallerIdTrust {
  if (verstat === undefined) return "none";
  if (/^TN-Validation-Passed-A\b/.test(verstat)) return "verified";
  if (/^TN-Validation-Passed-[BC]\b/.test(verstat)) return "partial";
  return /^TN-Validation-Failed\b/.test(verstat) ? "failed" : "none";
}

/** The recording's id; some webhooks only give its URL, of which nothing but the id is ever used. */
function readRecordingId(fields: HookFields): string | null {
  const fromUrl = /\/Recordings\/([\w-]{1,255})(?:\.\w+)?(?:\?.*)?$/.exec(fields["RecordingUrl"] ?? "")?.[1];
  return readId(fields["RecordingSid"] ?? fromUrl);
}
