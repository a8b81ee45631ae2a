import type { TelephonyProvider } from "#providers/telephony/provider.ts";
import { unable } from "#providers/telephony/unable.ts";
import { connectForm } from "./connect-form.ts";
import { exampleRequest } from "./example.ts";
import { makeSecret } from "./signature.ts";
import { readWebhook } from "./webhook.ts";

/** Anything that can send a signed JSON request (docs/guides/generic-webhook.md). It is never asked anything. */
export function createWebhook(): TelephonyProvider {
  return {
    ...unable("A webhook"),
    name: "webhook",
    abilities: {
      bridgedFlag: true,
      sms: false,
      mms: false,
      recordings: false,
      repliesToStop: true,
      answersCalls: false,
      startsCalls: false,
      callLog: false,
      numbers: false,
      events: "webhooks",
    },
    connectForm,
    makeSecret,
    exampleRequest,
    readWebhook,
    renderInstruction: () => ({ contentType: "application/json; charset=utf-8", body: '{"ok":true}' }),
    webhookUrls: ({ hookBaseUrl }) => {
      const events = `${hookBaseUrl}/events`;
      return { voice: events, voiceFallback: events, voiceStatus: events, messages: events };
    },
    checkCredentials: () =>
      Promise.resolve({
        ok: true,
        note: "There is nobody to ask: this system calls us. Its last event tells whether it works.",
      }),
  };
}
