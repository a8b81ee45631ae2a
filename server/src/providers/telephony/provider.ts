// The telephony port: everything Ringback wants from a phone provider, in our own words. Vendor words stop at the adapter.

import type { DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import type { CallInstruction } from "@ringback/core/answering/call-instruction.ts";
import type { CallEvent, LegStatus, RingRound } from "@ringback/core/calls/call-event.ts";

/** One provider account, opened: with its secrets in the clear, only in memory. */
export interface TelephonyAccount {
  readonly connectionId: string;
  readonly externalAccountId: string;
  readonly secret: string;
  readonly previousSecret: string | null;
  /** Further secrets, by the name of their field in `connectForm`. */
  readonly credentials: Readonly<Record<string, string>>;
  /** What else was asked for and is no secret, by the name of its field. */
  readonly settings: Readonly<Record<string, string>>;
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
  | "message-status"
  /** Everything else a phone system sends to one address: `/events`. */
  | "events";

/** What the first webhook of a call says. */
export type Arrival = Extract<CallEvent, { kind: "arrived" }>;

/** A call back that we started: `attemptId` is what `startCall` or the instruction was given. */
interface AttemptNotice {
  readonly key: string;
  readonly attemptId: string;
  readonly callId: string;
}

/** What a webhook said, in neutral words. `key` is the provider's own identity of the event: the same event, the same key. */
export type ProviderNotice =
  | {
      readonly kind: "call";
      readonly key: string;
      readonly callId: string;
      readonly event: CallEvent;
      /** Who called whom, as later webhooks of a call repeat it, so that a call whose first webhook was lost is still
       * known. null where this webhook does not say, and for `arrived` itself. */
      readonly arrival: Arrival | null;
    }
  /** A phone we rang was picked up; answer with `ask-to-accept`. */
  | {
      readonly kind: "screening-asked";
      readonly key: string;
      readonly callId: string;
      readonly legId: string;
      readonly memberId: string;
      /** As the instruction to ring named it. */
      readonly round?: RingRound | undefined;
    }
  /** It was picked up and not accepted; answer with `hang-up`. (An accepted one is the call event `leg-accepted`.) */
  | {
      readonly kind: "screening-declined";
      readonly key: string;
      readonly callId: string;
      readonly legId: string;
      readonly memberId: string;
    }
  /** The staff phone of a call back was picked up; answer with `ask-to-accept`. */
  | (AttemptNotice & { readonly kind: "attempt-asked" })
  /** The staff member pressed 1; answer with `dial-caller`. */
  | (AttemptNotice & { readonly kind: "attempt-accepted" })
  /** Picked up but not accepted (a mobile's voicemail); answer with `hang-up`. */
  | (AttemptNotice & { readonly kind: "attempt-declined" })
  /** Who took an alarm in hand on the phone pressed 2 as well; answer with `dial-caller`. */
  | (AttemptNotice & { readonly kind: "attempt-connect-asked" })
  /** Progress of a call back. `callId` is the leg that reports; `bridged` only says true or false when dialing the caller ended. */
  | (AttemptNotice & {
      readonly kind: "attempt-progress";
      readonly leg: "staff" | "caller";
      readonly status: LegStatus;
      readonly bridged: boolean | null;
      readonly talkSeconds: number | null;
      readonly sequence: number | null;
      readonly at: Temporal.Instant;
    })
  | {
      readonly kind: "message-received";
      readonly key: string;
      readonly messageId: string;
      readonly from: string;
      readonly to: string;
      readonly body: string;
      readonly mediaCount: number;
      /** How `fetchMedia` knows them, in their order; fewer than `mediaCount` where some cannot be had. */
      readonly mediaIds: readonly string[];
      /** Whether the provider itself answers STOP, START and HELP, so that we must not. */
      readonly providerReplies: boolean;
      /** What the provider took the text for, where it says so (it catches single words only). */
      readonly optOut: "stop" | "start" | "help" | null;
    }
  | {
      readonly kind: "message-status";
      readonly key: string;
      readonly messageId: string;
      readonly state: DeliveryState;
      readonly errorCode: string | null;
    }
  /** A call that the business made, not started by us. */
  | { readonly kind: "outbound-call"; readonly key: string; readonly call: OutboundCall }
  | { readonly kind: "nothing"; readonly key: string };

/** A call that somebody of the business made, from any phone, as the provider reports it. */
export interface OutboundCall {
  readonly callId: string;
  /** Our number that the called person saw, or the extension. */
  readonly from: string;
  /** As the provider wrote it. */
  readonly to: string;
  readonly startedAt: Temporal.Instant;
  /** null while it goes on. */
  readonly endedAt: Temporal.Instant | null;
  readonly outcome: "connected" | "machine" | "no-answer" | "busy" | "failed" | "canceled" | null;
  readonly talkSeconds: number | null;
}

/** One call of the provider's own log, all its legs folded together. */
export type LoggedCall =
  | {
      readonly direction: "inbound";
      readonly callId: string;
      readonly arrivedAt: Temporal.Instant;
      readonly from: string;
      readonly to: string;
      /** false while it still goes on. */
      readonly ended: boolean;
      /** What the log proves, `arrived` first. Folding them in again changes nothing. */
      readonly events: readonly CallEvent[];
    }
  | ({ readonly direction: "outbound" } & OutboundCall);

/** Answers of a stream: what `takeNotice` would be given for a webhook. */
export type DeliverNotice = (notice: ProviderNotice, payload: Readonly<Record<string, string>>) => Promise<void>;

export type WebhookProblem =
  | "bad-signature"
  | "malformed"
  | "wrong-account"
  | "missing-field"
  | "too-large"
  | "unknown-content-type";

export type ReadWebhook =
  /** `payload` is the envelope for the raw inbox, without any words of a person: those are only in the notice. */
  | { readonly ok: true; readonly notice: ProviderNotice; readonly payload: Readonly<Record<string, string>> }
  | {
      readonly ok: false;
      readonly status: 400 | 401 | 403 | 413 | 415;
      readonly problem: WebhookProblem;
      /** For the sender, where a person reads it: the field and what is wrong with it, nothing of what was sent. */
      readonly detail?: string;
    };

/** One picture or file of a text that came in. */
export interface MediaOfMessage {
  /** The provider's id of the text. */
  readonly messageId: string;
  /** One of the notice's `mediaIds`. */
  readonly mediaId: string;
}

export interface SendMessage {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Addresses at which the provider fetches the pictures of the text, when it sends it. */
  readonly mediaUrls?: readonly string[];
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

/** A text of which nobody knows whether it went. */
export interface SoughtMessage {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Whether pictures went with it. */
  readonly hasPictures?: boolean;
  readonly since: Temporal.Instant;
  /** Texts that are known to be others: the same words may have gone to the same number twice. */
  readonly except?: ReadonlySet<string>;
}

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

/** Settings of a number under the provider's own names, for showing and for undo. Nobody but the adapter reads them. */
export interface NumberSettings {
  readonly [setting: string]: string;
}

/** Where the provider sends this number's calls: here, elsewhere, or some here and some elsewhere. */
export type WebhookState = "installed" | "not-installed" | "changed";

export interface ProviderNumber {
  readonly providerNumberId: string;
  readonly number: string;
  /** The name it has at the provider. */
  readonly label: string | null;
  /** null where the provider does not say. */
  readonly canText: boolean | null;
  readonly settings: NumberSettings;
  /** Whether its settings point here. */
  readonly webhooks: WebhookState;
  /** Why writing webhooks would have no effect, in words; empty when it would. */
  readonly warnings: readonly string[];
}

/** What this provider can do; screens and rules respect it. */
export interface TelephonyAbilities {
  /** It says whether two phones were really connected. */
  readonly bridgedFlag: boolean;
  readonly sms: boolean;
  /** It sends pictures with a text. */
  readonly mms: boolean;
  readonly recordings: boolean;
  readonly repliesToStop: boolean;
  /** It asks us what to do with a call. Else it routes calls itself and Ringback looks on. */
  readonly answersCalls: boolean;
  /** It can ring a staff phone and then the caller. */
  readonly startsCalls: boolean;
  /** Its own log of calls can be read, so nothing can get lost. */
  readonly callLog: boolean;
  /** Its numbers can be listed and pointed here. */
  readonly numbers: boolean;
  /** How its events come: it calls our webhooks, or we hold a connection open. */
  readonly events: "webhooks" | "stream";
}

/** One thing to ask a person who connects this provider. */
export interface ConnectField {
  /** `externalAccountId`, `secret`, `apiBaseUrl`, or the name of a credential or setting. */
  readonly name: string;
  readonly label: string;
  readonly kind: "text" | "url" | "host" | "number" | "path" | "time-zone";
  /** Where it is kept: `credential` is sealed. */
  readonly keep: "externalAccountId" | "secret" | "apiBaseUrl" | "credential" | "setting";
  readonly required: boolean;
  /** One line: where to find it. */
  readonly help: string;
  readonly example: string;
  /** Taken when nothing is given. */
  readonly fallback?: string;
  /** What is given must match; `refusal` says what is wrong otherwise. */
  readonly pattern?: string;
}

/** How a provider is shown and connected. */
export interface ConnectForm {
  /** The vendor's name as people write it. */
  readonly title: string;
  /** One sentence: what Ringback does with it. */
  readonly about: string;
  readonly fields: readonly ConnectField[];
  /** What to do at the vendor's side, one step a line. */
  readonly steps: readonly string[];
  /** Where numbers are bought at this provider, if it sells any. */
  readonly buyUrl?: string;
}

/** What an instruction belongs to, where it is not the inbound call itself. */
export interface InstructionContext {
  /** The call back or alarm that `ask-to-accept`, `offer-caller` and `dial-caller` are for; its later webhooks carry it. */
  readonly attemptId?: string;
  /** The inbound call that is answered or that a phone rings for, by the provider's id. */
  readonly callId?: string;
}

export interface TelephonyProvider {
  readonly name: string;
  readonly abilities: TelephonyAbilities;
  readonly connectForm: ConnectForm;
  /** Makes a secret, where it is ours to make when none is given; it is shown once. */
  makeSecret?(): string;
  /** A script that sends one event of this type as the system would, for a first try. */
  exampleRequest?(account: TelephonyAccount, type?: string): string;
  /** Checks the signature on the raw request and translates it. Never throws for what a stranger sends. */
  readWebhook(account: TelephonyAccount, hook: HookKind, raw: RawWebhook, now: Temporal.Instant): ReadWebhook;
  /**
   * The body and content type that make the provider do this.
   * @throws Error for an instruction no rule may give (ring nobody; dial a caller for no attempt).
   */
  renderInstruction(
    account: TelephonyAccount,
    instruction: CallInstruction,
    about?: InstructionContext,
  ): { readonly contentType: string; readonly body: string };
  /** The URLs the provider shall call, for pasting by hand; `installWebhooks` adds the provider's retry settings to them. */
  webhookUrls(account: TelephonyAccount): {
    voice: string;
    voiceFallback: string;
    voiceStatus: string;
    messages: string;
  };
  sendMessage(account: TelephonyAccount, message: SendMessage): Promise<SendResult>;
  /** Looks for a message we may have sent: same from, to and body, not before `since`. null: the provider knows of none. */
  findSentMessage(account: TelephonyAccount, message: SoughtMessage): Promise<FoundMessage | null>;
  /** Rings the staff phone, then the caller. @throws ProviderError */
  startCall(account: TelephonyAccount, call: StartCall): Promise<{ readonly callId: string }>;
  /**
   * Calls one of our numbers from another of ours and, once a voicemail has had time to greet, says `words` and hangs up.
   * For drills. @throws ProviderError
   */
  placeTestCall(
    account: TelephonyAccount,
    call: { readonly from: string; readonly to: string; readonly words: string },
  ): Promise<{ readonly callId: string }>;
  /** What the provider's log says of a call whose end we never heard; null when it knows none. @throws ProviderError */
  fetchCall(account: TelephonyAccount, callId: string): Promise<readonly CallEvent[] | null>;
  /**
   * The provider's own log of calls that started in [from, to), in any order, in pages. A call comes with all its legs.
   * A page may fail with a retryable ProviderError after the pages before it were used.
   * @throws ProviderError
   */
  listCalls(
    account: TelephonyAccount,
    range: { readonly from: Temporal.Instant; readonly to: Temporal.Instant },
    signal: AbortSignal,
  ): AsyncIterable<readonly LoggedCall[]>;
  /** All numbers of the account. @throws ProviderError */
  listNumbers(account: TelephonyAccount): Promise<readonly ProviderNumber[]>;
  /**
   * Holds a connection open and delivers what comes until it breaks or `signal` aborts. What was missed meanwhile is in
   * the log (`listCalls`). Only where `abilities.events` is `stream`. `connected` is called when events flow.
   * @throws ProviderError when it cannot connect or is not let in.
   */
  follow(account: TelephonyAccount, deliver: DeliverNotice, connected: () => void, signal: AbortSignal): Promise<void>;
  /** The audio of a recording. @throws ProviderError; `retryable` when it may not be there yet. */
  fetchRecording(
    account: TelephonyAccount,
    recordingId: string,
  ): Promise<{ readonly contentType: string; readonly audio: Buffer }>;
  /** A picture or file of a text that came in, unlooked at. @throws ProviderError; code `too-large` above 5 MB, `redirect` when it
   * lies at a place not to be trusted; `retryable` when it may not be there yet. */
  fetchMedia(account: TelephonyAccount, media: MediaOfMessage): Promise<Buffer>;
  /** Says whether the credentials work. `ok` false: the provider refused them. @throws ProviderError when the provider cannot be asked. */
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
