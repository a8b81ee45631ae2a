import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { parseNumber, readCaller } from "@ringback/core/phone-number.ts";
import type { Arrival, ProviderNotice } from "#providers/telephony/provider.ts";
import type { ReadEvent } from "./event-schema.ts";

/** Countries whose numbers may be written without a country code. */
export const countries = ["US", "CA", "GB", "AU"] as const;
export type Country = (typeof countries)[number];

type CallOrigin = Extract<ReadEvent, { readonly type: "call.started" | "call.ringing" }>["data"];

/** Where the sender names no phone or queue, there is one. */
const theOnlyPhone = "phone";
/** A machine without a name is not the phone of the person who may answer after it. */
const theOnlyMachine = "machine";
const theOnlyQueue = "queue";

/** What one event means, in neutral words. `key` is the event's identity: `webhook-id`. */
export function noticeOf(event: ReadEvent, key: string, country: Country): ProviderNotice {
  if (event.type === "call.outbound") return outboundNotice(event, key, country);
  if (event.type === "text.received") {
    const { message_id: messageId = key, from, to, body, media_count: mediaCount } = event.data;
    const parties = { from: numberOf(from, country), to: numberOf(to, country) };
    // Nothing can be sent here, so whatever texts for the business answers STOP too; it is honoured all the same.
    return {
      kind: "message-received",
      key,
      messageId,
      ...parties,
      body,
      mediaCount,
      mediaIds: [],
      providerReplies: true,
      optOut: null,
    };
  }
  const { data, at } = event;
  const arrival = arrivalOf(data, at, country);
  if (event.type === "call.started" && arrival !== null)
    return { kind: "call", key, callId: data.call_id, event: arrival, arrival: null };
  return { kind: "call", key, callId: data.call_id, event: callEventOf(event, country), arrival };
}

type LaterEvent = Exclude<ReadEvent, { readonly type: "call.outbound" | "text.received" }>;

function callEventOf(event: LaterEvent, country: Country): CallEvent {
  const { at } = event;
  switch (event.type) {
    case "call.started":
      throw new Error("A started call names who called whom.");
    case "call.ringing": {
      const phone = event.data.phone ?? theOnlyPhone;
      return {
        kind: "leg-progress",
        at,
        legId: phone,
        to: phone === theOnlyPhone ? "" : numberOf(phone, country),
        status: "ringing",
        sequence: null,
      };
    }
    case "call.answered": {
      if (event.data.by === "machine")
        return { kind: "machine-answered", at, legId: event.data.phone ?? theOnlyMachine };
      const legId = event.data.phone ?? theOnlyPhone;
      // The sender says that a person has the caller on the line: that is a bridge.
      return { kind: "dial-ended", at, status: "answered", bridged: true, legId, talkSeconds: null };
    }
    case "call.queued":
      return { kind: "queue-joined", at, queue: event.data.queue ?? theOnlyQueue };
    case "call.left_queue": {
      const { queue = theOnlyQueue, result, waited_seconds: waitedSeconds = null } = event.data;
      return { kind: "queue-left", at, queue, result, waitedSeconds };
    }
    case "call.voicemail": {
      const { call_id: callId, transcript, duration_seconds: durationSeconds = null } = event.data;
      if (transcript === undefined) return { kind: "voicemail-left", at, recordingId: null, durationSeconds };
      return {
        kind: "transcript-ready",
        at,
        transcriptId: callId,
        recordingId: callId,
        text: transcript,
        state: "ready",
      };
    }
    case "call.ended": {
      const { status = "completed", duration_seconds: durationSeconds = null } = event.data;
      return { kind: "ended", at, status, durationSeconds };
    }
    case "call.missed": {
      const { reason = null, ring_seconds: ringSeconds = null } = event.data;
      const unanswered = { answeredBy: null, talkSeconds: null };
      return { kind: "outcome-reported", at, outcome: "missed", reason, ringSeconds, ...unanswered };
    }
    case "call.completed": {
      const {
        answered_by: answeredBy = null,
        ring_seconds: ringSeconds = null,
        talk_seconds: talkSeconds = null,
      } = event.data;
      return { kind: "outcome-reported", at, outcome: "answered", reason: null, answeredBy, ringSeconds, talkSeconds };
    }
  }
}

/** Who called whom and when; null where the event does not say. */
function arrivalOf(data: CallOrigin, at: Temporal.Instant, country: Country): Arrival | null {
  const { from, to } = data;
  if (from === undefined || to === undefined) return null;
  return {
    kind: "arrived",
    at: data.started_at ?? at,
    from: numberOf(from, country),
    to: numberOf(to, country),
    forwardedFrom: data.forwarded_from === undefined ? null : numberOf(data.forwarded_from, country),
    callerName: data.caller_name ?? null,
    callerIdTrust: data.caller_id ?? "none",
  };
}

function outboundNotice(
  { data, at }: Extract<ReadEvent, { readonly type: "call.outbound" }>,
  key: string,
  country: Country,
): ProviderNotice {
  return {
    kind: "outbound-call",
    key,
    call: {
      callId: data.call_id,
      from: numberOf(data.from, country),
      to: numberOf(data.to, country),
      startedAt: data.started_at ?? at,
      // An outcome is known only of a call that is over.
      endedAt: data.ended_at ?? (data.outcome === undefined ? null : at),
      outcome: data.outcome ?? null,
      talkSeconds: data.talk_seconds ?? null,
    },
  };
}

/** E.164 where it is a number of the country or carries its code; else as it was written: `anonymous`, an extension. */
function numberOf(written: string, country: Country): string {
  if (readCaller(written, "none").kind === "withheld") return written;
  return parseNumber(written, country) ?? written;
}
