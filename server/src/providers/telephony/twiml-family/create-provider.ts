import type { TelephonyProvider } from "#providers/telephony/provider.ts";
import { unable } from "#providers/telephony/unable.ts";
import { listCalls } from "./call-log.ts";
import { fetchCall, startCall } from "./calls.ts";
import { checkCredentials } from "./credentials.ts";
import type { Dialect } from "./dialect.ts";
import { webhookUrls } from "./hook-urls.ts";
import { fetchMedia } from "./media.ts";
import { findSentMessage, sendMessage } from "./messages.ts";
import { findNumber, installWebhooks, listNumbers, restoreSettings } from "./numbers.ts";
import { fetchRecording } from "./recordings.ts";
import { placeTestCall } from "./test-call.ts";
import { renderTwiml } from "./twiml.ts";
import { readWebhook } from "./webhook.ts";

export interface FamilyOptions {
  readonly fetch?: typeof fetch;
  /** How long a request may take, its answer included. */
  readonly timeouts?: { readonly requestMs?: number; readonly recordingMs?: number };
  /** Waits between two tries of a page of a list. */
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A provider that speaks one dialect of the family. What a vendor does in quite another way, its folder replaces. */
export function createFamilyProvider(dialect: Dialect, options: FamilyOptions = {}): TelephonyProvider {
  const { requestMs = 10_000, recordingMs = 60_000 } = options.timeouts ?? {};
  const ask = { dialect, fetch: options.fetch ?? fetch, timeoutMs: requestMs, pause: options.pause };
  const askForAudio = { ...ask, timeoutMs: recordingMs };
  const { name, connectForm, abilities } = dialect;
  return {
    ...unable(connectForm.title),
    name,
    abilities,
    connectForm,
    readWebhook: (account, hook, raw, now) => readWebhook(dialect, account, hook, raw, now),
    renderInstruction: (account, instruction, about = {}) => ({
      contentType: "text/xml; charset=utf-8",
      body: renderTwiml(dialect, account, instruction, about),
    }),
    webhookUrls,
    sendMessage: (account, message) => sendMessage(ask, account, message),
    findSentMessage: (account, message) => findSentMessage(ask, account, message),
    startCall: (account, call) => startCall(ask, account, call),
    placeTestCall: (account, call) => placeTestCall(ask, account, call),
    listCalls: (account, range, signal) => listCalls(ask, account, range, signal),
    listNumbers: (account) => listNumbers(ask, account),
    fetchCall: (account, callId) => fetchCall(ask, account, callId),
    fetchRecording: (account, recordingId) => fetchRecording(askForAudio, account, recordingId),
    fetchMedia: (account, media) => fetchMedia(askForAudio, account, media),
    checkCredentials: (account) => checkCredentials(ask, account),
    findNumber: (account, number) => findNumber(ask, account, number),
    installWebhooks: (account, number) => installWebhooks(ask, account, number),
    restoreSettings: (account, providerNumberId, settings) => restoreSettings(ask, account, providerNumberId, settings),
  };
}
