// The family's webhooks for tests, as Twilio's documentation and SDKs give them, spelled and signed as one vendor does.
// Only tests import this.
import { readFileSync } from "node:fs";
import type { RawWebhook, TelephonyAccount } from "#providers/telephony/provider.ts";

export type Sent = Readonly<Record<string, string | readonly string[]>>;

/** How one vendor sends the family's webhooks. */
export interface Spelling {
  readonly account: TelephonyAccount;
  /** The key its webhooks are signed with now. */
  readonly key: string;
  /** The headers that sign a request to this URL with these fields. */
  readonly sign: (key: string, url: string, fields: URLSearchParams) => Readonly<Record<string, string>>;
  /** Changes Twilio's fields into this vendor's. */
  readonly spell?: (fields: URLSearchParams) => void;
}

/** Sends webhooks by one vendor's spelling. */
export interface Recorder {
  /** A form posted to a path below the hooks, signed. */
  readonly post: (pathAndQuery: string, sent: Sent, key?: string) => RawWebhook;
  /** One webhook of each kind, by the kind of event or notice it is. */
  readonly recordedWebhooks: (key: string) => readonly (readonly [kind: string, RawWebhook])[];
}

const samples: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(new URL("./fixtures/webhooks.json", import.meta.url), "utf8"),
);

/** The fields of a recorded webhook by its name in `fixtures/webhooks.json`. */
export function sample(name: string): Record<string, string> {
  const found = samples[name];
  if (found === undefined) throw new Error(`No sample ${name}`);
  return found;
}

/** Fields with repeated names spread. */
export function pairs(sent: Sent): [string, string][] {
  return Object.entries(sent).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
}

/** The family's webhooks as this vendor sends them. */
export function recorderOf({ account, key: currentKey, sign, spell }: Spelling): Recorder {
  const post: Recorder["post"] = (pathAndQuery, sent, key = currentKey) => {
    const fields = new URLSearchParams(pairs(sent));
    spell?.(fields);
    return {
      method: "POST",
      pathAndQuery,
      rawBody: Buffer.from(fields.toString()),
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        ...sign(key, account.hookBaseUrl + pathAndQuery, fields),
      },
    };
  };
  const child = sample("number_status_callback_completed_child");
  const failed = { ...sample("voice_url_inbound"), ...sample("fallback_url_extra") };
  const backCall = { ...sample("voice_url_inbound"), Direction: "outbound-api" };
  return {
    post,
    recordedWebhooks: (key) => [
      ["arrived", post("/voice", sample("voice_url_inbound"), key)],
      ["system-failed", post("/voice?fallback=1", failed, key)],
      ["leg-progress", post("/voice/status", child, key)],
      ["screening-asked", post("/voice/gather?leg=m-1", child, key)],
      ["leg-accepted", post("/voice/gather?leg=m-1&answered=1", { ...child, Digits: "1" }, key)],
      ["screening-declined", post("/voice/gather?leg=m-1&answered=1", { ...child, Digits: "" }, key)],
      ["dial-ended", post("/voice/dial", sample("dial_action_completed"), key)],
      ["voicemail-left", post("/voice/recording", sample("record_action"), key)],
      ["recording-ready", post("/voice/recording", sample("recording_status_callback"), key)],
      ["transcript-ready", post("/voice/transcription", sample("transcribe_callback"), key)],
      ["ended", post("/voice/status", sample("call_status_callback_terminal"), key)],
      ["attempt-asked", post("/voice/gather?attempt=at-1", backCall, key)],
      ["attempt-accepted", post("/voice/gather?attempt=at-1&answered=1", { ...backCall, Digits: "1" }, key)],
      ["attempt-declined", post("/voice/gather?attempt=at-1&answered=1", { ...backCall, Digits: "2" }, key)],
      ["attempt-connect-asked", post("/voice/gather?attempt=at-1&offered=1", { ...backCall, Digits: "2" }, key)],
      ["attempt-progress", post("/voice/status?attempt=at-1", backCall, key)],
      ["message-received", post("/messages", sample("message_inbound"), key)],
      ["message-status", post("/messages/status", sample("message_status_callback"), key)],
    ],
  };
}
