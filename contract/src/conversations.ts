import { z } from "zod";
import { done, fileIds, hasContent, id, idParams, instant, intent, noContent, pageQuery, urgency } from "./common.ts";
import { route } from "./route.ts";

const person = z.object({ id, name: z.string() });

/** What became of a text, in words of the trade, and what one can do about it. */
export const delivery = z.object({
  /** `waiting` is held until an hour; `not-sent` never left. */
  state: z.enum(["waiting", "queued", "sending", "sent", "delivered", "failed", "unknown", "not-sent"]),
  words: z.string(),
  /** What to do; null where nothing is to be done. */
  advice: z.string().nullable(),
});

export const conversationFilter = z.enum(["open", "waiting", "mine", "unread", "all", "done"]);

export const conversationRow = z.object({
  id,
  name: z.string().nullable(),
  /** The number they used last; others of theirs stand in the thread. */
  number: z.string(),
  state: z.enum(["open", "done"]),
  owner: person.nullable(),
  team: z.string().nullable(),
  takenBy: person.nullable(),
  lastAt: instant,
  lastKind: z.enum(["text-in", "text-out", "email-in", "email-out", "missed-call"]),
  lastWords: z.string(),
  waitingSince: instant.nullable(),
  unread: z.boolean(),
  /** The open callback of this conversation. */
  callback: z
    .object({
      id,
      kind: z.enum(["call", "text"]),
      urgency,
      intent: intent.nullable(),
      startedAt: instant,
      dueAt: instant,
      warnAt: instant,
      state: z.enum(["open", "claimed", "snoozed"]),
    })
    .nullable(),
});
export type ConversationRow = z.infer<typeof conversationRow>;

/** A picture or file of a text; `GET /api/v1/media/{id}` gives it out once it is `fetched`. */
export const attachment = z.object({
  id,
  state: z.enum(["announced", "fetched", "failed", "refused"]),
  /** By its own first bytes; null unless it is `fetched`. */
  contentType: z.string().nullable(),
  /** In bytes. */
  size: z.number().int().nullable(),
  /** To save it under. */
  name: z.string(),
  /** A browser may show it as a picture. */
  picture: z.boolean(),
  /** Why it is not to be seen; null where it is. */
  words: z.string().nullable(),
});
export type Attachment = z.infer<typeof attachment>;

export const threadEntry = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("text"),
    id,
    at: instant,
    direction: z.enum(["in", "out"]),
    body: z.string(),
    /** Who wrote it: a name, "Caller" or "Automatic". */
    by: z.string(),
    /** The business's number. */
    line: z.string().nullable(),
    theirs: z.string(),
    delivery: delivery.nullable(),
    channel: z.enum(["text", "email"]),
    /** What only an e-mail has; null of a text. */
    email: z
      .object({
        subject: z.string(),
        /** Theirs. */
        address: z.string(),
        /** Earlier mails and the signature, folded away. */
        quoted: z.string(),
        /** A machine wrote it. */
        automatic: z.boolean(),
      })
      .nullable(),
    /** How many pictures and files came with it. Where `attachments` are fewer, the others are to be seen at the provider only. */
    mediaCount: z.number().int(),
    attachments: z.array(attachment),
  }),
  z.object({
    kind: z.literal("call"),
    id,
    at: instant,
    direction: z.enum(["in", "out"]),
    words: z.string(),
    by: z.string().nullable(),
    line: z.string().nullable(),
    theirs: z.string(),
    missed: z.boolean(),
    seconds: z.number().nullable(),
    voicemail: z
      .object({ recordingId: id.nullable(), seconds: z.number().nullable(), text: z.string().nullable() })
      .nullable(),
  }),
  z.object({
    kind: z.literal("note"),
    id,
    at: instant,
    words: z.string(),
    by: z.string().nullable(),
    callbackId: id,
  }),
]);
export type ThreadEntry = z.infer<typeof threadEntry>;

export const replyTemplate = z.object({
  id,
  title: z.string(),
  body: z.string(),
  intent: intent.nullable(),
});
export type ReplyTemplate = z.infer<typeof replyTemplate>;

export const conversation = conversationRow.extend({
  contactId: id.nullable(),
  email: z.string().nullable(),
  numbers: z.array(z.string()),
  /** Newest last. */
  entries: z.array(threadEntry),
  /** For older entries; null at the beginning. */
  before: z.string().nullable(),
  draft: z.string(),
  readAt: instant.nullable(),
  /** Where an answer goes and from which number of ours; or why none can go. */
  answer: z.object({
    to: z.string(),
    from: z.string().nullable(),
    refusal: z.string().nullable(),
    /** Why no picture can go with a text here; null where they can. */
    pictureRefusal: z.string().nullable(),
  }),
  /** Whether one can write an e-mail here, to which address and under which subject; empty where it is the first. */
  emailAnswer: z.object({ to: z.string().nullable(), refusal: z.string().nullable(), subject: z.string() }),
  /** A question of ours waits for their answer, since when. */
  askedAt: instant.nullable(),
  /** The names that stand in a text as names, not as words that promise. */
  names: z.array(z.string()),
  business: z.string(),
});
export type Conversation = z.infer<typeof conversation>;

export const conversationRoutes = {
  listConversations: route({
    method: "GET",
    path: "/conversations",
    access: "viewer",
    summary: "Conversations, the one with the newest word first",
    query: pageQuery.extend({
      filter: conversationFilter.default("open"),
      team: z.string().max(40).optional(),
      search: z.string().max(80).optional(),
    }),
    ok: z.object({
      conversations: z.array(conversationRow),
      nextCursor: z.string().nullable(),
      teams: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  }),
  countConversations: route({
    method: "GET",
    path: "/conversations/counts",
    access: "viewer",
    summary: "How many conversations wait for us, and how many I have not read; 100 stands for more",
    ok: z.object({ waiting: z.number().int(), unread: z.number().int(), mine: z.number().int() }),
  }),
  getConversation: route({
    method: "GET",
    path: "/conversations/:id",
    access: "viewer",
    summary: "One thread: texts, calls, voicemails and what people did, newest last",
    params: idParams,
    query: z.object({ before: z.string().max(400).optional() }),
    ok: conversation,
  }),
  getConversationOfCallback: route({
    method: "GET",
    path: "/callbacks/:id/conversation",
    access: "viewer",
    summary: "The thread of a callback's caller; null where the number was withheld",
    params: idParams,
    ok: z.object({ conversation: conversation.nullable() }),
  }),
  readConversation: route({
    method: "POST",
    path: "/conversations/:id/read",
    access: "viewer",
    summary: "I have read it up to now; or, unread, I have not",
    params: idParams,
    body: z.object({ unread: z.boolean().default(false) }),
    ok: done,
  }),
  draftReply: route({
    method: "PUT",
    path: "/conversations/:id/draft",
    access: "agent",
    summary: "Keep what I have begun to write",
    params: idParams,
    body: z.object({ body: z.string().max(10_000) }),
    ok: done,
  }),
  takeConversation: route({
    method: "POST",
    path: "/conversations/:id/take",
    access: "agent",
    summary: "I have it: automatic texts to this person stop",
    params: idParams,
    ok: done,
  }),
  handBackConversation: route({
    method: "POST",
    path: "/conversations/:id/hand-back",
    access: "agent",
    summary: "Let automatic texts go to this person again",
    params: idParams,
    ok: done,
  }),
  finishConversation: route({
    method: "POST",
    path: "/conversations/:id/done",
    access: "agent",
    summary: "Nothing to answer; it comes back with their next word",
    params: idParams,
    body: z.object({ done: z.boolean().default(true) }),
    ok: done,
  }),
  replyInConversation: route({
    method: "POST",
    path: "/conversations/:id/text",
    access: "agent",
    summary: "Text them from the number they used last; the answer says what was sent or why not",
    params: idParams,
    body: z
      .object({
        body: z.string().trim().max(1600).default(""),
        /** Pictures that were uploaded before, in their order. */
        fileIds,
        /** The person has read the warnings (a promise, the hour) and sends it all the same. */
        confirmed: z.boolean().default(false),
      })
      .refine(hasContent, noContent),
    ok: z.object({ messageId: id, state: z.string(), warnings: z.array(z.string()) }),
  }),
  emailInConversation: route({
    method: "POST",
    path: "/conversations/:id/email",
    access: "agent",
    summary: "E-mail them; their answer comes back into the thread",
    params: idParams,
    body: z
      .object({
        subject: z.string().trim().max(200).default(""),
        body: z.string().trim().max(10_000).default(""),
        fileIds,
        /** The person has read the warnings (a promise) and sends it all the same. */
        confirmed: z.boolean().default(false),
      })
      .refine(hasContent, noContent),
    ok: z.object({ messageId: id, state: z.string(), warnings: z.array(z.string()) }),
  }),
  mailSetUp: route({
    method: "GET",
    path: "/conversations/mail-set-up",
    access: "owner",
    summary: "What e-mail in conversations stands on: the mailbox, and the secret address to which its mail is posted",
    ok: z.object({ sends: z.boolean(), repliesTo: z.string().nullable(), hookUrl: z.string() }),
  }),
  listReplyTemplates: route({
    method: "GET",
    path: "/reply-templates",
    access: "viewer",
    summary: "Answers that are needed again and again",
    ok: z.object({ templates: z.array(replyTemplate) }),
  }),
  addReplyTemplate: route({
    method: "POST",
    path: "/reply-templates",
    access: "coordinator",
    summary: "Keep an answer for everybody",
    body: replyTemplate.omit({ id: true }).extend({
      title: z.string().trim().min(1).max(60),
      body: z.string().trim().min(1).max(1000),
    }),
    ok: replyTemplate,
  }),
  changeReplyTemplate: route({
    method: "PUT",
    path: "/reply-templates/:id",
    access: "coordinator",
    summary: "Change a kept answer",
    params: idParams,
    body: replyTemplate.omit({ id: true }).extend({
      title: z.string().trim().min(1).max(60),
      body: z.string().trim().min(1).max(1000),
    }),
    ok: replyTemplate,
  }),
  removeReplyTemplate: route({
    method: "DELETE",
    path: "/reply-templates/:id",
    access: "coordinator",
    summary: "Remove a kept answer",
    params: idParams,
    ok: done,
  }),
};
