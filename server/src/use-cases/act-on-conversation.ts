import { sql } from "kysely";
import { finishConversation, keepDraft, markRead } from "#db/stores/conversation-state.ts";
import { handBack, takeConversation } from "#db/stores/takeover.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";

/** Who acts on which thread. */
export interface ConversationCommand {
  readonly accountId: string;
  readonly memberId: string;
  readonly conversationId: string;
}

export type ConversationAnswer = { readonly ok: true } | { readonly ok: false; readonly refusal: "not-found" };

/** "I have it": automatic texts to this person stop, those that wait too. */
export const takeOver = (ctx: Context, command: ConversationCommand) =>
  act(ctx, command, (tx) =>
    takeConversation(tx, {
      number: sql`(select number from ringback.conversation_number where account_id = ${tx.accountId} and conversation_id = ${command.conversationId} limit 1)`,
      by: command.memberId,
      claims: true,
    }),
  );

export const handBackConversation = (ctx: Context, command: ConversationCommand) =>
  act(ctx, command, async (tx) => {
    await handBack(tx, command.conversationId);
  });

export const finish = (ctx: Context, command: ConversationCommand & { readonly done: boolean }) =>
  act(ctx, command, (tx) => finishConversation(tx, command.conversationId, command.done));

export const read = (ctx: Context, command: ConversationCommand & { readonly unread: boolean }) =>
  act(ctx, command, (tx) => markRead(tx, command.conversationId, command.memberId, command.unread ? null : tx.now));

export const draft = (ctx: Context, command: ConversationCommand & { readonly body: string }) =>
  act(ctx, command, (tx) => keepDraft(tx, command.conversationId, command.memberId, command.body), "quiet");

/** Nothing is locked before the texts that a takeover drops: whoever sends one locks it before the conversation. */
async function act(
  ctx: Context,
  { accountId, conversationId }: ConversationCommand,
  work: (tx: Transaction) => void | Promise<void>,
  news: "told" | "quiet" = "told",
): Promise<ConversationAnswer> {
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx): Promise<ConversationAnswer> => {
    const [known] = await tx.rows(
      sql`select id from ringback.conversation where account_id = ${tx.accountId} and id = ${conversationId}`,
    );
    if (known === undefined) return { ok: false, refusal: "not-found" };
    await work(tx);
    if (news === "told") tx.changed({ kind: "conversation", id: conversationId });
    return { ok: true };
  });
}
