import { findPromises } from "@ringback/core/acknowledgement/promise-guard.ts";
import { recordAttempt } from "@ringback/core/callbacks/record-attempt.ts";
import { mailRefusal } from "@ringback/core/conversations/mail/mail-refusal.ts";
import { oneLine, replySubject } from "@ringback/core/conversations/mail/mail-subject.ts";
import { formatNumber } from "@ringback/core/phone-number.ts";
import { sql } from "kysely";
import { sendThreadEmailJob } from "#db/jobs.ts";
import { answerLine } from "#db/stores/answer-line.ts";
import { keepAttempt } from "#db/stores/attempts.ts";
import { appendCallbackEvent, lockCallback, saveCallback } from "#db/stores/callbacks.ts";
import { keepEmail, mailsOfAddress, numberOfConversation, writeOutgoingEmail } from "#db/stores/emails.ts";
import { attachUploads } from "#db/stores/message-media.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { takeConversation } from "#db/stores/takeover.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { mailAbility } from "./mail-set-up.ts";
import { refuseToTake } from "./take-files.ts";
import { aboutFiles, type TextAnswer } from "./text-caller.ts";

export interface EmailCommand {
  readonly accountId: string;
  readonly actor: { readonly memberId: string; readonly role: "owner" | "coordinator" | "agent" | "viewer" };
  readonly conversationId: string;
  /** Of a first mail; an answer keeps the subject of what it answers. */
  readonly subject: string;
  readonly body: string;
  /** The person has read the warnings and sends it all the same. */
  readonly confirmed: boolean;
  readonly fileIds: readonly string[];
}

/** A mail that nobody took for a day is given up; mail systems are down for hours, not minutes. */
const usefulHours = 24;
const referencesMost = 20;

/**
 * A mail that a person types into a thread, to the address of its contact. It is no text and asks the sending law nothing;
 * what binds it is docs/rules.md S21, a contact not to be contacted, and their own wish for no mail. Where a matter is open
 * it is an attempt of that callback. It takes the conversation.
 */
export async function emailInConversation(ctx: Context, command: EmailCommand): Promise<TextAnswer> {
  return await transaction(ctx.db, command.accountId, ctx.clock.now(), (tx) => write(ctx, tx, command));
}

async function write(ctx: Context, tx: Transaction, command: EmailCommand): Promise<TextAnswer> {
  const { conversationId, actor, body, fileIds } = command;
  const refuse = (why: string): TextAnswer => ({ ok: false, refusal: "may-not-text", why: `Not sent: ${why}` });
  const about = await aboutConversation(tx, conversationId);
  const number = about === null ? null : await numberOfConversation(tx, conversationId);
  if (about === null || number === null) return refuse("They have no number that this thread goes by.");
  const stored = about.callback_id === null ? null : await lockCallback(tx, about.callback_id);
  const counted = stored === null ? null : recordAttempt(stored.callback, actor);
  if (counted !== null && !counted.ok) return counted;
  const address = about.email?.trim().toLowerCase() ?? "";
  const mails = await mailsOfAddress(tx, address);
  const refusal = mailRefusal(mailAbility(ctx), {
    address,
    doNotContact: about.kind === "do-not-contact",
    optedOut: mails.find(({ direction }) => direction === "in")?.opts_out ?? false,
  });
  if (refusal !== null) return refuse(refusal);
  const unfit = await refuseToTake(tx, { fileIds, memberId: actor.memberId, channel: "email" });
  if (unfit !== null) return { ok: false, refusal: "may-not-text", why: unfit };
  const { playbook } = await currentPlaybook(tx);
  const promises = findPromises(body, [playbook.businessName]);
  const warnings = promises.map(({ quote }) => `"${quote}" reads like a promise.`);
  if (warnings.length > 0 && !command.confirmed)
    return {
      ok: false,
      refusal: "reads-like-a-promise",
      why: `${warnings.join(" ")} Send it again if you can keep it.`,
    };
  const id = ctx.ids.next();
  const line = await answerLine(tx, conversationId);
  const [newest] = mails;
  writeOutgoingEmail(tx, {
    id,
    purpose: "staff-text",
    class: "staff",
    number,
    body,
    episodeId: stored?.episodeId ?? null,
    contactId: about.contact_id,
    callbackId: stored?.callback.id ?? null,
    memberId: actor.memberId,
    about: aboutFiles(fileIds),
    usefulUntil: tx.now.add({ hours: usefulHours }),
  });
  keepEmail(tx, {
    messageId: id,
    internetId: `${id}@${new URL(ctx.publicUrl).hostname}`,
    threadIds: newest === undefined ? [] : [...newest.thread_ids, newest.internet_id].slice(-referencesMost),
    theirAddress: address,
    subject:
      (newest === undefined ? "" : replySubject(newest.subject)) ||
      oneLine(command.subject) ||
      `Message from ${playbook.businessName}`,
    quoted: footer(playbook.businessName, line?.number ?? null),
  });
  if (fileIds.length > 0) attachUploads(tx, id, fileIds);
  if (stored !== null && counted !== null) {
    saveCallback(tx, counted.state, "marks");
    keepAttempt(tx, {
      id: ctx.ids.next(),
      callbackId: stored.callback.id,
      by: actor.memberId,
      channel: "email",
      result: "sent",
      providerCallId: null,
      note: null,
    });
    appendCallbackEvent(tx, {
      id: ctx.ids.next(),
      callbackId: stored.callback.id,
      kind: "texted",
      by: actor.memberId,
      detail: { messageId: id, channel: "email" },
    });
    tx.changed({ kind: "callback", id: stored.callback.id });
  } else takeConversation(tx, { number, by: actor.memberId });
  tx.write(sql`update ringback.conversation_member set draft = '', read_at = greatest(read_at, ${tx.now}) where account_id = ${tx.accountId}
    and conversation_id = ${conversationId} and member_id = ${actor.memberId}`);
  tx.enqueue(sendThreadEmailJob(tx.accountId, id, tx.now));
  tx.changed({ kind: "message", id }, { kind: "conversation", id: conversationId });
  return { ok: true, messageId: id, state: "queued", warnings };
}

/** S21: who writes, where they are reached, and the way to get no more. */
function footer(business: string, line: string | null): string {
  return `-- \n${business}${line === null ? "" : `, ${formatNumber(line)}`}\nReply STOP to get no more messages from us.`;
}

interface AboutConversation {
  readonly contact_id: string | null;
  readonly callback_id: string | null;
  readonly email: string | null;
  readonly kind: string | null;
}

async function aboutConversation(tx: Transaction, conversationId: string): Promise<AboutConversation | null> {
  return await tx.first(sql<AboutConversation>`select c.contact_id, contact.email, contact.kind,
      (select b.id from ringback.callback b where b.account_id = c.account_id and b.id = c.callback_id and b.state <> 'closed') as callback_id
    from ringback.conversation c left join ringback.contact contact on contact.account_id = c.account_id and contact.id = c.contact_id
    where c.account_id = ${tx.accountId} and c.id = ${conversationId}`);
}
