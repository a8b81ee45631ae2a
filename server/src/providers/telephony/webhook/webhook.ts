import type {
  HookKind,
  RawWebhook,
  ReadWebhook,
  TelephonyAccount,
  WebhookProblem,
} from "#providers/telephony/provider.ts";
import { readEvent } from "./event-schema.ts";
import { type Country, countries, noticeOf } from "./notice.ts";
import { isSignedBy, isTimely, toleranceSeconds } from "./signature.ts";

/** Larger than any event; what is larger is not worth hashing for a stranger. */
const largestBodyBytes = 256 * 1024;

/** Checks the signature on the raw request (Standard Webhooks), then reads the event. Never throws for what is sent. */
export function readWebhook(
  account: TelephonyAccount,
  hook: HookKind,
  raw: RawWebhook,
  now: Temporal.Instant,
): ReadWebhook {
  if (raw.rawBody.length > largestBodyBytes) return refuse(413, "too-large", "The body is larger than 256 KB.");
  const id = raw.headers["webhook-id"] ?? "";
  const timestamp = raw.headers["webhook-timestamp"] ?? "";
  const signatures = raw.headers["webhook-signature"] ?? "";
  if (id === "" || timestamp === "" || signatures === "")
    return refuse(401, "bad-signature", "Send the headers webhook-id, webhook-timestamp and webhook-signature.");
  const secrets = account.previousSecret === null ? [account.secret] : [account.secret, account.previousSecret];
  if (!isSignedBy(secrets, signatures, { id, timestamp, body: raw.rawBody }))
    return refuse(403, "bad-signature", "The signature does not match the body, id and timestamp.");
  const timely = isTimely(timestamp, now);
  if (timely === null) return refuse(400, "malformed", "webhook-timestamp must be whole seconds since 1970.");
  if (!timely)
    return refuse(
      403,
      "bad-signature",
      "webhook-timestamp is more than 5 minutes from our clock. Sign again and resend.",
    );
  if (!/^[!-~]{1,255}$/.test(id))
    return refuse(400, "malformed", "webhook-id must have 1 to 255 visible characters without spaces.");
  if (hook !== "events" || raw.method !== "POST") return refuse(400, "malformed", "Post events to /events.");
  if (!isJson(raw.headers["content-type"]))
    return refuse(415, "unknown-content-type", "Send content-type: application/json.");
  return readSigned(account, raw.rawBody, id, Temporal.Instant.fromEpochMilliseconds(Number(timestamp) * 1000));
}

function readSigned(account: TelephonyAccount, rawBody: Buffer, id: string, sentAt: Temporal.Instant): ReadWebhook {
  const body = parse(rawBody);
  if (body === undefined) return refuse(400, "malformed", "The body is not readable JSON.");
  const read = readEvent(body, sentAt, toleranceSeconds);
  if (read.outcome === "refused") return refuse(400, "missing-field", `${read.words}.`);
  // A newer sender may tell more than this release understands; that is no error of theirs.
  if (read.outcome === "unknown-type")
    return { ok: true, notice: { kind: "nothing", key: id }, payload: { webhookId: id } };
  const { event } = read;
  const notice = noticeOf(event, id, countryOf(account));
  const { from = "", to = "" } = event.data;
  const callId = "call_id" in event.data ? event.data.call_id : "";
  return { ok: true, notice, payload: { webhookId: id, type: event.type, at: event.at.toString(), callId, from, to } };
}

function countryOf({ settings }: TelephonyAccount): Country {
  return countries.find((country) => country === settings["country"]) ?? "US";
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/([\w.-]+\+)?json$/i.test((contentType ?? "").split(";", 1)[0]?.trim() ?? "");
}

/** undefined: no JSON, or no UTF-8. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function refuse(status: 400 | 401 | 403 | 413 | 415, problem: WebhookProblem, detail: string): ReadWebhook {
  return { ok: false, status, problem, detail };
}
