// SignalWire's webhooks for tests: Twilio's with the differences of telephony.md §4 (UUIDs, own header, own key, no
// DialBridged, no ForwardedFrom). Synthetic: the vendor was not reached from here. Only tests import this.
import type { RawWebhook, TelephonyAccount } from "#providers/telephony/provider.ts";
import { recordedWebhooks as twilioWebhooks } from "#providers/telephony/twilio/recorded-webhooks.ts";
import { twilioSignature } from "#providers/telephony/twilio/signature.ts";

export const account: TelephonyAccount = {
  connectionId: "c",
  externalAccountId: "6f1d3f0e-51a2-4b0a-9a42-0c1f6a7d2b11",
  secret: "api token",
  previousSecret: null,
  credentials: { signingKey: "token", previousSigningKey: "before" },
  settings: {},
  apiBaseUrl: "https://northside.signalwire.com",
  hookBaseUrl: "https://ringback.example/hooks/c",
  staticFallbackUrl: null,
};

/** One webhook of each kind, by the kind of event or notice it is, signed with a signing key. */
export function recordedWebhooks(signingKey: string): readonly (readonly [kind: string, RawWebhook])[] {
  return twilioWebhooks("irrelevant").map(([kind, raw]) => [kind, asSignalWire(raw, signingKey)]);
}

/** The differences, applied to one of Twilio's requests. */
export function asSignalWire(raw: RawWebhook, signingKey: string): RawWebhook {
  const fields = new URLSearchParams(raw.rawBody.toString("utf8"));
  for (const name of ["DialBridged", "ForwardedFrom", "CallToken"]) fields.delete(name);
  for (const [name, value] of fields) if (name.endsWith("Sid")) fields.set(name, asUuid(value));
  fields.set("AccountSid", account.externalAccountId);
  const { "x-twilio-signature": _signature, ...headers } = raw.headers;
  return {
    ...raw,
    rawBody: Buffer.from(fields.toString()),
    headers: {
      ...headers,
      "x-signalwire-signature": twilioSignature(signingKey, account.hookBaseUrl + raw.pathAndQuery, fields),
    },
  };
}

function asUuid(sid: string): string {
  const digits = Buffer.from(sid).toString("hex").padEnd(32, "0").slice(-32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
