// Twilio's webhooks as recorded, signed for tests. Only tests import this.
import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import { recorderOf } from "#providers/telephony/twiml-family/recorded-webhooks.ts";
import { twilioSignature } from "#providers/telephony/twiml-family/signature.ts";

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

export const recorder = recorderOf({
  account,
  key: account.secret,
  sign: (token, url, fields) => ({ "x-twilio-signature": twilioSignature(token, url, fields) }),
});
