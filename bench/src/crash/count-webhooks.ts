import type { DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import { twilioSignature } from "@ringback/dev/fake-phone-network/signature.ts";
import { hookKindOf } from "@ringback/server/providers/telephony/hook-kind.ts";
import type { ProviderNotice, TelephonyAccount } from "@ringback/server/providers/telephony/provider.ts";
import type { Rig } from "#rig/rig.ts";
import type { Tally } from "./count.ts";
import type { LoadReport, WebhookRecord } from "./webhook-record.ts";

/** States a text does not leave, and in which order reports outrank each other. */
const settled: readonly DeliveryState[] = ["delivered", "undelivered", "failed"];

/** Every acknowledged webhook is in the inbox once, and what it said of a text is known. */
export async function countWebhooks(rig: Rig, report: LoadReport, tally: Tally): Promise<void> {
  tally.count("webhooks acknowledged", report.acknowledged.length);
  tally.count("requests that failed", report.failedRequests);
  tally.count("duplicates sent", report.duplicates);
  tally.none(
    "webhook never taken",
    report.waiting.map(
      ({ kind, fields }) =>
        `${kind} ${fields["CallSid"] ?? fields["MessageSid"] ?? ""} ${fields["CallStatus"] ?? fields["MessageStatus"] ?? ""}`,
    ),
  );
  const notices = report.acknowledged.map((record) => ({ record, notice: noticeOf(rig, record) }));
  const keys = new Set<string>();
  for (const { notice } of notices) {
    if (notice?.kind === "call" || notice?.kind === "message-received") keys.add(notice.key);
  }
  const { rows } = await rig.context.db.pool.query<{ key: string; times: number }>(
    "select provider_key as key, count(*)::int as times from ringback.provider_event group by 1",
  );
  const kept = new Map(rows.map(({ key, times }) => [key, times]));
  // When the database is away a fallback still gets its 200, with a voicemail in it: a caller must not hear an error.
  // What happened to the call is in the webhooks after it.
  const lost = [...keys].filter((key) => !kept.has(key));
  const isFallback = (key: string) => key.includes(":voice-fallback:");
  tally.count("different events acknowledged", keys.size);
  tally.count("voicemails given while the database was away", lost.filter(isFallback).length);
  tally.none(
    "acknowledged event not in the ledger",
    lost.filter((key) => !isFallback(key)),
  );
  tally.none(
    "event in the ledger twice",
    [...kept].filter(([, times]) => times > 1).map(([key]) => key),
  );
  tally.none(
    "acknowledged webhook that cannot be read",
    notices.filter(({ notice }) => notice === null).map(({ record }) => record.url),
  );
  await countReports(
    rig,
    notices.map(({ notice }) => notice),
    tally,
  );
}

async function countReports(rig: Rig, notices: readonly (ProviderNotice | null)[], tally: Tally): Promise<void> {
  const { rows } = await rig.context.db.pool.query<{ sid: string; state: string }>(
    "select provider_message_id as sid, state from ringback.message where provider_message_id is not null",
  );
  const states = new Map(rows.map(({ sid, state }) => [sid, state]));
  const forgotten = notices.flatMap((notice) => {
    if (notice?.kind !== "message-status" || !settled.includes(notice.state)) return [];
    const state = states.get(notice.messageId);
    return state !== undefined && settled.some((end) => end === state)
      ? []
      : [`${notice.messageId} ${notice.state}/${state}`];
  });
  tally.none("acknowledged delivery report forgotten", forgotten);
}

/** Reads a webhook as the server does, with its own adapter: the key it is kept under is the server's own. */
function noticeOf(rig: Rig, { url, fields }: WebhookRecord): ProviderNotice | null {
  const provider = rig.context.telephony["twilio"];
  const bare = url.split("#", 1)[0] ?? "";
  const pathAndQuery = bare.slice(rig.hookBaseUrl.length);
  const hook = hookKindOf(pathAndQuery);
  if (provider === undefined || hook === null) return null;
  const { accountSid, authToken, url: apiBaseUrl } = rig.network;
  const account: TelephonyAccount = {
    connectionId: rig.business.connectionId,
    externalAccountId: accountSid,
    secret: authToken,
    previousSecret: null,
    credentials: {},
    settings: {},
    apiBaseUrl,
    hookBaseUrl: rig.hookBaseUrl,
    staticFallbackUrl: null,
  };
  const sent = Object.entries(fields);
  const headers = {
    "x-twilio-signature": twilioSignature(authToken, bare, sent),
    "content-type": "application/x-www-form-urlencoded",
  };
  const rawBody = Buffer.from(new URLSearchParams(sent).toString());
  const read = provider.readWebhook(
    account,
    hook,
    { method: "POST", pathAndQuery, rawBody, headers },
    rig.context.clock.now(),
  );
  return read.ok ? read.notice : null;
}
