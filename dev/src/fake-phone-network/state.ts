import type { FormFields } from "./signature.ts";

/** A call leg's states as webhooks name them. REST says `queued` for what has not begun to ring. */
export type CallStatus =
  | "queued"
  | "initiated"
  | "ringing"
  | "in-progress"
  | "completed"
  | "busy"
  | "failed"
  | "no-answer"
  | "canceled";

/** States a call never leaves. */
export const terminalCallStatuses: ReadonlySet<CallStatus> = new Set([
  "completed",
  "busy",
  "failed",
  "no-answer",
  "canceled",
]);

export type CallDirection = "inbound" | "outbound-api" | "outbound-dial";

/** One customer of the fake provider. */
export interface Account {
  readonly sid: string;
  friendlyName: string;
  /** Signs webhooks and opens the REST API. */
  authToken: string;
  /** Opens the REST API too, never signs. */
  secondaryAuthToken: string | undefined;
  /** Signs webhooks where the vendor has a key for that alone. */
  signingKey?: string | undefined;
  readonly apiKeys: { readonly sid: string; readonly secret: string }[];
}

/** The settings of a number that the REST API reads and writes. */
export interface NumberSettings {
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: string;
  voiceFallbackUrl: string;
  voiceFallbackMethod: string;
  statusCallback: string;
  statusCallbackMethod: string;
  smsUrl: string;
  smsMethod: string;
  smsFallbackUrl: string;
  smsFallbackMethod: string;
  voiceCallerIdLookup: boolean;
  voiceApplicationSid: string;
  smsApplicationSid: string;
  trunkSid: string;
  voiceReceiveMode: string;
}

/** A number our account owns (an IncomingPhoneNumber). */
export interface OwnNumber extends NumberSettings {
  readonly sid: string;
  readonly accountSid: string;
  readonly phoneNumber: string;
  readonly dateCreated: Temporal.Instant;
  dateUpdated: Temporal.Instant;
  smsCapable: boolean;
}

/** A pool of senders that share one opt-out list. */
export interface MessagingService {
  readonly sid: string;
  readonly accountSid: string;
  readonly numbers: string[];
  inboundUrl: string;
  statusCallback: string;
  /** With it, inbound keyword texts carry OptOutType. */
  advancedOptOut: boolean;
}

export type MessageStatus =
  | "accepted"
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "undelivered"
  | "failed"
  | "received"
  | "canceled"
  | "scheduled";

/** A text in either direction. */
export interface TextMessage {
  readonly sid: string;
  readonly accountSid: string;
  readonly messagingServiceSid: string | undefined;
  readonly direction: "inbound" | "outbound-api" | "outbound-reply";
  readonly from: string;
  readonly to: string;
  body: string;
  mediaUrls: readonly string[];
  /** What the network fetched from `mediaUrls` of a text it sends. */
  pictures: readonly SentMedia[];
  readonly numSegments: number;
  readonly statusCallback: string | undefined;
  status: MessageStatus;
  errorCode: number | undefined;
  readonly dateCreated: Temporal.Instant;
  dateUpdated: Temporal.Instant;
  dateSent: Temporal.Instant | undefined;
  readonly history: { readonly status: MessageStatus; readonly at: Temporal.Instant }[];
}

/** A file that comes with a text. With `redirectTo` it is said to lie elsewhere. */
export interface SentMedia {
  /** What the sender says it is. */
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly redirectTo?: string;
}

/** A file of a text as the network keeps it. */
export interface StoredMedia extends SentMedia {
  readonly sid: string;
  readonly accountSid: string;
  readonly messageSid: string;
}

/** A recording of a call. `media` is what was uploaded for it; without, a tone is made when asked. */
export interface Recording {
  readonly sid: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly source: "RecordVerb" | "DialVerb" | "OutboundAPI";
  readonly startTime: Temporal.Instant;
  durationSeconds: number;
  status: "in-progress" | "processing" | "completed" | "absent" | "deleted";
  dateUpdated: Temporal.Instant;
  /** When somebody spoke, in milliseconds from the start. */
  readonly speech: { readonly atMs: number; readonly durationMs: number; readonly text: string }[];
  media: { readonly bytes: Buffer; readonly contentType: string } | undefined;
}

/** The provider's transcription of a recording. */
export interface Transcription {
  readonly sid: string;
  readonly accountSid: string;
  readonly recordingSid: string;
  readonly callSid: string;
  status: "in-progress" | "completed" | "failed";
  text: string;
  readonly durationSeconds: number;
  readonly dateCreated: Temporal.Instant;
  dateUpdated: Temporal.Instant;
}

/** What a webhook is for. Fault rules choose by it. */
export type WebhookKind =
  | "voice"
  | "voice-fallback"
  | "redirect"
  | "dial-action"
  | "dial-screening"
  | "gather-action"
  | "record-action"
  | "enqueue-action"
  | "queue-wait"
  | "queue-screening"
  | "connect-action"
  | "play"
  | "call-status"
  | "dial-status"
  | "recording-status"
  | "transcription"
  | "machine-detection"
  | "message"
  | "message-fallback"
  | "message-status";

/** One attempt to deliver a webhook, as the log keeps it. */
export interface WebhookAttempt {
  readonly id: number;
  readonly kind: WebhookKind;
  readonly method: string;
  readonly url: string;
  readonly fields: FormFields;
  readonly attempt: number;
  readonly idempotencyToken: string;
  readonly sentAt: Temporal.Instant;
  durationMs: number;
  /** HTTP status of the answer, or undefined when none came. */
  status: number | undefined;
  /** Twilio's code of what went wrong (11200, 11205 …). */
  errorCode: number | undefined;
  error: string | undefined;
  answer: string;
}

/** What Twilio's debugger would show: a problem with a webhook or a document. */
export interface Alert {
  readonly code: number;
  readonly message: string;
  readonly at: Temporal.Instant;
  readonly callSid: string | undefined;
  readonly url: string | undefined;
}

/** A request somebody made to our REST API, for checks against the vendor's own description. */
export interface RestRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: FormFields;
  readonly form: FormFields;
  readonly at: Temporal.Instant;
  /** The status we answered; undefined when a fault dropped the connection. */
  status: number | undefined;
}

/** Something that happened, for whoever watches the network live. */
export interface NetworkEvent {
  readonly kind: string;
  readonly at: Temporal.Instant;
  readonly webhook?: WebhookAttempt;
  readonly [detail: string]: unknown;
}

/** A map that forgets its oldest entries beyond `limit`. */
export class BoundedMap<Value> extends Map<string, Value> {
  readonly #limit: number;
  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override set(key: string, value: Value): this {
    super.set(key, value);
    if (this.size > this.#limit) {
      const oldest = this.keys().next().value;
      if (oldest !== undefined) this.delete(oldest);
    }
    return this;
  }
}

/** Appends and forgets the oldest beyond `limit`. */
export function pushBounded<Value>(list: Value[], value: Value, limit: number): void {
  list.push(value);
  if (list.length > limit) list.splice(0, list.length - limit);
}

/** A date as Twilio writes it: RFC 2822 in GMT, `Fri, 20 Aug 2010 01:13:42 +0000`. */
export function rfc2822(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toUTCString().replace("GMT", "+0000");
}
