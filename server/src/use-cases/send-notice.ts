import { retryDelayMs } from "@ringback/core/acknowledgement/retry-delay.ts";
import { sendNoticeJob } from "#db/jobs.ts";
import { chatWebhookOf, chatWebhookPurpose, noteChatPost } from "#db/stores/chat-webhooks.ts";
import { changeNotification, lockNotification, type StoredNotification } from "#db/stores/notifications.ts";
import { forgetPushSubscription, notePush, pushSubscriptionsOf } from "#db/stores/push-subscriptions.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { ProviderError } from "#providers/telephony/provider.ts";
import { alarmCallId } from "./alarm-call.ts";
import type { Context } from "./context.ts";
import { noteNotice } from "./note-notice.ts";
import { openConnection } from "./open-connection.ts";

interface SendNotice {
  readonly accountId: string;
  readonly notificationId: string;
}

/** How often a channel that could not take it is asked again, at most. */
const triesMax = 8;
/** How long after the phone began to ring a call that nobody reported on is given up as unknown. */
const callIsOverMinutes = 3;

/** What became of one try. */
type Outcome =
  | { readonly state: "sent" | "delivered"; readonly callId?: string }
  | { readonly state: "failed" | "unknown"; readonly reason: string }
  | { readonly state: "again"; readonly reason: string; readonly retryAfterMs: number | null };

/**
 * Sends one notice by push, chat or a phone call. Claim and commit, send, note what became of it. A push or a post whose
 * outcome is unknown is sent again, for a second one does less harm than none; a phone is not rung twice for it.
 */
export async function sendNotice(ctx: Context, job: SendNotice): Promise<void> {
  const notice = await transaction(ctx.db, job.accountId, ctx.clock.now(), (tx) => claim(ctx, tx, job));
  if (notice === null) return;
  const outcome = await deliver(ctx, job.accountId, notice);
  await transaction(ctx.db, job.accountId, ctx.clock.now(), async (tx) => {
    const current = await lockNotification(tx, notice.id);
    if (current?.state !== "sending") return;
    if (outcome.state === "again") await comeAgain(ctx, tx, current, outcome);
    else {
      const reason = "reason" in outcome ? outcome.reason : null;
      await noteNotice(ctx, tx, current, outcome.state, reason, "callId" in outcome ? outcome.callId : undefined);
      if (current.channel === "voice" && outcome.state === "sent")
        tx.enqueue(sendNoticeJob(tx.accountId, current.id, tx.now.add({ minutes: callIsOverMinutes })));
    }
  });
}

async function claim(ctx: Context, tx: Transaction, job: SendNotice): Promise<StoredNotification | null> {
  const notice = await lockNotification(tx, job.notificationId);
  if (notice === null) return null;
  const rang = notice.channel === "voice" && (notice.state === "sending" || notice.state === "sent");
  if (rang) {
    await noteNotice(ctx, tx, notice, "unknown", "no-report");
    return null;
  }
  if (notice.state !== "queued" && notice.state !== "sending") return null;
  if (notice.settled) {
    await noteNotice(ctx, tx, notice, "withdrawn", null);
    return null;
  }
  if (notice.useful_until !== null && Temporal.Instant.compare(tx.now, notice.useful_until) > 0) {
    await noteNotice(ctx, tx, notice, "failed", "too-late");
    return null;
  }
  changeNotification(tx, notice.id, "sending", null);
  return notice;
}

function isTest({ notice_key }: StoredNotification): boolean {
  return notice_key?.startsWith("test:") ?? false;
}

async function comeAgain(
  ctx: Context,
  tx: Transaction,
  notice: StoredNotification,
  { reason, retryAfterMs }: Extract<Outcome, { state: "again" }>,
): Promise<void> {
  const at = tx.now.add({ milliseconds: retryDelayMs(notice.attempts, retryAfterMs) });
  const tooLate = notice.useful_until !== null && Temporal.Instant.compare(at, notice.useful_until) > 0;
  // Whoever tests wants to know now.
  const last = notice.attempts >= triesMax || tooLate || isTest(notice);
  await noteNotice(ctx, tx, notice, last ? "failed" : "queued", reason);
  if (!last) tx.enqueue(sendNoticeJob(tx.accountId, notice.id, at));
}

function deliver(ctx: Context, accountId: string, notice: StoredNotification): Promise<Outcome> {
  switch (notice.channel) {
    case "push":
      return push(ctx, accountId, notice);
    case "chat":
      return post(ctx, accountId, notice);
    case "voice":
      return ring(ctx, notice);
    case "email":
      return Promise.resolve({ state: "failed", reason: "not-here" });
  }
}

/** To every device of the person; one that took it is enough, since nobody knows which of them lies beside the bed. */
async function push(ctx: Context, accountId: string, notice: StoredNotification): Promise<Outcome> {
  const { push: provider } = ctx;
  const memberId = notice.member_id;
  if (provider === null || memberId === null) return { state: "failed", reason: "no-device" };
  const devices = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => pushSubscriptionsOf(tx, memberId));
  const payload = JSON.stringify({
    title: notice.subject.slice(0, 200),
    body: notice.body.slice(0, 500),
    url: notice.url ?? "/today",
    // A later word about the same matter takes the place of the earlier one.
    tag: notice.callback_id ?? notice.notice_key ?? notice.id,
  });
  const urgent = notice.urgency === "emergency" || notice.urgency === "high";
  const message = { payload, ttlSeconds: 7_200, urgency: urgent ? "high" : "normal" } as const;
  const results = await Promise.all(devices.map((device) => provider.send(device, message)));
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    for (const [index, result] of results.entries()) {
      const id = devices[index]?.id ?? "";
      if (result.outcome === "gone") forgetPushSubscription(tx, id);
      else notePush(tx, id, result.outcome === "accepted" ? null : result.reason);
    }
    if (results.some(({ outcome }) => outcome === "gone")) tx.changed({ kind: "team", id: memberId });
  });
  if (results.some(({ outcome }) => outcome === "accepted")) return { state: "delivered" };
  const again = results.find((result) => result.outcome === "not-sent");
  if (again?.outcome === "not-sent") return { state: "again", ...again };
  const refused = results.find((result) => result.outcome === "refused");
  return { state: "failed", reason: refused?.outcome === "refused" ? refused.reason : "no-device" };
}

async function post(ctx: Context, accountId: string, notice: StoredNotification): Promise<Outcome> {
  const webhook = await transaction(ctx.db, accountId, ctx.clock.now(), (tx) => chatWebhookOf(tx, notice.member_id));
  if (webhook === null || ctx.chat === null) return { state: "failed", reason: "no-chat" };
  const address = ctx.secretBox.open(accountId, chatWebhookPurpose, webhook.sealedUrl).toString("utf8");
  const words = { title: notice.subject, text: notice.body, url: `${ctx.publicUrl}${notice.url ?? "/today"}` };
  const result = await ctx.chat.post(address, words, webhook.memberId === null ? "owner" : "anyone");
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) =>
    noteChatPost(tx, webhook.id, result.outcome === "posted" ? null : result.reason),
  );
  switch (result.outcome) {
    case "posted":
      return { state: "delivered" };
    case "refused":
      return { state: "failed", reason: result.reason };
    case "not-sent":
      return { state: "again", reason: result.reason, retryAfterMs: result.retryAfterMs };
    case "unknown":
      return { state: "again", reason: result.reason, retryAfterMs: null };
  }
}

/** What the phone says when it is picked up is asked then (`note-alarm-call.ts`). */
async function ring(ctx: Context, notice: StoredNotification): Promise<Outcome> {
  const { line, connectionId } = notice.detail;
  const connection = connectionId === undefined ? null : await openConnection(ctx, connectionId);
  if (connection === null || line === undefined || notice.phone === null) return { state: "failed", reason: "no-line" };
  try {
    const { callId } = await connection.provider.startCall(connection.account, {
      staffPhone: notice.phone,
      caller: "",
      from: line,
      whisper: "",
      attemptId: alarmCallId(notice.id),
    });
    return { state: "sent", callId };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // Not retryable: refused, or perhaps started; then its webhooks say so.
    return error.retryable
      ? { state: "again", reason: error.code, retryAfterMs: error.retryAfterMs }
      : { state: "failed", reason: error.code };
  }
}
