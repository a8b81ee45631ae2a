import type { TelephonyAccount } from "#providers/telephony/provider.ts";
import { apiBase, basicAuthorization, type Dialect } from "#providers/telephony/twiml-family/dialect.ts";
import { isSignedBy } from "#providers/telephony/twiml-family/signature.ts";
import { connectForm } from "./connect-form.ts";

/**
 * Twilio's connection overrides: try twice more, also after a 5xx and a slow answer (by default only a failed connect is
 * tried again), and give up on one try early enough that all three fit into Twilio's 15 s. Never sent, never signed.
 */
export const retryFragment = "#rc=2&rp=5xx,ct,rt&ct=2000&rt=4500";

/** Twilio itself, and anything that speaks exactly like it at another base URL. */
export const dialect: Dialect = {
  name: "twilio",
  connectForm,
  abilities: {
    bridgedFlag: true,
    sms: true,
    mms: true,
    recordings: true,
    repliesToStop: true,
    answersCalls: true,
    startsCalls: true,
    callLog: true,
    numbers: true,
    events: "webhooks",
  },
  accountUrl: (account) => `${apiBase(account)}/2010-04-01/Accounts/${account.externalAccountId}`,
  authorization: basicAuthorization,
  isSigned: (account, { raw, url, form, otherBody }) =>
    isSignedBy(authTokens(account), raw.headers["x-twilio-signature"] ?? "", {
      url,
      fields: form,
      fragment: retryFragment,
      otherBody,
    }),
  retryFragment,
  dialBufferSeconds: 5,
  longestValiditySeconds: 36_000,
  // Its API sends on to its own storage, and from there to the cloud's (docs/rules.md T3.9).
  mediaHosts: /^(mms\.twiliocdn\.com|media\.twiliocdn\.com|s3-external-1\.amazonaws\.com)$/,
  queryTime: (moment) => moment.toString({ smallestUnit: "second" }),
};

/** Only the primary token signs; while it is exchanged, requests are signed with the old one (docs/rules.md T2.1). */
function authTokens({ secret, previousSecret }: TelephonyAccount): readonly string[] {
  return previousSecret === null ? [secret] : [secret, previousSecret];
}
