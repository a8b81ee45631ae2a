import type { TelephonyProvider } from "#providers/telephony/provider.ts";
import { createFamilyProvider, type FamilyOptions } from "#providers/telephony/twiml-family/create-provider.ts";
import { fetchCall, listCalls, placeTestCall, startCall } from "./calls.ts";
import { checkCredentials } from "./credentials.ts";
import { dialect } from "./dialect.ts";
import { fetchMedia } from "./media.ts";
import { findSentMessage, sendMessage } from "./messages.ts";
import { findNumber, installWebhooks, listNumbers, restoreSettings } from "./numbers.ts";
import { fetchRecording } from "./recordings.ts";
import { readWebhook } from "./webhook.ts";

/** Telnyx: voice by TeXML, which is the TwiML family's way; texts, numbers and signatures by its own. */
export function createTelnyx(options: FamilyOptions = {}): TelephonyProvider {
  const { requestMs = 10_000, recordingMs = 60_000 } = options.timeouts ?? {};
  const ask = { dialect, fetch: options.fetch ?? fetch, timeoutMs: requestMs, pause: options.pause };
  const askForAudio = { ...ask, timeoutMs: recordingMs };
  return {
    ...createFamilyProvider(dialect, options),
    readWebhook,
    sendMessage: (account, message) => sendMessage(ask, account, message),
    findSentMessage: (account, message) => findSentMessage(ask, account, message),
    startCall: (account, call) => startCall(ask, account, call),
    placeTestCall: (account, call) => placeTestCall(ask, account, call),
    fetchCall: (account, callId) => fetchCall(ask, account, callId),
    listCalls: (account, range, signal) => listCalls(ask, account, range, signal),
    fetchRecording: (account, recordingId) => fetchRecording(askForAudio, account, recordingId),
    fetchMedia: (account, media) => fetchMedia(askForAudio, account, media),
    checkCredentials: (account) => checkCredentials(ask, account),
    listNumbers: (account) => listNumbers(ask, account),
    findNumber: (account, number) => findNumber(ask, account, number),
    installWebhooks: (account, number) => installWebhooks(ask, account, number),
    restoreSettings: (account, providerNumberId, settings) => restoreSettings(ask, account, providerNumberId, settings),
  };
}
