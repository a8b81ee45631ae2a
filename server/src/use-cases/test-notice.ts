import { deliveryWords } from "@ringback/core/callbacks/label-words.ts";
import { noticeProblemWords } from "@ringback/core/callbacks/notice-words.ts";
import type { NoticeChannel } from "@ringback/core/people/notice-channels.ts";
import { lockMessage } from "#db/stores/messages.ts";
import { lockNotification, planNotification } from "#db/stores/notifications.ts";
import { loadStaff } from "#db/stores/staff.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { planText } from "./plan-text.ts";
import { sendEmail } from "./send-email.ts";
import { sendMessage } from "./send-message.ts";
import { sendNotice } from "./send-notice.ts";
import { staffLines, toReachable } from "./staff-reach.ts";

export type TestAnswer =
  | { readonly ok: true; readonly id: string; readonly state: string; readonly problem: string | null }
  | { readonly ok: false; readonly refusal: "channel-not-ready" | "member-not-found" };

const usefulMinutes = 10;

/**
 * Sends a person a test by one channel, at once, and answers what really became of it so far. What the other side says
 * later (a text delivered, a key pressed) is written down like any notice's.
 */
export async function testNotice(
  ctx: Context,
  who: { readonly accountId: string; readonly memberId: string },
  channel: NoticeChannel,
): Promise<TestAnswer> {
  const id = ctx.ids.next();
  const planned = await transaction(ctx.db, who.accountId, ctx.clock.now(), async (tx) => {
    const [[person], lines] = await Promise.all([loadStaff(tx, [who.memberId]), staffLines(ctx, tx)]);
    if (person === undefined) return { refusal: "member-not-found" } as const;
    if (!toReachable(ctx, person, lines).available.includes(channel)) return { refusal: "channel-not-ready" } as const;
    const usefulUntil = tx.now.add({ minutes: usefulMinutes });
    if (channel === "sms") {
      const text = await planText(ctx, tx, {
        class: "internal",
        purpose: "staff-alert",
        to: person.phone,
        from: { number: lines.text?.number ?? "" },
        body: "Ringback: this is the test you asked for. Notices reach you by text.",
        memberId: person.id,
        usefulUntil,
        about: { notice: `test:${id}` },
      });
      return { messageId: text.messageId } as const;
    }
    const words = "This is the test you asked for. Notices reach you here.";
    await planNotification(tx, {
      id,
      memberId: person.id,
      callbackId: null,
      escalationId: null,
      channel,
      key: `test:${id}`,
      subject: "Ringback: a test",
      body: channel === "voice" ? "Ringback. This is the test you asked for. Press 1 to confirm." : words,
      url: "/settings/notifications",
      urgency: "high",
      usefulUntil,
      ...(channel === "voice" && lines.call !== null
        ? { detail: { line: lines.call.number, connectionId: lines.call.connectionId } }
        : {}),
    });
    return { notificationId: id } as const;
  });
  if ("refusal" in planned) return { ok: false, refusal: planned.refusal ?? "channel-not-ready" };
  if ("messageId" in planned) return await sentText(ctx, who.accountId, planned.messageId ?? null);
  const job = { accountId: who.accountId, notificationId: id };
  // Whoever tests sees the failure; nothing tries again behind their back.
  if (channel === "email") await sendEmail(ctx, job).catch(() => {});
  else await sendNotice(ctx, job);
  return await transaction(ctx.db, who.accountId, ctx.clock.now(), async (tx) => {
    const notice = await lockNotification(tx, id);
    const error = notice?.error ?? null;
    return { ok: true, id, state: notice?.state ?? "unknown", problem: noticeProblemWords(error) } as const;
  });
}

async function sentText(ctx: Context, accountId: string, messageId: string | null): Promise<TestAnswer> {
  if (messageId === null) return { ok: false, refusal: "channel-not-ready" };
  await sendMessage(ctx, { accountId, messageId });
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const message = await lockMessage(tx, messageId);
    const state = message?.state ?? "unknown";
    const fine = state === "sent" || state === "delivered";
    return { ok: true, id: messageId, state, problem: fine ? null : deliveryWords(state) } as const;
  });
}
