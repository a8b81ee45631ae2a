import { outboundRuleWords } from "@ringback/core/acknowledgement/outbound-rule.ts";
import { findPromises } from "@ringback/core/acknowledgement/promise-guard.ts";
import { sql } from "kysely";
import { answerLine } from "#db/stores/answer-line.ts";
import { attachUploads } from "#db/stores/message-media.ts";
import { takeConversation } from "#db/stores/takeover.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { numberKey } from "#number-key.ts";
import type { Context } from "./context.ts";
import { keepText, weighText } from "./plan-text.ts";
import { refuseToText } from "./take-files.ts";
import { aboutFiles, lateWords, type TextAnswer, textCallback } from "./text-caller.ts";

export interface ReplyCommand {
  readonly accountId: string;
  readonly actor: { readonly memberId: string; readonly role: "owner" | "coordinator" | "agent" | "viewer" };
  readonly conversationId: string;
  readonly body: string;
  /** The person has read the warnings and sends it all the same. */
  readonly confirmed: boolean;
  /** Pictures that were uploaded before, in their order. */
  readonly fileIds?: readonly string[];
}

/** What a person typed belongs to the moment; after an hour of failed tries they must decide anew. */
const usefulMinutes = 60;

/**
 * A text that a person types into a thread: to the number of theirs that was used last, from the number of ours that they
 * used. Where a matter is open it is an attempt of that callback. It takes the conversation.
 */
export async function replyInConversation(ctx: Context, command: ReplyCommand): Promise<TextAnswer> {
  return await transaction(ctx.db, command.accountId, ctx.clock.now(), (tx) => reply(ctx, tx, command));
}

async function reply(ctx: Context, tx: Transaction, command: ReplyCommand): Promise<TextAnswer> {
  const { conversationId, body, confirmed, actor, fileIds = [] } = command;
  const line = await answerLine(tx, conversationId, numberKey(ctx.secretBox, tx.accountId));
  if (line === null || line.number === null)
    return {
      ok: false,
      refusal: "may-not-text",
      why: "Not sent: they never used a number of ours that is connected. Call instead.",
    };
  const open = await openCallbackOf(tx, conversationId);
  const planned =
    open === null
      ? await looseReply(ctx, tx, command, { theirs: line.theirs, ours: line.number })
      : await textCallback(ctx, tx, {
          accountId: command.accountId,
          actor,
          callbackId: open,
          body,
          confirmedPromise: confirmed,
          fileIds,
          between: { to: line.theirs, from: line.number },
        });
  if (!planned.ok) return planned;
  tx.write(sql`update ringback.conversation_member set draft = '', read_at = greatest(read_at, ${tx.now}) where account_id = ${tx.accountId}
    and conversation_id = ${conversationId} and member_id = ${actor.memberId}`);
  tx.changed({ kind: "conversation", id: conversationId });
  return planned;
}

/** Before the conversation's own lock, as everywhere: whoever acts on a callback holds it first. */
async function openCallbackOf(tx: Transaction, conversationId: string): Promise<string | null> {
  const row = await tx.first<{ id: string }>(sql`select b.id from ringback.conversation c
    join ringback.callback b on b.account_id = c.account_id and b.id = c.callback_id and b.state <> 'closed'
    where c.account_id = ${tx.accountId} and c.id = ${conversationId}`);
  return row?.id ?? null;
}

/** No matter is open: nothing but the thread remembers it. */
async function looseReply(
  ctx: Context,
  tx: Transaction,
  { body, confirmed, actor, conversationId, fileIds = [] }: ReplyCommand,
  between: { readonly theirs: string; readonly ours: string },
): Promise<TextAnswer> {
  const found = await tx.first<{ contact_id: string | null }>(
    sql`select contact_id from ringback.conversation where account_id = ${tx.accountId} and id = ${conversationId}`,
  );
  const weighed = await weighText(ctx, tx, {
    class: "staff",
    purpose: "staff-text",
    to: between.theirs,
    from: { number: between.ours },
    body,
    contactId: found?.contact_id ?? null,
    memberId: actor.memberId,
    usefulUntil: tx.now.add({ minutes: usefulMinutes }),
    about: aboutFiles(fileIds),
  });
  const { decision } = weighed;
  if (decision.decision === "block")
    return {
      ok: false,
      refusal: "may-not-text",
      why: `Not sent: ${decision.rules.map((rule) => outboundRuleWords[rule]).join("; ")}. Call instead.`,
    };
  const unfit = await refuseToText(ctx, tx, weighed, { fileIds, memberId: actor.memberId });
  if (unfit !== null) return { ok: false, refusal: "may-not-text", why: unfit };
  const promises = findPromises(body, [weighed.businessName]);
  const late = lateWords(weighed);
  const warnings = [
    ...promises.map(({ quote }) => `"${quote}" reads like a promise.`),
    ...(late === null ? [] : [late]),
  ];
  if (warnings.length > 0 && !confirmed)
    return {
      ok: false,
      refusal: promises.length > 0 ? "reads-like-a-promise" : "outside-texting-hours",
      why: warnings.join(" "),
    };
  const planned = keepText(ctx, tx, weighed);
  if (fileIds.length > 0) attachUploads(tx, planned.messageId, fileIds);
  takeConversation(tx, { number: between.theirs, by: actor.memberId });
  return { ok: true, messageId: planned.messageId, state: "queued", warnings };
}
