import type {
  HookKind,
  RawWebhook,
  ReadWebhook,
  TelephonyAccount,
  WebhookProblem,
} from "#providers/telephony/provider.ts";
import { readCallNotice } from "#providers/telephony/twiml-family/call-notice.ts";
import { readFields, withoutWords } from "#providers/telephony/twiml-family/schema.ts";
import { dialect } from "./dialect.ts";
import { readMessageEvent } from "./message-event.ts";
import { isSignedByTelnyx } from "./signature.ts";
import { familyFields } from "./voice-fields.ts";

/** Telnyx's own bodies stay below 16 KB; nothing larger is worth verifying for a stranger. */
const largestBodyBytes = 256 * 1024;

/**
 * Checks the signature on the raw request, then translates it: forms for voice, JSON for texts. The address is not signed,
 * so what the body itself says of account, application and address is checked as well. Never throws for what a stranger
 * sends.
 */
export function readWebhook(
  account: TelephonyAccount,
  hook: HookKind,
  raw: RawWebhook,
  now: Temporal.Instant,
): ReadWebhook {
  if (raw.rawBody.length > largestBodyBytes) return refuse(413, "too-large");
  // Of a GET nothing but the time would be signed.
  if (raw.method !== "POST" || !isSignedByTelnyx(account.settings["publicKey"] ?? "", raw, now))
    return refuse(403, "bad-signature");
  const isText = hook === "message" || hook === "message-status";
  const type = (raw.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type !== (isText ? "application/json" : "application/x-www-form-urlencoded"))
    return refuse(415, "unknown-content-type");
  return isText ? readText(account, raw) : readVoice(account, hook, raw, now);
}

function readText(account: TelephonyAccount, raw: RawWebhook): ReadWebhook {
  const read = readMessageEvent(raw.rawBody.toString("utf8"));
  if (read === "malformed") return refuse(400, "malformed");
  if (read.deliveredTo !== null && !isSameAddress(read.deliveredTo, account.hookBaseUrl + raw.pathAndQuery))
    return refuse(403, "wrong-account");
  if (read.notice === null) return refuse(400, "missing-field");
  return { ok: true, notice: read.notice, payload: read.payload };
}

function readVoice(account: TelephonyAccount, hook: HookKind, raw: RawWebhook, now: Temporal.Instant): ReadWebhook {
  const query = new URLSearchParams(raw.pathAndQuery.split("#", 1)[0]?.split("?").slice(1).join("?"));
  const sent = new URLSearchParams(raw.rawBody.toString("utf8"));
  const accountSid = sent.get("AccountSid");
  if (accountSid === null) return refuse(400, "missing-field");
  if (!isOfAccount(account, accountSid, sent.get("ConnectionId"))) return refuse(403, "wrong-account");
  const fields = readFields(familyFields(sent, query));
  const payload = withoutWords(fields);
  // The calling side of a drill: the side that is called is a call of its own.
  if (query.has("drill")) {
    const key = `${fields["CallSid"] ?? ""}:drill:${fields["CallStatus"] ?? ""}`;
    return { ok: true, notice: { kind: "nothing", key }, payload };
  }
  const notice = readCallNotice({ dialect, hook, fields, query, now });
  return notice === null ? refuse(400, "missing-field") : { ok: true, notice, payload };
}

/** One page of Telnyx's calls AccountSid the account, another the application; both are ours. */
function isOfAccount(account: TelephonyAccount, accountSid: string, connectionId: string | null): boolean {
  const application = account.settings["texmlApplicationId"] ?? "";
  if (accountSid !== account.externalAccountId && accountSid !== application) return false;
  return connectionId === null || connectionId === "" || application === "" || connectionId === application;
}

function isSameAddress(one: string, other: string): boolean {
  const plain = (text: string) => (URL.canParse(text) ? new URL(text).href : text);
  return plain(one) === plain(other);
}

function refuse(status: 400 | 403 | 413 | 415, problem: WebhookProblem): ReadWebhook {
  return { ok: false, status, problem };
}
