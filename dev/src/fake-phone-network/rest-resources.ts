import type { Leg } from "./leg.ts";
import type { NetworkCore } from "./network-core.ts";
import { type OwnNumber, type Recording, rfc2822, type TextMessage, type Transcription } from "./state.ts";

const version = "2010-04-01";

function date(instant: Temporal.Instant | undefined): string | null {
  return instant === undefined ? null : rfc2822(instant);
}

/** A call as GET Calls/{Sid}.json answers it. */
export function callResource(core: NetworkCore, leg: Leg): Record<string, unknown> {
  const uri = `${core.dialect.restRoot}/Accounts/${leg.facts.accountSid}/Calls/${leg.sid}`;
  return core.dialect.call({
    sid: leg.sid,
    account_sid: leg.facts.accountSid,
    parent_call_sid: leg.facts.parent?.sid ?? null,
    from: leg.facts.from,
    from_formatted: formatted(leg.facts.from),
    to: leg.facts.to,
    to_formatted: formatted(leg.facts.to),
    phone_number_sid: leg.facts.phoneNumberSid ?? core.numbers.get(leg.facts.from)?.sid ?? null,
    status: leg.status === "initiated" ? "queued" : leg.status,
    direction: leg.facts.direction,
    start_time: date(leg.startedAt),
    end_time: date(leg.endedAt),
    duration: leg.hasEnded ? String(leg.durationSeconds) : null,
    price: null,
    price_unit: "USD",
    answered_by: leg.answeredBy ?? null,
    forwarded_from: leg.facts.forwardedFrom ?? null,
    caller_name: leg.facts.callerName ?? null,
    queue_time: String(leg.queueTimeSeconds * 1000),
    group_sid: null,
    trunk_sid: null,
    annotation: null,
    api_version: version,
    date_created: date(leg.createdAt),
    date_updated: date(leg.updatedAt),
    uri: `${uri}.json`,
    subresource_uris: { notifications: `${uri}/Notifications.json`, recordings: `${uri}/Recordings.json` },
  });
}

const errorTexts: Readonly<Record<number, string>> = {
  30003: "Unreachable destination handset",
  30004: "Message blocked",
  30005: "Unknown destination handset",
  30006: "Landline or unreachable carrier",
  30007: "Message filtered",
  30034: "US A2P 10DLC - Message from an Unregistered Number",
};

/** A text as GET Messages/{Sid}.json answers it. */
export function messageResource(message: TextMessage): Record<string, unknown> {
  const uri = `/${version}/Accounts/${message.accountSid}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    messaging_service_sid: message.messagingServiceSid ?? null,
    from: message.status === "accepted" ? null : message.from,
    to: message.to,
    body: message.body,
    status: message.status,
    direction: message.direction,
    num_segments: String(message.numSegments),
    num_media: String(message.mediaUrls.length),
    error_code: message.errorCode ?? null,
    error_message: message.errorCode === undefined ? null : (errorTexts[message.errorCode] ?? "Unknown error"),
    price: null,
    price_unit: "USD",
    api_version: version,
    date_created: date(message.dateCreated),
    date_updated: date(message.dateUpdated),
    date_sent: date(message.dateSent),
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/** A recording as GET Recordings/{Sid}.json answers it. */
export function recordingResource(core: NetworkCore, recording: Recording): Record<string, unknown> {
  const uri = `/${version}/Accounts/${recording.accountSid}/Recordings/${recording.sid}`;
  return {
    sid: recording.sid,
    account_sid: recording.accountSid,
    call_sid: recording.callSid,
    conference_sid: null,
    status: recording.status,
    source: recording.source,
    channels: 1,
    duration: recording.status === "completed" ? String(recording.durationSeconds) : "-1",
    start_time: date(recording.startTime),
    date_created: date(recording.startTime),
    date_updated: date(recording.dateUpdated),
    price: null,
    price_unit: "USD",
    error_code: null,
    encryption_details: null,
    api_version: version,
    media_url: core.resourceUrl(recording.accountSid, "Recordings", recording.sid),
    uri: `${uri}.json`,
    subresource_uris: { transcriptions: `${uri}/Transcriptions.json`, add_on_results: `${uri}/AddOnResults.json` },
  };
}

/** A transcription as GET Transcriptions/{Sid}.json answers it. */
export function transcriptionResource(transcription: Transcription): Record<string, unknown> {
  return {
    sid: transcription.sid,
    account_sid: transcription.accountSid,
    recording_sid: transcription.recordingSid,
    status: transcription.status,
    transcription_text: transcription.text,
    duration: String(transcription.durationSeconds),
    type: "fast",
    price: null,
    price_unit: "USD",
    api_version: version,
    date_created: date(transcription.dateCreated),
    date_updated: date(transcription.dateUpdated),
    uri: `/${version}/Accounts/${transcription.accountSid}/Transcriptions/${transcription.sid}.json`,
  };
}

/** A number as GET IncomingPhoneNumbers/{Sid}.json answers it. */
export function numberResource(number: OwnNumber): Record<string, unknown> {
  const uri = `/${version}/Accounts/${number.accountSid}/IncomingPhoneNumbers/${number.sid}`;
  return {
    sid: number.sid,
    account_sid: number.accountSid,
    phone_number: number.phoneNumber,
    friendly_name: number.friendlyName,
    capabilities: { voice: true, sms: number.smsCapable, mms: number.smsCapable, fax: false },
    voice_url: number.voiceUrl,
    voice_method: number.voiceMethod,
    voice_fallback_url: number.voiceFallbackUrl,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_caller_id_lookup: number.voiceCallerIdLookup,
    voice_application_sid: number.voiceApplicationSid,
    voice_receive_mode: number.voiceReceiveMode,
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    sms_url: number.smsUrl,
    sms_method: number.smsMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_fallback_method: number.smsFallbackMethod,
    sms_application_sid: number.smsApplicationSid,
    trunk_sid: number.trunkSid === "" ? null : number.trunkSid,
    address_sid: null,
    address_requirements: "none",
    beta: false,
    bundle_sid: null,
    emergency_address_sid: null,
    emergency_address_status: "unregistered",
    emergency_status: "Inactive",
    identity_sid: null,
    origin: "twilio",
    status: "in-use",
    type: "local",
    api_version: version,
    date_created: date(number.dateCreated),
    date_updated: date(number.dateUpdated),
    uri: `${uri}.json`,
    subresource_uris: { assigned_add_ons: `${uri}/AssignedAddOns.json` },
  };
}

function formatted(number: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts === null ? number : `(${parts[1]}) ${parts[2]}-${parts[3]}`;
}
