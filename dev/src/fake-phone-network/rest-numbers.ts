import { apiError, notFound } from "./api-error.ts";
import type { RestCall, RestRoute } from "./rest-api.ts";
import { listAnswer } from "./rest-list.ts";
import { numberResource } from "./rest-resources.ts";
import type { NumberSettings, OwnNumber } from "./state.ts";

/** IncomingPhoneNumbers: list, read, change their addresses (docs/rules.md T3.7). */
export const numberRoutes: readonly RestRoute[] = [
  {
    method: "GET",
    pattern: /^\/IncomingPhoneNumbers\.json$/,
    answer: (call) => {
      const { core, account, query } = call;
      const found = [...core.numbers.values()].filter(
        (number) =>
          number.accountSid === account.sid &&
          // The vendor matches parts of numbers too.
          (!query.get("PhoneNumber") || number.phoneNumber.includes(query.get("PhoneNumber") ?? "")) &&
          (!query.get("FriendlyName") || number.friendlyName === query.get("FriendlyName")),
      );
      return listAnswer(call, "incoming_phone_numbers", found.reverse(), numberResource);
    },
  },
  {
    method: "GET",
    pattern: /^\/IncomingPhoneNumbers\/(?<sid>[\w-]+)\.json$/,
    answer: (call) => {
      const number = findNumber(call);
      return number === undefined ? notFound(call.path) : { status: 200, body: numberResource(number) };
    },
  },
  {
    method: "POST",
    pattern: /^\/IncomingPhoneNumbers\/(?<sid>[\w-]+)\.json$/,
    answer: (call) => {
      const number = findNumber(call);
      return number === undefined ? notFound(call.path) : updateNumber(call, number);
    },
  },
];

const texts: readonly [string, keyof NumberSettings & string][] = [
  ["FriendlyName", "friendlyName"],
  ["VoiceUrl", "voiceUrl"],
  ["VoiceMethod", "voiceMethod"],
  ["VoiceFallbackUrl", "voiceFallbackUrl"],
  ["VoiceFallbackMethod", "voiceFallbackMethod"],
  ["StatusCallback", "statusCallback"],
  ["StatusCallbackMethod", "statusCallbackMethod"],
  ["SmsUrl", "smsUrl"],
  ["SmsMethod", "smsMethod"],
  ["SmsFallbackUrl", "smsFallbackUrl"],
  ["SmsFallbackMethod", "smsFallbackMethod"],
  ["VoiceApplicationSid", "voiceApplicationSid"],
  ["SmsApplicationSid", "smsApplicationSid"],
  ["TrunkSid", "trunkSid"],
  ["VoiceReceiveMode", "voiceReceiveMode"],
];

function updateNumber({ core, form }: RestCall, number: OwnNumber) {
  const changes: Partial<Record<string, string>> = {};
  for (const [parameter, setting] of texts) {
    const value = form.get(parameter);
    if (value === null) continue;
    if (/Url$|^StatusCallback$/.test(parameter) && value !== "" && !/^https?:\/\/[^\s_/]+/i.test(value)) {
      return apiError(400, 21502, `${parameter} is not valid: ${value}`);
    }
    if (parameter.endsWith("Method") && value !== "GET" && value !== "POST")
      return apiError(400, 21403, `${parameter} must be GET or POST`);
    changes[setting] = value;
  }
  Object.assign(number, changes);
  const lookup = form.get("VoiceCallerIdLookup");
  if (lookup !== null) number.voiceCallerIdLookup = lookup === "true";
  number.dateUpdated = core.clock.now();
  return { status: 200, body: numberResource(number) };
}

function findNumber({ core, account, parts }: RestCall): OwnNumber | undefined {
  return [...core.numbers.values()].find(({ sid, accountSid }) => sid === parts.sid && accountSid === account.sid);
}
