// SignalWire's webhooks for tests: the family's with the differences of docs/rules.md T4.1 (UUIDs, own header, own key, no
// DialBridged, CallToken or StirVerstat). Synthetic: the vendor was not reached from here. Only tests import this.
import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import { recorderOf } from "#providers/telephony/twiml-family/recorded-webhooks.ts";
import { twilioSignature } from "#providers/telephony/twiml-family/signature.ts";

export const account: TelephonyAccount = {
  connectionId: "c",
  externalAccountId: "6f1d3f0e-51a2-4b0a-9a42-0c1f6a7d2b11",
  secret: "api token",
  previousSecret: null,
  credentials: { signingKey: "PSK-token", previousSigningKey: "PSK-before" },
  settings: {},
  apiBaseUrl: "https://northside.signalwire.com",
  hookBaseUrl: "https://ringback.example/hooks/c",
  staticFallbackUrl: null,
};

export const recorder = recorderOf({
  account,
  key: "PSK-token",
  sign: (signingKey, url, fields) => ({ "x-signalwire-signature": twilioSignature(signingKey, url, fields) }),
  spell: (fields) => {
    for (const name of ["DialBridged", "ForwardedFrom", "CallToken", "StirVerstat"]) fields.delete(name);
    for (const [name, value] of [...fields]) if (name.endsWith("Sid")) fields.set(name, asUuid(value));
    fields.set("AccountSid", account.externalAccountId);
  },
});

/** The id SignalWire would have given what Twilio names so. */
export function asUuid(sid: string): string {
  const digits = Buffer.from(sid).toString("hex").padEnd(32, "0").slice(-32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
