import { type NoticeChannel, noticeChannels } from "@ringback/core/people/notice-channels.ts";
import { mayShutOut, reachOf } from "@ringback/core/people/reach.ts";
import { recentNotices } from "#db/queries/my-notices.ts";
import { chatWebhookOf, type StoredChatWebhook } from "#db/stores/chat-webhooks.ts";
import { pushSubscriptionsOf } from "#db/stores/push-subscriptions.ts";
import { loadStaff, type Staff } from "#db/stores/staff.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { staffLines, toReachable } from "./staff-reach.ts";
import { endpointMark } from "./subscribe-push.ts";

/** How a person is told, and what became of the last notices; null when they are not of this business. */
export async function myNotices(
  ctx: Context,
  { accountId, memberId }: { readonly accountId: string; readonly memberId: string },
) {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const [staff, lines, devices, chat, businessChat, recent] = await Promise.all([
      loadStaff(tx),
      staffLines(ctx, tx),
      pushSubscriptionsOf(tx, memberId),
      chatWebhookOf(tx, memberId),
      chatWebhookOf(tx, null),
      recentNotices(tx, memberId),
    ]);
    const person = staff.find(({ id }) => id === memberId);
    if (person === undefined) return null;
    const { available } = toReachable(ctx, person, lines);
    const { choices, quiet } = person.settings;
    return {
      settings: {
        ...person.settings,
        choices: {
          emergency: [...choices.emergency],
          high: [...choices.high],
          normal: [...choices.normal],
          digest: [...choices.digest],
        },
        quiet: {
          emergenciesComeThrough: quiet.emergenciesComeThrough,
          weekly: Object.fromEntries(
            Object.entries(quiet.weekly).map(([day, spans]) => [
              day,
              spans.map(([from, to]): [string, string] => [from, to]),
            ]),
          ),
        },
      },
      businessTimeZone: person.businessTimeZone,
      channels: noticeChannels.map((channel) => {
        const leads = available.includes(channel);
        return { channel, leads, why: leads ? null : whyNot(ctx, person)[channel] };
      }),
      devices: devices.map(({ id, endpoint, device, createdAt, lastAcceptedAt, lastError }) => ({
        id,
        mark: endpointMark(endpoint),
        device,
        createdAt: createdAt.toString(),
        lastAcceptedAt: lastAcceptedAt?.toString() ?? null,
        lastError,
      })),
      chat: chat && shown(chat),
      businessChat: businessChat && { ...shown(businessChat), urgencies: [...businessChat.urgencies] },
      mayShutOut: mayShutOut(
        memberId,
        staff.map((one) => toReachable(ctx, one, lines)),
      ),
      recent,
    };
  });
}

/** How an emergency reaches each person of the business. */
export async function teamReach(ctx: Context, accountId: string) {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const [staff, lines] = await Promise.all([loadStaff(tx), staffLines(ctx, tx)]);
    return staff.map((person) => {
      const { channels, atNight } = reachOf(toReachable(ctx, person, lines));
      return { memberId: person.id, channels: [...channels], atNight };
    });
  });
}

function shown({ host, lastPostedAt, lastError }: StoredChatWebhook) {
  return { host, lastPostedAt: lastPostedAt?.toString() ?? null, lastError };
}

function whyNot(ctx: Context, person: Staff): Readonly<Record<NoticeChannel, string>> {
  const phone = person.phone === null ? "You have no phone number; an owner can add it under Team and hours." : null;
  return {
    push: ctx.push === null ? "This server has no key for it." : "Not turned on on any of your devices yet.",
    sms:
      phone ??
      (person.notify_by_sms
        ? "No number of the business may send texts yet."
        : "Texts to you are switched off under Team and hours."),
    voice: phone ?? "No phone provider of the business can place calls.",
    email:
      person.email === null
        ? "You have no e-mail address; an owner can add it under Team and hours."
        : ctx.email === null
          ? "No mail server is set up; whoever runs Ringback can do it."
          : "E-mails to you are switched off under Team and hours.",
    chat: "Your chat is not connected; see Chat below.",
  };
}
