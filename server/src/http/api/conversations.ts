import { conversationThread, threadOfCallback } from "#db/queries/conversation-thread.ts";
import { instantForm, readCursor, readPlace } from "#db/queries/cursor.ts";
import { countConversations, listConversations } from "#db/queries/list-conversations.ts";
import { listReplyTemplates } from "#db/queries/list-reply-templates.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted, Refused } from "#http/refused.ts";
import { draft, finish, handBackConversation, read, takeOver } from "#use-cases/act-on-conversation.ts";
import { emailInConversation } from "#use-cases/email-in-conversation.ts";
import { dropReplyTemplate, keepReplyTemplate } from "#use-cases/keep-reply-template.ts";
import { mailAbility, mailSetUp } from "#use-cases/mail-set-up.ts";
import { replyInConversation } from "#use-cases/reply-in-conversation.ts";
import type { ApiParts } from "./api-parts.ts";
import { placeFrom } from "./page.ts";

/** The inbox: threads, what one does with them, and the answers that are needed again and again. */
export function conversationHandlers({ context }: ApiParts) {
  const { db, telephony: systems } = context;
  const mail = mailAbility(context);
  return {
    listConversations: async ({ session, query, now }) => {
      const { cursor, ...question } = query;
      const after = placeFrom(cursor, readPlace);
      return await listConversations(db, session.accountId, now, session.memberId, { ...question, after });
    },
    countConversations: async ({ session, now }) =>
      await countConversations(db, session.accountId, now, session.memberId),
    getConversation: async ({ session, params, query, now }) => {
      const before = placeFrom(query.before, readBefore);
      const question = { conversationId: params.id, memberId: session.memberId, before };
      const found = await conversationThread(db, session.accountId, now, question, systems, mail);
      if (found === null) throw new Refused("not-found");
      return found;
    },
    getConversationOfCallback: async ({ session, params, now }) => {
      const asked = { callbackId: params.id, memberId: session.memberId };
      return { conversation: await threadOfCallback(db, session.accountId, now, asked, systems, mail) };
    },
    readConversation: async (call) =>
      done(accepted(await read(context, { ...commandOf(call), unread: call.body.unread }))),
    draftReply: async (call) => done(accepted(await draft(context, { ...commandOf(call), body: call.body.body }))),
    takeConversation: async (call) => done(accepted(await takeOver(context, commandOf(call)))),
    handBackConversation: async (call) => done(accepted(await handBackConversation(context, commandOf(call)))),
    finishConversation: async (call) =>
      done(accepted(await finish(context, { ...commandOf(call), done: call.body.done }))),
    replyInConversation: async ({ session, params, body }) => {
      const { accountId } = session;
      const outcome = await replyInConversation(context, {
        accountId,
        actor: session,
        conversationId: params.id,
        ...body,
      });
      if (!outcome.ok && "why" in outcome) throw new Refused(outcome.refusal, { detail: outcome.why });
      const { messageId, state, warnings } = accepted(outcome);
      return { messageId, state, warnings: [...warnings] };
    },
    emailInConversation: async ({ session, params, body }) => {
      const { accountId } = session;
      const command = { accountId, actor: session, conversationId: params.id, ...body };
      const outcome = await emailInConversation(context, command);
      if (!outcome.ok && "why" in outcome) throw new Refused(outcome.refusal, { detail: outcome.why });
      const { messageId, state, warnings } = accepted(outcome);
      return { messageId, state, warnings: [...warnings] };
    },
    mailSetUp: async ({ session }) => mailSetUp(context, session.accountId),
    listReplyTemplates: async ({ session, now }) => await listReplyTemplates(db, session.accountId, now),
    addReplyTemplate: async ({ session, body }) =>
      accepted(await keepReplyTemplate(context, session.accountId, body)).template,
    changeReplyTemplate: async ({ session, params, body }) =>
      accepted(await keepReplyTemplate(context, session.accountId, { ...body, id: params.id })).template,
    removeReplyTemplate: async ({ session, params }) =>
      done(accepted(await dropReplyTemplate(context, session.accountId, params.id))),
  } satisfies Partial<Handlers>;
}

function readBefore(cursor: string): Temporal.Instant | null {
  const [at] = instantForm.test(cursor) ? [cursor] : (readCursor(cursor, [instantForm]) ?? []);
  return at === undefined ? null : Temporal.Instant.from(at);
}

function commandOf({ session, params }: { session: { accountId: string; memberId: string }; params: { id: string } }) {
  return { accountId: session.accountId, memberId: session.memberId, conversationId: params.id };
}

function done(_answer: { readonly ok: true }) {
  return { ok: true as const };
}
