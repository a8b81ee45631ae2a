import type { Attachment, Conversation, ThreadEntry } from "@ringback/contract/conversations.ts";
import { callWords } from "@ringback/core/callbacks/call-words.ts";
import { clockWords } from "@ringback/core/callbacks/clock-words.ts";
import { attemptWords } from "@ringback/core/callbacks/label-words.ts";
import { timelineOf } from "@ringback/core/callbacks/timeline-words.ts";
import { attachmentName, attachmentWords } from "@ringback/core/conversations/attachment.ts";
import { deliveryTruth } from "@ringback/core/conversations/delivery-truth.ts";
import { type MailAbility, mailRefusal } from "@ringback/core/conversations/mail/mail-refusal.ts";
import { replySubject } from "@ringback/core/conversations/mail/mail-subject.ts";
import { isPicture } from "@ringback/core/conversations/media-type.ts";
import { filesRefusalWords } from "@ringback/core/conversations/outgoing-files.ts";
import { refusePictures } from "@ringback/core/conversations/refuse-pictures.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { answerLine } from "#db/stores/answer-line.ts";
import { mailsOfAddress } from "#db/stores/emails.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import type { PhoneSystems } from "./callback-case.ts";
import { loadNames } from "./case-material.ts";
import { type ConversationColumns, conversationRows, toConversationRow } from "./list-conversations.ts";
import {
  loadDeeds,
  loadTexts,
  loadThreadCalls,
  type TextMedia,
  type ThreadCall,
  type ThreadDeed,
  type ThreadText,
} from "./thread-material.ts";

const noMail: MailAbility = { sends: false, receives: false };

/** So many entries a page, of all kinds together. */
const pageSize = 60;

export interface ThreadQuestion {
  readonly conversationId: string;
  readonly memberId: string;
  readonly before: Temporal.Instant | null;
}

/** One thread, whole as far as a page goes, as this person sees it; null when the business has no such conversation. */
export async function conversationThread(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  question: ThreadQuestion,
  systems: PhoneSystems,
  mail: MailAbility = noMail,
): Promise<Conversation | null> {
  return await transaction(db, accountId, now, (tx) => loadThread(tx, question, systems, mail));
}

/** The thread of a callback's caller; null where nobody knows their number. */
export async function threadOfCallback(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { callbackId, memberId }: { callbackId: string; memberId: string },
  systems: PhoneSystems,
  mail: MailAbility = noMail,
): Promise<Conversation | null> {
  return await transaction(db, accountId, now, async (tx) => {
    const found = await tx.first<{ id: string }>(sql`select n.conversation_id as id from ringback.callback b
      join ringback.conversation_number n on n.account_id = b.account_id and n.number = b.caller
      where b.account_id = ${accountId} and b.id = ${callbackId}`);
    return found === null
      ? null
      : await loadThread(tx, { conversationId: found.id, memberId, before: null }, systems, mail);
  });
}

async function loadThread(
  tx: Transaction,
  question: ThreadQuestion,
  systems: PhoneSystems,
  mail: MailAbility,
): Promise<Conversation | null> {
  const { conversationId, memberId, before } = question;
  const limit = pageSize + 1;
  const [row, head, numbers, texts, calls, deeds, line, names, { playbook }] = await Promise.all([
    tx.first<ConversationColumns>(conversationRows(tx, memberId, sql`select ${conversationId}::uuid as id`)),
    loadHead(tx, conversationId, memberId),
    tx.rows<{ number: string }>(
      sql`select number from ringback.conversation_number where account_id = ${tx.accountId} and conversation_id = ${conversationId} order by number`,
    ),
    loadTexts(tx, conversationId, before, limit),
    loadThreadCalls(tx, conversationId, before, limit),
    loadDeeds(tx, conversationId, before, limit),
    answerLine(tx, conversationId),
    loadNames(tx),
    currentPlaybook(tx),
  ]);
  if (row === null || head === null) return null;
  const told = {
    names,
    timeZone: playbook.hours.timeZone,
    now: tx.now,
    caller: row.name,
    address: head.email?.trim().toLowerCase() ?? null,
  };
  const entries = [
    ...texts.filter(isShown).map((text) => textEntry(text, told)),
    ...calls.map((call) => callEntry(call, told)),
    ...deeds.flatMap((deed) => deedEntry(deed, told, playbook.dispositions)),
  ].sort((a, b) => Temporal.Instant.compare(b.at, a.at) || rankOf(b) - rankOf(a) || (a.entry.id < b.entry.id ? 1 : -1));
  const page = entries.slice(0, pageSize);
  const lastAsk = texts.find((text) => text.direction === "out" && text.asks && text.state !== "suppressed");
  const answered =
    lastAsk !== undefined &&
    texts.some((text) => text.direction === "in" && Temporal.Instant.compare(text.at, lastAsk.at) > 0);
  return {
    ...toConversationRow(row, playbook.conversation.teams),
    contactId: row.contact_id,
    email: head.email,
    emailAnswer: await emailAnswer(tx, head, mail),
    numbers: numbers.map(({ number }) => number),
    entries: page.map(({ entry }) => entry).reverse(),
    before: entries.length > pageSize ? (page.at(-1)?.at.toString() ?? null) : null,
    draft: head.draft,
    readAt: head.read_at?.toString() ?? null,
    answer: {
      to: line?.theirs ?? row.number,
      from: line?.number ?? null,
      refusal: refusalOf(line, systems),
      pictureRefusal: pictureRefusalOf(line, systems),
    },
    askedAt: lastAsk !== undefined && !answered ? lastAsk.at.toString() : null,
    names: [playbook.businessName],
    business: playbook.businessName,
  };
}

function refusalOf(line: Awaited<ReturnType<typeof answerLine>>, systems: PhoneSystems): string | null {
  if (line === null || line.number === null) return "They never used a number of ours that is connected.";
  if (line.connectionId === null) return "The number they used last is not connected any more.";
  if (systems[line.provider ?? ""]?.abilities.sms === false)
    return "The phone system of this number sends no texts. Call instead.";
  return line.optedOut ? "This person asked for no texts. Call instead." : null;
}

function pictureRefusalOf(line: Awaited<ReturnType<typeof answerLine>>, systems: PhoneSystems): string | null {
  if (line === null || line.number === null) return filesRefusalWords["line-sends-no-pictures"];
  const sendsPictures = systems[line.provider ?? ""]?.abilities.mms === true;
  const refusal = refusePictures({ from: line.number, to: line.theirs, sendsPictures });
  return refusal === null ? null : filesRefusalWords[refusal];
}

async function emailAnswer(
  tx: Transaction,
  { email, kind }: { readonly email: string | null; readonly kind: string | null },
  mail: MailAbility,
): Promise<Conversation["emailAnswer"]> {
  const address = email?.trim().toLowerCase() ?? "";
  const mails = address === "" ? [] : await mailsOfAddress(tx, address);
  const optedOut = mails.find(({ direction }) => direction === "in")?.opts_out ?? false;
  const refusal = mailRefusal(mail, { address, doNotContact: kind === "do-not-contact", optedOut });
  return { to: address === "" ? null : address, refusal, subject: replySubject(mails[0]?.subject ?? "") };
}

async function loadHead(tx: Transaction, conversationId: string, memberId: string) {
  return await tx.first<{
    email: string | null;
    kind: string | null;
    draft: string;
    read_at: Temporal.Instant | null;
  }>(sql`
    select contact.email, contact.kind, coalesce(me.draft, '') as draft, me.read_at
    from ringback.conversation c left join ringback.contact contact on contact.account_id = c.account_id and contact.id = c.contact_id
    left join ringback.conversation_member me on me.account_id = c.account_id and me.conversation_id = c.id and me.member_id = ${memberId}
    where c.account_id = ${tx.accountId} and c.id = ${conversationId}`);
}

interface Told {
  readonly names: ReadonlyMap<string, string>;
  readonly timeZone: string;
  readonly now: Temporal.Instant;
  readonly caller: string | null;
  /** Of the contact. */
  readonly address: string | null;
}

interface TimedEntry {
  readonly at: Temporal.Instant;
  readonly entry: ThreadEntry;
}

/** Within one moment: what they did, then what people did about it. */
function rankOf({ entry }: TimedEntry): number {
  return entry.kind === "call"
    ? 0
    : entry.kind === "text" && entry.direction === "in"
      ? 0
      : entry.kind === "note"
        ? 1
        : 2;
}

/** What automation kept to itself is told as the reason in the case; what a person wrote is always shown. */
function isShown({ state, class: kind }: ThreadText): boolean {
  return state !== "suppressed" || kind === "staff";
}

function textEntry(text: ThreadText, told: Told): TimedEntry {
  const author = text.member_id === null ? null : (told.names.get(text.member_id) ?? "A former colleague");
  return {
    at: text.at,
    entry: {
      kind: "text",
      id: text.id,
      at: text.at.toString(),
      direction: text.direction,
      body: text.body,
      channel: text.channel,
      email: text.email,
      by:
        text.direction === "in" ? writerOf(text, told) : text.class === "staff" ? (author ?? "A person") : "Automatic",
      line: text.ours,
      theirs: text.theirs,
      delivery:
        text.direction === "in"
          ? null
          : deliveryTruth(
              {
                state: text.state,
                rules: text.rules ?? [],
                reason: text.reason,
                errorCode: text.error_code,
                heldUntil: text.held_until,
                channel: text.channel,
              },
              (instant) => clockWords(instant, told.now, told.timeZone),
            ),
      mediaCount: text.media_count,
      attachments: text.media.map(attachmentOf),
    },
  };
}

/** Somebody else may answer a mail: then their address says who. */
function writerOf({ email }: ThreadText, { caller, address }: Told): string {
  return email !== null && email.address !== address ? email.address : (caller ?? "Caller");
}

function attachmentOf({ id, position, state, reason, content_type: contentType, size }: TextMedia): Attachment {
  return {
    id,
    state,
    contentType,
    size,
    name: attachmentName(contentType, position),
    picture: isPicture(contentType),
    words: attachmentWords(state, reason),
  };
}

function callEntry(call: ThreadCall, { names }: Told): TimedEntry {
  const who = call.member_id === null ? null : (names.get(call.member_id) ?? "a former colleague");
  const voicemail =
    call.recording_id === null
      ? null
      : { recordingId: call.recording_id, seconds: call.recording_seconds, text: call.transcript };
  return {
    at: call.at,
    entry: {
      kind: "call",
      id: call.id,
      at: call.at.toString(),
      direction: call.direction,
      words: call.direction === "out" ? outWords(call) : inWords(call, who),
      by: who,
      line: call.ours,
      theirs: call.theirs,
      missed: call.outcome === "missed",
      seconds: call.seconds,
      voicemail,
    },
  };
}

function inWords(call: ThreadCall, who: string | null): string {
  if (call.outcome === "answered") return who === null ? "Called and was answered" : `Called, ${who} answered`;
  if (call.outcome === null) return "Calling now";
  return callWords({
    state: call.state,
    outcome: call.outcome,
    missReason: call.miss_reason,
    rangSeconds: call.rang_seconds,
    voicemail:
      call.recording_id === null
        ? null
        : { seconds: call.recording_seconds, transcript: call.transcript === null ? "none" : "ready" },
  });
}

function outWords({ outcome }: ThreadCall): string {
  return outcome === null ? "Called back" : `Called back: ${attemptWords(outcome)}`;
}

function deedEntry(
  deed: ThreadDeed,
  { names, timeZone, now }: Told,
  dispositions: readonly { readonly key: string; readonly label: string }[],
): TimedEntry[] {
  const fact = {
    from: "callback" as const,
    id: deed.id,
    at: deed.at,
    kind: deed.kind,
    by: deed.by_member,
    detail: deed.detail,
  };
  const outcomeOf = (key: string) => dispositions.find((one) => one.key === key)?.label ?? key;
  return timelineOf([fact], { now, timeZone, nameOf: (id) => names.get(id) ?? null, outcomeOf }).map(
    ({ id, at, text, by, quote }) => ({
      at,
      entry: {
        kind: "note",
        id,
        at: at.toString(),
        words: quote === null ? text : `${text}: ${quote}`,
        by,
        callbackId: deed.callback_id,
      },
    }),
  );
}
