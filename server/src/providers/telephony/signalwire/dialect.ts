import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import { apiBase, basicAuthorization, type Dialect } from "#providers/telephony/twiml-family/dialect.ts";
import { isSignedBy } from "#providers/telephony/twiml-family/signature.ts";
import { connectForm } from "./connect-form.ts";

/**
 * SignalWire's compatibility API (cXML, once LaML): requests, documents and webhooks as Twilio's, with the differences of
 * docs/rules.md T4.1. A webhook's `action` must be absolute; all of ours are.
 */
export const dialect: Dialect = {
  name: "signalwire",
  connectForm,
  abilities: {
    // No `DialBridged`: a person who pressed 1 on a phone that was then connected is proof enough without it.
    bridgedFlag: false,
    sms: true,
    mms: true,
    recordings: true,
    // It leaves STOP to its customers (docs/rules.md T4.2).
    repliesToStop: false,
    answersCalls: true,
    startsCalls: true,
    callLog: true,
    numbers: true,
    events: "webhooks",
  },
  accountUrl: (account) => `${apiBase(account)}/api/laml/2010-04-01/Accounts/${account.externalAccountId}`,
  authorization: basicAuthorization,
  isSigned: (account, { raw, url, form, otherBody }) =>
    isSignedBy(signingKeys(account), raw.headers["x-signalwire-signature"] ?? raw.headers["x-twilio-signature"] ?? "", {
      url,
      fields: form,
      fragment: "",
      otherBody,
    }),
  // Twilio's settings in a URL's fragment are not in SignalWire's documents.
  retryFragment: "",
  // Five seconds more "for some call flows", it says; for which it does not.
  dialBufferSeconds: 0,
  longestValiditySeconds: 172_800,
  queryTime: (moment) => new Date(moment.epochMilliseconds).toUTCString(),
};

/** The API token never signs. Without a signing key nothing can be checked, so nothing is believed. */
function signingKeys({ credentials }: TelephonyAccount): readonly string[] {
  return [credentials["signingKey"], credentials["previousSigningKey"]].filter(
    (key): key is string => key !== undefined && key !== "",
  );
}
