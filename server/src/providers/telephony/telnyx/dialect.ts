import { apiBase, type Dialect } from "#providers/telephony/twiml-family/dialect.ts";
import { connectForm } from "./connect-form.ts";
import { isSignedByTelnyx } from "./signature.ts";
import { spellTexml } from "./spell-texml.ts";

/**
 * Telnyx where it speaks like Twilio: TeXML and its webhooks and REST resources (docs/rules.md T4.3 to T4.6). What it does
 * in quite another way (texts, numbers, recordings) is in this folder.
 */
export const dialect: Dialect = {
  name: "telnyx",
  connectForm,
  abilities: {
    // No `DialBridged`: a person who pressed 1 on a phone that was then connected is proof enough without it.
    bridgedFlag: false,
    sms: true,
    mms: true,
    recordings: true,
    // "Telnyx will handle the auto response" (docs/rules.md T4.5).
    repliesToStop: true,
    answersCalls: true,
    startsCalls: true,
    callLog: true,
    numbers: true,
    events: "webhooks",
  },
  accountUrl: (account) => `${apiBase(account)}/v2/texml/Accounts/${account.externalAccountId}`,
  authorization: ({ secret }) => `Bearer ${secret}`,
  isSigned: (account, { raw, now }) => isSignedByTelnyx(account.settings["publicKey"] ?? "", raw, now),
  retryFragment: "",
  dialBufferSeconds: 0,
  // A text cannot be given a time after which it is of no use.
  longestValiditySeconds: 0,
  queryTime: (moment) => moment.toString().slice(0, 10),
  namesCall: true,
  spell: spellTexml,
};
