// The telephony port: everything Ringback wants from a phone provider, in our own words. Vendor words stop at the adapter.

import type { DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import type { CallEvent } from "@ringback/core/calls/call-event.ts";

/** One provider account, opened: with its secrets in the clear, only in memory. */
export interface TelephonyAccount {
  readonly connectionId: string;
  readonly externalAccountId: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly apiBaseUrl: string;
  /** The configured public base of our webhooks, e.g. `https://ringback.example/hooks/<connection id>`. */
  readonly hookBaseUrl: string;
  readonly staticFallbackUrl: string | null;
}

/** A webhook as it came: the path below `/hooks/{connectionId}` with its query, the raw body and the headers. */
export interface RawWebhook {
  readonly method: string;
  readonly pathAndQuery: string;
  readonly rawBody: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export type HookKind =
  | "voice"
  | "voice-fallback"
  | "voice-status"
  | "voice-dial"
  | "voice-recording"
  | "voice-transcription"
  | "voice-gather"
  | "message"
  | "message-status";

/** What a webhook said, in neutral words. `key` is the provider's own identity of the event: the same event, the same key. */
export type ProviderNotice =
  | { readonly kind: "call"; readonly key: string; readonly callId: string; readonly event: CallEvent }
  | {
      readonly kind: "message-received";
      readonly key: string;
      readonly messageId: string;
      readonly from: string;
      readonly to: string;
      readonly body: string;
      readonly mediaCount: number;
      readonly providerReplies: boolean;
    }
  | {
      readonly kind: "message-status";
      readonly key: string;
      readonly messageId: string;
      readonly state: DeliveryState;
      readonly errorCode: string | null;
    }
  | { readonly kind: "nothing"; readonly key: string };

export type ReadWebhook =
  | { readonly ok: true; readonly notice: ProviderNotice; readonly payload: Readonly<Record<string, string>> }
  | {
      readonly ok: false;
      readonly status: 400 | 403 | 413 | 415;
      readonly problem: "bad-signature" | "malformed" | "wrong-account" | "missing-field";
    };

export interface SendMessage {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** After so many seconds the provider shall not send it any more. */
  readonly validitySeconds: number;
}

/** What became of a send. `unknown`: the request may have been carried out; only a look-up can tell, never a second send. */
export type SendResult =
  | { readonly outcome: "accepted"; readonly messageId: string; readonly state: DeliveryState }
  | {
      readonly outcome: "refused";
      readonly errorCode: string;
      readonly means: "opted-out" | "not-sms-capable" | "invalid-number" | "configuration" | "other";
    }
  | { readonly outcome: "not-sent"; readonly retryAfterMs: number | null; readonly reason: string }
  | { readonly outcome: "unknown"; readonly reason: string };

export interface FoundMessage {
  readonly messageId: string;
  readonly state: DeliveryState;
  readonly errorCode: string | null;
}

export interface StartCall {
  /** The staff phone, rung first. */
  readonly staffPhone: string;
  /** The caller, rung when the staff member pressed 1. */
  readonly caller: string;
  /** The business number the caller dialed; shown to both. */
  readonly from: string;
  /** Said to the staff member before the caller is rung: who and why. */
  readonly whisper: string;
  /** Goes into the status webhooks, to find the attempt again. */
  readonly attemptId: string;
}

export interface NumberSettings {
  readonly [setting: string]: string;
}

export interface ProviderNumber {
  readonly providerNumberId: string;
  readonly number: string;
  readonly settings: NumberSettings;
  /** Why writing webhooks would have no effect, in words; empty when it would. */
  readonly warnings: readonly string[];
}

/** What this provider can do; screens and rules respect it. */
export interface TelephonyAbilities {
  readonly bridgedFlag: boolean;
  readonly sms: boolean;
  readonly recordings: boolean;
  readonly repliesToStop: boolean;
}

export interface TelephonyProvider {
  readonly name: "twilio";
  readonly abilities: TelephonyAbilities;
  /** Checks the signature on the raw request and translates it. Never throws for what a stranger sends. */
  readWebhook(account: TelephonyAccount, hook: HookKind, raw: RawWebhook, now: Temporal.Instant): ReadWebhook;
  /** The body and content type that make the provider do this. */
  renderInstruction(
    account: TelephonyAccount,
    instruction: CallInstruction,
  ): { readonly contentType: string; readonly body: string };
  /** The URLs the provider shall call. */
  webhookUrls(account: TelephonyAccount): {
    voice: string;
    voiceFallback: string;
    voiceStatus: string;
    messages: string;
  };
  sendMessage(account: TelephonyAccount, message: SendMessage): Promise<SendResult>;
  /** Looks for a message we may have sent: same from, to and body, not before `since`. null: the provider knows of none. */
  findSentMessage(
    account: TelephonyAccount,
    message: { from: string; to: string; body: string; since: Temporal.Instant },
  ): Promise<FoundMessage | null>;
  /** Rings the staff phone, then the caller. @throws ProviderError */
  startCall(account: TelephonyAccount, call: StartCall): Promise<{ readonly callId: string }>;
  /** What the provider's log says of a call whose end we never heard; null when it knows none. @throws ProviderError */
  fetchCall(account: TelephonyAccount, callId: string): Promise<readonly CallEvent[] | null>;
  /** The audio of a recording. @throws ProviderError; `retryable` when it may not be there yet. */
  fetchRecording(
    account: TelephonyAccount,
    recordingId: string,
  ): Promise<{ readonly contentType: string; readonly audio: Buffer }>;
  /** Says whether the credentials work. @throws ProviderError when the provider cannot be asked. */
  checkCredentials(account: TelephonyAccount): Promise<{ readonly ok: boolean; readonly note: string }>;
  findNumber(account: TelephonyAccount, number: string): Promise<ProviderNumber | null>;
  /** Writes our webhook URLs to the number and answers the settings before and after. */
  installWebhooks(
    account: TelephonyAccount,
    number: ProviderNumber,
  ): Promise<{ readonly before: NumberSettings; readonly after: NumberSettings }>;
  restoreSettings(account: TelephonyAccount, providerNumberId: string, settings: NumberSettings): Promise<void>;
}

/** The other side is broken or says no. Answers the two questions a job asks: may this be tried again, and when? */
export class ProviderError extends Error {
  override name = "ProviderError";
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    about: { code: string; retryable: boolean; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(message, { cause: about.cause });
    this.code = about.code;
    this.retryable = about.retryable;
    this.retryAfterMs = about.retryAfterMs ?? null;
  }
}
