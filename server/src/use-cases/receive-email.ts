import { emergencyNotice } from "@ringback/core/acknowledgement/emergency-notice.ts";
import { redact } from "@ringback/core/classification/redact.ts";
import { readTrade } from "@ringback/core/classification/trade.ts";
import { largestAttachmentBytes } from "@ringback/core/conversations/attachment.ts";
import { isAutomaticMail } from "@ringback/core/conversations/mail/automatic-mail.ts";
import { foldQuoted } from "@ringback/core/conversations/mail/fold-quoted.ts";
import { oneLine, replySubject } from "@ringback/core/conversations/mail/mail-subject.ts";
import { readBounce } from "@ringback/core/conversations/mail/read-bounce.ts";
import { mediaTypeOf } from "@ringback/core/conversations/media-type.ts";
import { sql } from "kysely";
import { sendThreadEmailJob } from "#db/jobs.ts";
import { appendCallbackEvent } from "#db/stores/callbacks.ts";
import { appendConsent } from "#db/stores/contacts.ts";
import {
  keepEmail,
  keepInboundEmail,
  keepMailFile,
  knowsEmail,
  numberOfAddress,
  numberOfConversation,
  sentEmailOf,
  writeOutgoingEmail,
} from "#db/stores/emails.ts";
import { lockAndLoad } from "#db/stores/ingest.ts";
import { changeMessage, lockMessage } from "#db/stores/messages.ts";
import { loadPlaybook } from "#db/stores/playbooks.ts";
import { loadPastOfTexter } from "#db/stores/texter.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { threadOfAddresses } from "#mail-address.ts";
import { numberKey } from "#number-key.ts";
import type { ReadMail } from "#providers/email/provider.ts";
import type { Context } from "./context.ts";
import { mediaPurpose } from "./fetch-media.ts";
import { type InboundText, readInboundText } from "./inbound-text.ts";
import { judgeText } from "./judge-text.ts";
import { type PlacedText, placeText } from "./place-text.ts";

/** What became of a mail that was brought. `not-read`: it is none, or is made to hurt. */
export type MailAnswer =
  | { readonly taken: true; readonly as: "message" | "delivery-report" | "repeated" }
  | { readonly taken: false; readonly why: "not-read" | "no-mail-set-up" | "unknown-sender" | "not-ours" };

const noConnection = "00000000-0000-0000-0000-000000000000";
/** What a mail repeats is kept so far, in characters. */
const quotedMost = 20_000;
const usefulMinutes = 30;

/**
 * Takes a mail in: into the thread whose signed address it was sent to, else the one of a mail it answers, else that of the
 * contact with the sender's address. From then on it is what a text is: it belongs to their matter or opens one, is read,
 * and raises alarms. A wish for no more messages counts on every channel (docs/rules.md S6). What a machine wrote is kept
 * and opens nothing; a delivery report says of our mail that it did not arrive. The same mail twice is one.
 */
export async function receiveEmail(ctx: Context, given: { accountId: string; raw: Buffer }): Promise<MailAnswer> {
  const { accountId, raw } = given;
  if (!ctx.email?.read) return { taken: false, why: "no-mail-set-up" };
  const mail = await ctx.email.read(raw);
  if (mail === null) return { taken: false, why: "not-read" };
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if (mail.report !== null) return await noteReport(tx, mail.report);
    const number = await numberOf(ctx, tx, mail);
    if (number === null) return { taken: false, why: "unknown-sender" };
    return await take(ctx, tx, mail, number);
  });
}

async function noteReport(tx: Transaction, report: NonNullable<ReadMail["report"]>): Promise<MailAnswer> {
  const sent = report.messageIds.length === 0 ? null : await sentEmailOf(tx, report.messageIds);
  if (sent === null) return { taken: false, why: "not-ours" };
  const bounce = readBounce(report.text);
  const message = bounce === null ? null : await lockMessage(tx, sent.id);
  if (bounce !== null && message?.state === "sent") {
    changeMessage(tx, sent.id, { state: "undelivered", errorCode: `mail ${bounce.code ?? "returned"}` });
    tx.changed({ kind: "message", id: sent.id });
    if (sent.callback_id !== null) tx.changed({ kind: "callback", id: sent.callback_id });
  }
  return { taken: true, as: "delivery-report" };
}

async function numberOf(ctx: Context, tx: Transaction, mail: ReadMail): Promise<string | null> {
  const named = threadOfAddresses(ctx.secretBox, mail.recipients, tx.accountId);
  if (named !== null) return await numberOfConversation(tx, named);
  const answered = mail.references.length === 0 ? null : await sentEmailOf(tx, mail.references);
  return answered?.number ?? (await numberOfAddress(tx, mail.from.address));
}

async function take(ctx: Context, tx: Transaction, mail: ReadMail, number: string): Promise<MailAnswer> {
  const line = await lineUsedLast(tx, number);
  const [around, past] = await Promise.all([
    lockAndLoad(tx, {
      connectionId: noConnection,
      providerCallId: `mail:${mail.messageId.slice(0, 200)}`,
      eventKeys: [],
      caller: number,
      dialed: line,
      numberKey: numberKey(ctx.secretBox, tx.accountId),
    }),
    loadPastOfTexter(tx, number),
  ]);
  // The caller is locked by now, so the same mail brought twice at once is seen.
  if (await knowsEmail(tx, mail.messageId)) return { taken: true, as: "repeated" };
  const playbook = await loadPlaybook(tx, around.playbook_version);
  const folded = foldQuoted(mail.text);
  const automatic = isAutomaticMail({ header: mail.header, from: mail.from.address, subject: mail.subject });
  const id = ctx.ids.next();
  const read = readInboundText(
    {
      accountId: tx.accountId,
      connectionId: noConnection,
      key: mail.messageId,
      providerMessageId: mail.messageId,
      from: mail.from.address,
      to: line ?? "",
      body: folded.words,
      mediaCount: mail.files.length,
      providerReplies: true,
      optOut: null,
      payload: {},
    },
    { id, number, around, past, playbook },
  );
  // START, HELP and YES are words of texts; STOP is one everywhere.
  const inbound: InboundText = {
    ...read,
    staffId: null,
    answer: null,
    keyword: read.keyword === "stop" ? "stop" : null,
  };
  const optsOut = !automatic && (inbound.keyword === "stop" || inbound.stopWish !== null);
  const placed: PlacedText = automatic ? nothing : await placeText(ctx, tx, inbound);
  const subject = oneLine(mail.subject);
  keepInboundEmail(tx, {
    id,
    number,
    body: inbound.text,
    episodeId: placed.episode?.id ?? null,
    contactId: around.contact?.id ?? placed.contactId,
    callbackId: placed.episode?.callback_id ?? null,
    mediaCount: mail.files.length,
    quiet: placed.quiet,
  });
  keepEmail(tx, {
    messageId: id,
    internetId: mail.messageId,
    threadIds: mail.references,
    theirAddress: mail.from.address,
    subject: redact(subject, { knownNumbers: [number], trade: readTrade(playbook.trade) }).text,
    quoted: redact(folded.quoted.slice(0, quotedMost), { knownNumbers: [number], trade: readTrade(playbook.trade) })
      .text,
    automatic,
    optsOut,
  });
  keepFiles(ctx, tx, id, mail.files);
  tx.changed({ kind: "message", id });
  if (automatic) return { taken: true, as: "message" };
  if (optsOut) optOut(ctx, tx, inbound, placed);
  const judged = placed.matter && (await judgeText(ctx, tx, { ...inbound, ...placed, number }, placed.matter));
  if (inbound.danger !== null && !placed.wasWarned)
    answerDanger(ctx, tx, { mail, inbound, placed, number, alarmed: judged?.alarmed ?? false });
  return { taken: true, as: "message" };
}

const nothing: PlacedText = {
  episode: null,
  contactId: null,
  quiet: true,
  matter: null,
  wasWarned: false,
  isAnswer: false,
  wantsTexts: false,
};

/** The line of ours they called or texted last: whose team and rules hold. */
async function lineUsedLast(tx: Transaction, number: string): Promise<string | null> {
  const row = await tx.first<{ ours: string | null }>(sql`select ours from (
      (select to_number as ours, created_at as at from ringback.message where account_id = ${tx.accountId} and direction = 'in' and channel = 'text' and from_number = ${number}
        order by created_at desc limit 1)
      union all
      (select dialed, arrived_at from ringback.call where account_id = ${tx.accountId} and caller = ${number} order by arrived_at desc limit 1)
    ) used order by at desc limit 1`);
  return row?.ours ?? null;
}

/** A mail that asks for no more messages ends the texts of every number of that person, in this transaction (S6, S7, S9). */
function optOut(ctx: Context, tx: Transaction, inbound: InboundText, placed: PlacedText): void {
  const { id, number, text, stopWish } = inbound;
  if (number === null) return;
  appendConsent(tx, {
    id: ctx.ids.next(),
    number,
    kind: "opt_out",
    source: "email",
    sourceId: id,
    ...(stopWish === null ? {} : { detail: { rule: stopWish.rule } }),
    quote: stopWish === null ? text : text.slice(stopWish.start, stopWish.end),
  });
  tx.write(sql`insert into ringback.consent_event (account_id, id, number, kind, at, source, source_id, detail)
    select n.account_id, gen_random_uuid(), other.number, 'opt_out', ${tx.now}, 'email', ${id}, '{}'
    from ringback.conversation_number n join ringback.conversation_number other
      on other.account_id = n.account_id and other.conversation_id = n.conversation_id and other.number <> n.number
    where n.account_id = ${tx.accountId} and n.number = ${number}`);
  const callbackId = placed.episode?.callback_id;
  if (callbackId) {
    appendCallbackEvent(tx, { id: ctx.ids.next(), callbackId, kind: "opted-out", by: null, detail: { messageId: id } });
    tx.changed({ kind: "callback", id: callbackId });
  }
}

function keepFiles(ctx: Context, tx: Transaction, messageId: string, files: readonly Buffer[]): void {
  for (const [position, bytes] of files.entries()) {
    const id = ctx.ids.next();
    const contentType = bytes.length > largestAttachmentBytes ? null : mediaTypeOf(bytes);
    const sealed = contentType === null ? null : ctx.secretBox.seal(tx.accountId, mediaPurpose(id), bytes);
    keepMailFile(tx, {
      id,
      messageId,
      position,
      size: bytes.length,
      kept: contentType === null || sealed === null ? null : { sealed, contentType },
      reason: bytes.length > largestAttachmentBytes ? "too-large" : contentType === null ? "unknown-type" : null,
    });
  }
}

/** E1: words of danger are answered the way they came, once a matter, with whom to dial. */
function answerDanger(
  ctx: Context,
  tx: Transaction,
  about: {
    readonly mail: ReadMail;
    readonly inbound: InboundText;
    readonly placed: PlacedText;
    readonly number: string;
    readonly alarmed: boolean;
  },
): void {
  const { mail, inbound, placed, number, alarmed } = about;
  if (inbound.danger === null || !ctx.email?.repliesTo) return;
  const id = ctx.ids.next();
  const { businessName } = inbound.playbook;
  writeOutgoingEmail(tx, {
    id,
    purpose: "emergency-notice",
    class: "control",
    number,
    body: emergencyNotice(inbound.danger.kind, businessName, alarmed),
    episodeId: placed.episode?.id ?? null,
    contactId: inbound.around.contact?.id ?? placed.contactId,
    callbackId: placed.episode?.callback_id ?? null,
    memberId: null,
    about: { answers: inbound.id, danger: inbound.danger.kind },
    usefulUntil: tx.now.add({ minutes: usefulMinutes }),
  });
  keepEmail(tx, {
    messageId: id,
    internetId: `${id}@${new URL(ctx.publicUrl).hostname}`,
    threadIds: [...mail.references, mail.messageId].slice(-20),
    theirAddress: mail.from.address,
    subject: replySubject(mail.subject) || `Message from ${businessName}`,
  });
  tx.enqueue(sendThreadEmailJob(tx.accountId, id, tx.now));
}
