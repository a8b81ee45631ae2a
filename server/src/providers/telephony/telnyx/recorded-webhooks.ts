// Telnyx's webhooks for tests: for voice the family's, in the fields and forms of Telnyx's reference (docs/rules.md T4.3,
// T4.4); for texts its own JSON. Synthetic: the vendor was not reached from here. Only tests import this.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import type { RawWebhook, TelephonyAccount } from "#providers/telephony/provider.ts";
import { type Recorder, recorderOf } from "#providers/telephony/twiml-family/recorded-webhooks.ts";

/** The webhooks were sent a minute before the suite's clock. */
export const now: Temporal.Instant = Temporal.Instant.from("2026-11-20T18:02:00Z");
const sentAtSeconds = now.epochMilliseconds / 1000 - 60;

export const signingKey = "the key that signs";

export const account: TelephonyAccount = {
  connectionId: "c",
  externalAccountId: "f5586561-8ff0-4291-a51b-c7dfe4139ff9",
  secret: "KEY-for-tests",
  previousSecret: null,
  credentials: {},
  settings: { publicKey: publicKeyOf(signingKey), texmlApplicationId: "1234567890" },
  apiBaseUrl: "https://api.telnyx.com",
  hookBaseUrl: "https://ringback.example/hooks/c",
  staticFallbackUrl: null,
};

/** The same webhooks when they were another account's: voice tells it by the ids, texts by the address they went to. */
export const anotherAccount: TelephonyAccount = {
  ...account,
  connectionId: "d",
  externalAccountId: "6f1d3f0e-51a2-4b0a-9a42-0c1f6a7d2b11",
  hookBaseUrl: "https://ringback.example/hooks/d",
};

/** The headers that sign a body with a key of our own. */
export function signatureHeaders(key: string, body: string, atSeconds = sentAtSeconds): Record<string, string> {
  const signature = sign(null, Buffer.from(`${atSeconds}|${body}`), privateKeyOf(key));
  return { "telnyx-timestamp": String(atSeconds), "telnyx-signature-ed25519": signature.toString("base64") };
}

/** The public half of a key that is made from words, as Telnyx's portal shows it. */
export function publicKeyOf(key: string): string {
  const { x = "" } = createPublicKey(privateKeyOf(key)).export({ format: "jwk" });
  return Buffer.from(x, "base64url").toString("base64");
}

function privateKeyOf(key: string): KeyObject {
  // PKCS #8's frame around the 32 bytes of an Ed25519 key.
  const frame = Buffer.from("302e020100300506032b657004220420", "hex");
  const der = Buffer.concat([frame, createHash("sha256").update(key).digest()]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

const voice = recorderOf({
  account,
  key: signingKey,
  sign: (key, _url, fields) => signatureHeaders(key, fields.toString()),
  spell: (fields) => {
    const verstat = fields.get("StirVerstat") ?? "";
    for (const name of [...fields.keys()]) if (notSent.test(name)) fields.delete(name);
    for (const [name, value] of [...fields])
      if (/^(Call|ParentCall|DialCall)Sid$/.test(name)) fields.set(name, asCallId(value));
    for (const [name, value] of [...fields])
      if (/^(Recording|Transcription)Sid$/.test(name)) fields.set(name, asUuid(value));
    fields.set("AccountSid", account.externalAccountId);
    fields.set("ConnectionId", account.settings["texmlApplicationId"] ?? "");
    const attested = /Passed-([ABC])/.exec(verstat)?.[1];
    if (attested !== undefined) {
      fields.set("ShakenStirAttestation", attested);
      fields.set("ShakenStirValidated", "true");
    }
    const timestamp = fields.get("Timestamp");
    if (timestamp !== null) fields.set("Timestamp", new Date(timestamp).toISOString());
  },
});

const notSent =
  /^(ApiVersion|Direction|Caller|Called|CallToken|ForwardedFrom|StirVerstat|DialBridged|(From|To)(City|State|Zip|Country))$/;

export const recorder: Recorder = {
  post: (pathAndQuery, sent, key) => {
    // Nothing but our own address says which call a phone that was picked up was rung for.
    if (pathAndQuery.startsWith("/voice/gather?leg=")) {
      const { ParentCallSid: parent, ...others } = sent;
      return voice.post(`${pathAndQuery}&call=${encodeURIComponent(asCallId(String(parent)))}`, others, key);
    }
    if (pathAndQuery === "/voice/recording" && sent["RecordingStatus"] === undefined)
      return voice.post("/voice/recording?left=1", { ...sent, RecordingStatus: "completed" }, key);
    // A caller's own leg was answered before our first document was asked for.
    if (pathAndQuery === "/voice/status" && sent["ParentCallSid"] === undefined)
      return voice.post(pathAndQuery, { ...sent, CallStatus: "completed", HangupSource: "caller" }, key);
    return voice.post(pathAndQuery, sent, key);
  },
  recordedWebhooks: (key) => [
    ...voice
      .recordedWebhooks(key)
      .filter(([kind]) => !kind.startsWith("message-"))
      .map(([kind, { pathAndQuery, rawBody }]): [string, RawWebhook] => {
        const fields = Object.fromEntries(new URLSearchParams(rawBody.toString()));
        return [kind, recorder.post(pathAndQuery, fields, key)];
      }),
    ["message-received", postMessage("/messages", messageReceived, key)],
    ["message-status", postMessage("/messages/status", messageFinalized, key)],
  ],
};

/** A text's event, posted to a path below the hooks, signed. */
export function postMessage(pathAndQuery: string, event: object, key = signingKey): RawWebhook {
  const body = JSON.stringify({
    data: event,
    meta: { attempt: 1, delivered_to: account.hookBaseUrl + pathAndQuery },
  });
  return {
    method: "POST",
    pathAndQuery,
    rawBody: Buffer.from(body),
    headers: { "content-type": "application/json", ...signatureHeaders(key, body) },
  };
}

const ofMessage = {
  record_type: "message",
  organization_id: "b448f9cc-a842-4784-98e9-03c1a5872950",
  messaging_profile_id: "83d2343b-553f-4c5e-b8c8-fd27004f94bf",
  type: "SMS",
  encoding: "GSM-7",
  parts: 1,
  media: [],
  errors: [],
};

export const messageReceived = {
  record_type: "event",
  event_type: "message.received",
  id: "b301ed3f-1490-491f-995f-6e64e69674d4",
  occurred_at: "2026-11-20T18:01:00.000+00:00",
  payload: {
    ...ofMessage,
    id: "84cca175-9755-4859-b67f-4730d7f58aa3",
    direction: "inbound",
    from: { phone_number: "+15551230001", carrier: "T-Mobile USA", line_type: "Wireless", status: "webhook_delivered" },
    to: [{ phone_number: "+15559870000", carrier: "Telnyx", line_type: "Wireless", status: "webhook_delivered" }],
    text: "Hello from a phone 👋",
    received_at: "2026-11-20T18:01:00.000+00:00",
  },
};

export const messageFinalized = {
  record_type: "event",
  event_type: "message.finalized",
  id: "4ee8c3a6-4995-4309-a3c6-38e3db9ea4be",
  occurred_at: "2026-11-20T18:01:00.000+00:00",
  payload: {
    ...ofMessage,
    id: "ac012cbf-5e09-46af-a69a-7c0e2d90993c",
    direction: "outbound",
    from: { phone_number: "+15559870000", carrier: "Telnyx", line_type: "VoIP" },
    to: [{ phone_number: "+15551230001", carrier: "T-Mobile USA", line_type: "Wireless", status: "delivered" }],
    text: "Sorry we missed you",
    sent_at: "2026-11-20T18:00:58.000+00:00",
    completed_at: "2026-11-20T18:01:00.000+00:00",
  },
};

/** The id Telnyx would have given what Twilio names so. */
export function asCallId(sid: string): string {
  return sid.startsWith("v3:") ? sid : `v3:${Buffer.from(sid).toString("base64url")}`;
}

function asUuid(sid: string): string {
  if (sid.includes("-")) return sid;
  const digits = createHash("sha256").update(sid).digest("hex").slice(0, 32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
