import type { TelephonyAccount, TelephonyProvider } from "#providers/telephony/provider.ts";
import { createTwilio, type TwilioTimeouts } from "#providers/telephony/twilio/index.ts";
import { connectForm } from "./connect-form.ts";

/**
 * SignalWire's compatibility API (cXML, once LaML): the same requests, documents and webhooks as Twilio's, with four
 * differences (docs/rules.md T4.1): the API lies below `/api/laml` of the customer's own space, ids are UUIDs, webhooks are
 * signed with the project's signing key instead of the API token, and no webhook says whether two phones were bridged.
 */
export function createSignalWire(
  options: { readonly fetch?: typeof fetch; readonly timeouts?: Partial<TwilioTimeouts> } = {},
): TelephonyProvider {
  const twilio = createTwilio(options);
  return {
    name: "signalwire",
    // A person who pressed 1 on a phone that was then connected is proof enough without the flag.
    abilities: { ...twilio.abilities, bridgedFlag: false, repliesToStop: false },
    connectForm,
    readWebhook: (account, hook, raw, now) => {
      const signature = raw.headers["x-signalwire-signature"] ?? raw.headers["x-twilio-signature"];
      const headers = { ...raw.headers, "x-twilio-signature": signature };
      return twilio.readWebhook(signedByKey(account), hook, { ...raw, headers }, now);
    },
    renderInstruction: twilio.renderInstruction,
    webhookUrls: twilio.webhookUrls,
    sendMessage: (account, message) => twilio.sendMessage(inSpace(account), message),
    findSentMessage: (account, message) => twilio.findSentMessage(inSpace(account), message),
    startCall: (account, call) => twilio.startCall(inSpace(account), call),
    placeTestCall: (account, call) => twilio.placeTestCall(inSpace(account), call),
    fetchCall: (account, callId) => twilio.fetchCall(inSpace(account), callId),
    listCalls: (account, range, signal) => twilio.listCalls(inSpace(account), range, signal),
    listNumbers: (account) => twilio.listNumbers(inSpace(account)),
    follow: twilio.follow,
    fetchRecording: (account, recordingId) => twilio.fetchRecording(inSpace(account), recordingId),
    checkCredentials: (account) => twilio.checkCredentials(inSpace(account)),
    findNumber: (account, number) => twilio.findNumber(inSpace(account), number),
    installWebhooks: (account, number) => twilio.installWebhooks(inSpace(account), number),
    restoreSettings: (account, providerNumberId, settings) =>
      twilio.restoreSettings(inSpace(account), providerNumberId, settings),
  };
}

/** The same account, addressed where the space keeps the compatibility API. */
function inSpace(account: TelephonyAccount): TelephonyAccount {
  return { ...account, apiBaseUrl: `${account.apiBaseUrl.replace(/\/+$/, "")}/api/laml` };
}

/** The API token never signs. Without a signing key nothing can be checked, so nothing is believed. */
function signedByKey(account: TelephonyAccount): TelephonyAccount {
  const { signingKey } = account.credentials;
  if (signingKey === undefined || signingKey === "") return { ...account, secret: noKey, previousSecret: null };
  return { ...account, secret: signingKey, previousSecret: account.credentials["previousSigningKey"] ?? null };
}
/** Signs nothing that could arrive: longer than any key, and never sent anywhere. */
const noKey = crypto.randomUUID() + crypto.randomUUID();
