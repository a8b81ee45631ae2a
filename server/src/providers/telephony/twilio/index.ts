import type { TelephonyProvider } from "#providers/telephony/provider.ts";
import { unable } from "#providers/telephony/unable.ts";
import { listCalls } from "./call-log.ts";
import { fetchCall, startCall } from "./calls.ts";
import { connectForm } from "./connect-form.ts";
import { checkCredentials } from "./credentials.ts";
import { webhookUrls } from "./hook-urls.ts";
import { findSentMessage, sendMessage } from "./messages.ts";
import { findNumber, installWebhooks, listNumbers, restoreSettings } from "./numbers.ts";
import { fetchRecording } from "./recordings.ts";
import { placeTestCall } from "./test-call.ts";
import { renderTwiml } from "./twiml.ts";
import { readWebhook } from "./webhook.ts";

/** How long a request may take, its answer included. */
export interface TwilioTimeouts {
  readonly requestMs: number;
  readonly recordingMs: number;
}

const usualTimeouts: TwilioTimeouts = { requestMs: 10_000, recordingMs: 60_000 };

/** Twilio, and anything that speaks its REST API, webhooks and TwiML at another base URL. */
export function createTwilio(
  options: { readonly fetch?: typeof fetch; readonly timeouts?: Partial<TwilioTimeouts> } = {},
): TelephonyProvider {
  const timeouts = { ...usualTimeouts, ...options.timeouts };
  const ask = { fetch: options.fetch ?? fetch, timeoutMs: timeouts.requestMs };
  const askForAudio = { ...ask, timeoutMs: timeouts.recordingMs };
  return {
    ...unable("Twilio"),
    name: "twilio",
    abilities: {
      bridgedFlag: true,
      sms: true,
      recordings: true,
      repliesToStop: true,
      answersCalls: true,
      startsCalls: true,
      callLog: true,
      numbers: true,
      events: "webhooks",
    },
    connectForm,
    readWebhook,
    renderInstruction: (account, instruction, about = {}) => ({
      contentType: "text/xml; charset=utf-8",
      body: renderTwiml(account, instruction, about),
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
    checkCredentials: (account) => checkCredentials(ask, account),
    findNumber: (account, number) => findNumber(ask, account, number),
    installWebhooks: (account, number) => installWebhooks(ask, account, number),
    restoreSettings: (account, providerNumberId, settings) => restoreSettings(ask, account, providerNumberId, settings),
  };
}
