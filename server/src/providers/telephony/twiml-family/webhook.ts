import type {
  HookKind,
  ProviderNotice,
  RawWebhook,
  ReadWebhook,
  TelephonyAccount,
  WebhookProblem,
} from "#providers/telephony/provider.ts";
import { readCallNotice } from "./call-notice.ts";
import type { Dialect } from "./dialect.ts";
import { readMessageNotice, readMessageStatusNotice } from "./message-notice.ts";
import { type HookFields, readFields, withoutWords } from "./schema.ts";

/** The vendors' own bodies stay below 16 KB; nothing larger is worth hashing for a stranger. */
const largestBodyBytes = 256 * 1024;

/** What the notice of one hook is read from. */
export interface HookRequest {
  readonly dialect: Dialect;
  readonly hook: HookKind;
  readonly fields: HookFields;
  /** Our own query, e.g. `leg` or `attempt`; signed with the URL. */
  readonly query: URLSearchParams;
  readonly now: Temporal.Instant;
}

/** null: a field is missing without which the webhook means nothing. */
export type NoticeOrNull = ProviderNotice | null;

/** Checks the signature on the raw request, then translates it. Never throws for what a stranger sends. */
export function readWebhook(
  dialect: Dialect,
  account: TelephonyAccount,
  hook: HookKind,
  raw: RawWebhook,
  now: Temporal.Instant,
): ReadWebhook {
  if (raw.rawBody.length > largestBodyBytes) return refuse(413, "too-large");
  const query = new URLSearchParams(raw.pathAndQuery.split("#", 1)[0]?.split("?").slice(1).join("?"));
  const body = readBody(raw);
  if (body === null) return refuse(415, "unknown-content-type");
  const url = account.hookBaseUrl + raw.pathAndQuery;
  if (!dialect.isSigned(account, { raw, url, form: body.form, otherBody: body.other, now }))
    return refuse(403, "bad-signature");
  const sent = body.other === null ? body.form : jsonFields(body.other);
  if (sent === null) return refuse(400, "malformed");
  const fields = readFields([...sent, ...(raw.method === "GET" ? query : [])]);
  if (fields["AccountSid"] === undefined) return refuse(400, "missing-field");
  if (fields["AccountSid"] !== account.externalAccountId) return refuse(403, "wrong-account");
  const notice = readNotice({ dialect, hook, fields, query, now });
  if (notice === null) return refuse(400, "missing-field");
  return { ok: true, notice, payload: withoutWords(fields) };
}

function readNotice(request: HookRequest): NoticeOrNull {
  if (request.hook === "message") return readMessageNotice(request);
  if (request.hook === "message-status") return readMessageStatusNotice(request);
  return readCallNotice(request);
}

function refuse(status: 400 | 403 | 413 | 415, problem: WebhookProblem): ReadWebhook {
  return { ok: false, status, problem };
}

interface Body {
  readonly form: URLSearchParams;
  /** A body that is no form; JSON is the only one that is sent. */
  readonly other: Buffer | null;
}

function readBody(raw: RawWebhook): Body | null {
  if (raw.method === "GET" || raw.rawBody.length === 0) return { form: new URLSearchParams(), other: null };
  const type = (raw.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") {
    return { form: new URLSearchParams(raw.rawBody.toString("utf8")), other: null };
  }
  return type === "application/json" ? { form: new URLSearchParams(), other: raw.rawBody } : null;
}

function jsonFields(body: Buffer): [string, string][] | null {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
    return Object.entries(value).flatMap(([name, field]): [string, string][] =>
      typeof field === "string" || typeof field === "number" ? [[name, String(field)]] : [],
    );
  } catch {
    return null;
  }
}
