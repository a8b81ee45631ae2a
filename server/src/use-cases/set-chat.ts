import type { NoticeUrgency } from "@ringback/core/people/quiet-hours.ts";
import {
  chatWebhookOf,
  chatWebhookPurpose,
  forgetChatWebhook,
  saveChatWebhook,
  setChatUrgencies,
} from "#db/stores/chat-webhooks.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

export interface ChatWish {
  readonly accountId: string;
  /** null: the business's own, which only an owner may set. */
  readonly memberId: string | null;
  /** Left out: the address stays. */
  readonly url?: string | undefined;
  readonly urgencies: readonly NoticeUrgency[];
}

/** Keeps the incoming webhook of a chat; its address is the secret and is sealed. */
export async function setChat(
  ctx: Context,
  { accountId, memberId, url, urgencies }: ChatWish,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: "invalid-chat-address" | "no-chat" }> {
  if (url !== undefined && !ctx.chat?.mayPost(url, memberId === null ? "owner" : "anyone"))
    return { ok: false, refusal: "invalid-chat-address" };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if (url === undefined) {
      if ((await chatWebhookOf(tx, memberId)) === null) return { ok: false, refusal: "no-chat" } as const;
      setChatUrgencies(tx, urgencies);
      return { ok: true } as const;
    }
    const sealedUrl = ctx.secretBox.seal(accountId, chatWebhookPurpose, url);
    saveChatWebhook(tx, { id: ctx.ids.next(), memberId, sealedUrl, host: new URL(url).host, urgencies });
    if (memberId !== null) tx.changed({ kind: "team", id: memberId });
    return { ok: true } as const;
  });
}

/** Posts there no longer. */
export async function removeChat(ctx: Context, accountId: string, memberId: string | null): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    forgetChatWebhook(tx, memberId);
    if (memberId !== null) tx.changed({ kind: "team", id: memberId });
  });
}
