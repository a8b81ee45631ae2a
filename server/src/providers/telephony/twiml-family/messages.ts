import type {
  FoundMessage,
  SendMessage,
  SendResult,
  SoughtMessage,
  TelephonyAccount,
} from "#providers/telephony/provider.ts";
import { hookUrl } from "./hook-urls.ts";
import { deliveryStateOf } from "./message-notice.ts";
import { askRest, callRest, type JsonObject, type RestOptions } from "./rest.ts";
import { readDate, readId } from "./schema.ts";

/** How many messages of one pair of numbers, newest first, we look through for one of ours. */
const pageSize = 500;
/** How far the provider's clock may be behind ours. */
const clockSkewMs = 5_000;

/** Sends a text. There is no idempotency key: after `unknown` only `findSentMessage` may tell. */
export async function sendMessage(
  options: RestOptions,
  account: TelephonyAccount,
  message: SendMessage,
): Promise<SendResult> {
  const validity = Math.min(Math.max(Math.floor(message.validitySeconds), 1), options.dialect.longestValiditySeconds);
  const answer = await callRest(options, account, {
    method: "POST",
    path: "/Messages.json",
    form: {
      To: message.to,
      // With both, a messaging service sends from this one of its numbers: the one the caller dialed.
      From: message.from,
      ...messagingService(account),
      ...(message.body === "" ? {} : { Body: message.body }),
      ...(message.mediaUrls?.length ? { MediaUrl: message.mediaUrls } : {}),
      ValidityPeriod: String(validity),
      StatusCallback: hookUrl(options.dialect, account, "/messages/status"),
    },
  });
  if (answer.outcome === "refused")
    return { outcome: "refused", errorCode: answer.code, means: meaningOf(answer.code, answer.status) };
  if (answer.outcome !== "ok") return answer;
  const found = readMessage(answer.json);
  return found === null
    ? { outcome: "unknown", reason: "an answer without a message" }
    : { outcome: "accepted", messageId: found.messageId, state: found.state };
}

/**
 * Looks for a text we may have sent: same from, to and body, not before `since` (the provider counts whole seconds).
 * @throws ProviderError
 */
export async function findSentMessage(
  options: RestOptions,
  account: TelephonyAccount,
  wanted: SoughtMessage,
): Promise<FoundMessage | null> {
  const since = Math.floor(wanted.since.epochMilliseconds / 1000) * 1000 - clockSkewMs;
  // No filter by DateSent: a text that is still queued has none, and it is the one we must not send again.
  const list = await askRest(options, account, {
    method: "GET",
    path: "/Messages.json",
    query: { To: wanted.to, From: wanted.from, PageSize: String(pageSize) },
  });
  const messages = Array.isArray(list?.["messages"]) ? list["messages"] : [];
  for (const message of messages) {
    if (message === null || typeof message !== "object") continue;
    const at = readDate(message.date_created) ?? readDate(message.date_sent);
    if ((message.body ?? "") !== wanted.body || (at !== null && at.epochMilliseconds < since)) continue;
    if (hasPictures(message) !== (wanted.hasPictures ?? false)) continue;
    const found = readMessage(message);
    if (found !== null && !wanted.except?.has(found.messageId)) return found;
  }
  return null;
}

/** US long codes text through the messaging service of their registered campaign, or carriers refuse (docs/rules.md T3.8). */
function messagingService({ settings }: TelephonyAccount): { MessagingServiceSid?: string } {
  const sid = settings["messagingServiceSid"];
  return sid === undefined || sid === "" ? {} : { MessagingServiceSid: sid };
}

/** `num_media` may lag behind the pictures being fetched; the kind of id does not. */
function hasPictures({ sid, num_media: count }: JsonObject): boolean {
  return Number(count ?? 0) > 0 || (typeof sid === "string" && /^MM[0-9a-f]{32}$/.test(sid));
}

function readMessage(json: JsonObject): FoundMessage | null {
  const { sid, status, error_code: errorCode } = json;
  const messageId = typeof sid === "string" ? readId(sid) : null;
  if (messageId === null) return null;
  const state = (typeof status === "string" ? deliveryStateOf(status) : null) ?? "sent";
  const code = typeof errorCode === "number" || typeof errorCode === "string" ? String(errorCode) : null;
  return { messageId, state, errorCode: code };
}

type Meaning = Extract<SendResult, { outcome: "refused" }>["means"];

/** What a refusal means for the number, the person or the set-up (Twilio's error dictionary). */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["21610", "opted-out"],
  ["21614", "not-sms-capable"],
  ["21211", "invalid-number"],
  ["21217", "invalid-number"],
  ["21604", "invalid-number"],
  ["20003", "configuration"],
  ["20404", "configuration"],
  ["21212", "configuration"],
  ["21408", "configuration"],
  ["21601", "configuration"],
  ["21603", "configuration"],
  ["21606", "configuration"],
  ["21608", "configuration"],
  ["21703", "configuration"],
  ["21704", "configuration"],
  ["21705", "configuration"],
  ["21660", "configuration"],
  ["30002", "configuration"],
  ["30032", "configuration"],
  ["30034", "configuration"],
  ["30035", "configuration"],
]);

function meaningOf(code: string, status: number): Meaning {
  return meanings.get(code) ?? (status === 401 || status === 403 || status === 404 ? "configuration" : "other");
}
