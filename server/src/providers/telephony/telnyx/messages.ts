import type {
  FoundMessage,
  SendMessage,
  SendResult,
  SoughtMessage,
  TelephonyAccount,
} from "#providers/telephony/provider.ts";
import { type JsonObject, jsonOrNull, type RestOptions } from "#providers/telephony/twiml-family/rest.ts";
import { readDate, readId } from "#providers/telephony/twiml-family/schema.ts";
import { askApi, callApi, pathPart } from "./api.ts";
import { objectAt, objectsAt, textAt } from "./json.ts";
import { deliveryStateOf, errorCodeOf } from "./message-event.ts";

/** How far the provider's clock may be behind ours. */
const clockSkewMs = 5_000;
/** Of the texts between two numbers so many, newest first, are looked into for one of ours. */
const candidatesAtMost = 20;

/**
 * Sends a text. Its delivery reports come to an address of their own. There is no idempotency key, and no time after which
 * it shall not go out any more can be given (docs/rules.md T4.5).
 */
export async function sendMessage(
  options: RestOptions,
  account: TelephonyAccount,
  message: SendMessage,
): Promise<SendResult> {
  const answer = await callApi(options, account, {
    method: "POST",
    path: "/messages",
    json: {
      from: message.from,
      to: message.to,
      text: message.body,
      ...(message.mediaUrls?.length ? { type: "MMS", media_urls: message.mediaUrls } : { type: "SMS" }),
      webhook_url: `${account.hookBaseUrl}/messages/status`,
      use_profile_webhooks: false,
    },
  });
  if (answer.outcome === "refused")
    return { outcome: "refused", errorCode: answer.code, means: meaningOf(answer.code, answer.status) };
  if (answer.outcome !== "ok") return answer;
  const found = readMessage(objectAt(answer.json, "data") ?? {});
  return found === null
    ? { outcome: "unknown", reason: "an answer without a message" }
    : { outcome: "accepted", messageId: found.messageId, state: found.state };
}

/**
 * Looks for a text we may have sent. There is no list of messages: the detail records of texts are searched by both numbers
 * and each candidate is asked for its words. Records may come late, so null says no more than "not yet seen".
 * @throws ProviderError
 */
export async function findSentMessage(
  options: RestOptions,
  account: TelephonyAccount,
  wanted: SoughtMessage,
): Promise<FoundMessage | null> {
  const query = {
    "filter[record_type]": "messaging",
    "filter[direction]": "outbound",
    "filter[cli]": wanted.from,
    "filter[cld]": wanted.to,
    sort: "-created_at",
    "page[size]": String(candidatesAtMost),
  };
  const page = jsonOrNull(await callApi(options, account, { method: "GET", path: "/detail_records", query }), "GET");
  const records = objectsAt(page ?? {}, "data");
  const since = wanted.since.epochMilliseconds - clockSkewMs;
  const candidates = records.filter((record) => {
    const at = readDate(textAt(record, "created_at"))?.epochMilliseconds;
    return textAt(record, "cli") === wanted.from && textAt(record, "cld") === wanted.to && (at ?? since) >= since;
  });
  for (const record of candidates) {
    const id = readId(textAt(record, "uuid"));
    if (id === null || wanted.except?.has(id)) continue;
    const message = await askApi(options, account, { method: "GET", path: `/messages/${pathPart(id)}` });
    if (message === null || (textAt(message, "text") ?? "") !== wanted.body) continue;
    if (objectsAt(message, "media").length > 0 !== (wanted.hasPictures ?? false)) continue;
    const found = readMessage(message);
    if (found !== null) return found;
  }
  return null;
}

function readMessage(message: JsonObject): FoundMessage | null {
  const messageId = readId(textAt(message, "id"));
  if (messageId === null) return null;
  const [to] = objectsAt(message, "to");
  const state = deliveryStateOf(textAt(to ?? {}, "status") ?? "") ?? "sent";
  return { messageId, state, errorCode: errorCodeOf(message) };
}

type Meaning = Extract<SendResult, { outcome: "refused" }>["means"];

/** What a refusal means for the number, the person or the set-up (Telnyx's list of messaging errors). */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["40300", "opted-out"],
  ["40001", "not-sms-capable"],
  ["10002", "invalid-number"],
  ["10016", "invalid-number"],
  ["40012", "invalid-number"],
  ["40310", "invalid-number"],
  ["10001", "configuration"],
  ["10009", "configuration"],
  ["10010", "configuration"],
  ["40010", "configuration"],
  ["40013", "configuration"],
  ["40305", "configuration"],
  ["40309", "configuration"],
  ["40312", "configuration"],
  ["40314", "configuration"],
  ["40321", "configuration"],
]);

function meaningOf(code: string, status: number): Meaning {
  return meanings.get(code) ?? (status === 401 || status === 403 || status === 404 ? "configuration" : "other");
}
