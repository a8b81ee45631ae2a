// Twilio's webhooks as recorded, signed for tests. Only tests import this.
import { readFileSync } from "node:fs";
import type { RawWebhook, TelephonyAccount } from "#providers/telephony/provider.ts";
import { twilioSignature } from "./signature.ts";

export type Sent = Readonly<Record<string, string | readonly string[]>>;

export const account: TelephonyAccount = {
  connectionId: "c",
  externalAccountId: "AC00000000000000000000000000000000",
  secret: "token",
  previousSecret: "before",
  credentials: {},
  settings: {},
  apiBaseUrl: "https://api.twilio.com",
  hookBaseUrl: "https://ringback.example/hooks/c",
  staticFallbackUrl: null,
};

const samples: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(new URL("./fixtures/webhooks.json", import.meta.url), "utf8"),
);

/** The fields of a recorded webhook by its name in `fixtures/webhooks.json`. */
export function sample(name: string): Record<string, string> {
  const found = samples[name];
  if (found === undefined) throw new Error(`No sample ${name}`);
  return found;
}

/** A form posted to a path below the hooks, signed. */
export function post(pathAndQuery: string, sent: Sent, token = "token"): RawWebhook {
  return {
    method: "POST",
    pathAndQuery,
    rawBody: Buffer.from(new URLSearchParams(pairs(sent)).toString()),
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "x-twilio-signature": twilioSignature(token, account.hookBaseUrl + pathAndQuery, pairs(sent)),
    },
  };
}

/** Fields with repeated names spread. */
export function pairs(sent: Sent): [string, string][] {
  return Object.entries(sent).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
}

/** One webhook of each kind, by the kind of event or notice it is. */
export function recordedWebhooks(token: string): readonly (readonly [kind: string, RawWebhook])[] {
  const child = sample("number_status_callback_completed_child");
  const failed = { ...sample("voice_url_inbound"), ...sample("fallback_url_extra") };
  const backCall = { ...sample("voice_url_inbound"), Direction: "outbound-api" };
  return [
    ["arrived", post("/voice", sample("voice_url_inbound"), token)],
    ["system-failed", post("/voice?fallback=1", failed, token)],
    ["leg-progress", post("/voice/status", child, token)],
    ["screening-asked", post("/voice/gather?leg=m-1", child, token)],
    ["leg-accepted", post("/voice/gather?leg=m-1&answered=1", { ...child, Digits: "1" }, token)],
    ["screening-declined", post("/voice/gather?leg=m-1&answered=1", { ...child, Digits: "" }, token)],
    ["dial-ended", post("/voice/dial", sample("dial_action_completed"), token)],
    ["voicemail-left", post("/voice/recording", sample("record_action"), token)],
    ["recording-ready", post("/voice/recording", sample("recording_status_callback"), token)],
    ["transcript-ready", post("/voice/transcription", sample("transcribe_callback"), token)],
    ["ended", post("/voice/status", sample("call_status_callback_terminal"), token)],
    ["attempt-asked", post("/voice/gather?attempt=at-1", backCall, token)],
    ["attempt-accepted", post("/voice/gather?attempt=at-1&answered=1", { ...backCall, Digits: "1" }, token)],
    ["attempt-declined", post("/voice/gather?attempt=at-1&answered=1", { ...backCall, Digits: "2" }, token)],
    ["attempt-progress", post("/voice/status?attempt=at-1", backCall, token)],
    ["message-received", post("/messages", sample("message_inbound"), token)],
    ["message-status", post("/messages/status", sample("message_status_callback"), token)],
  ];
}
