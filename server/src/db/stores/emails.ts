// E-mails of threads: a message like a text, with what only a mail has.
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface NewEmail {
  readonly messageId: string;
  /** The Message-ID, without angle brackets. */
  readonly internetId: string;
  readonly threadIds: readonly string[];
  readonly theirAddress: string;
  readonly subject: string;
  readonly quoted?: string;
  readonly automatic?: boolean;
  readonly optsOut?: boolean;
}

/** Writes down what only a mail has. Its message is written by the same transaction. */
export function keepEmail(tx: Transaction, email: NewEmail): void {
  tx.write(sql`insert into ringback.message_email (account_id, message_id, internet_id, thread_ids, their_address, subject, quoted, automatic, opts_out, created_at)
    values (${tx.accountId}, ${email.messageId}, ${email.internetId}, ${email.threadIds}, ${email.theirAddress}, ${email.subject}, ${email.quoted ?? ""},
      ${email.automatic ?? false}, ${email.optsOut ?? false}, ${tx.now})`);
}

/** Writes an outgoing mail of a thread down before anything is sent. */
export function writeOutgoingEmail(
  tx: Transaction,
  mail: {
    readonly id: string;
    readonly purpose: "staff-text" | "emergency-notice";
    readonly class: "staff" | "control";
    readonly number: string;
    readonly body: string;
    readonly episodeId: string | null;
    readonly contactId: string | null;
    readonly callbackId: string | null;
    readonly memberId: string | null;
    readonly about: Readonly<Record<string, unknown>>;
    readonly usefulUntil: Temporal.Instant;
  },
): void {
  tx.write(sql`insert into ringback.message (account_id, id, channel, direction, purpose, class, state, to_number, body, episode_id, contact_id, callback_id, member_id, decision, created_at, useful_until, segments)
    values (${tx.accountId}, ${mail.id}, 'email', 'out', ${mail.purpose}, ${mail.class}, 'queued', ${mail.number}, ${mail.body}, ${mail.episodeId}, ${mail.contactId}, ${mail.callbackId}, ${mail.memberId},
      ${mail.about}, ${tx.now}, ${mail.usefulUntil}, 0)`);
}

/** Keeps a mail that came in. */
export function keepInboundEmail(
  tx: Transaction,
  mail: {
    readonly id: string;
    readonly number: string;
    readonly body: string;
    readonly episodeId: string | null;
    readonly contactId: string | null;
    readonly callbackId: string | null;
    readonly mediaCount: number;
    readonly quiet: boolean;
  },
): void {
  tx.write(sql`insert into ringback.message (account_id, id, channel, direction, purpose, state, from_number, body, episode_id, contact_id, callback_id, decision, created_at, settled_at, segments)
    values (${tx.accountId}, ${mail.id}, 'email', 'in', 'inbound', 'received', ${mail.number}, ${mail.body}, ${mail.episodeId}, ${mail.contactId}, ${mail.callbackId},
      ${{ mediaCount: mail.mediaCount, quiet: mail.quiet }}, ${tx.now}, ${tx.now}, 0)`);
}

export interface EmailToSend {
  readonly state: string;
  readonly body: string;
  readonly class: string;
  readonly failures: number;
  readonly callback_id: string | null;
  readonly useful_until: Temporal.Instant | null;
  readonly media_count: number;
  readonly internet_id: string;
  readonly thread_ids: string[];
  readonly their_address: string;
  readonly subject: string;
  /** What stands below the words: who writes. */
  readonly quoted: string;
  /** Of the number it is written under, as of now. */
  readonly conversation_id: string | null;
}

export function lockEmail(tx: Transaction, messageId: string): Promise<EmailToSend | null> {
  return tx.first(sql<EmailToSend>`select m.state, m.body, m.class, m.failures, m.callback_id, m.useful_until, coalesce((m.decision->>'mediaCount')::int, 0) as media_count,
      e.internet_id, e.thread_ids, e.their_address, e.subject, e.quoted,
      (select conversation_id from ringback.conversation_number n where n.account_id = m.account_id and n.number = m.to_number) as conversation_id
    from ringback.message m join ringback.message_email e on e.account_id = m.account_id and e.message_id = m.id
    where m.account_id = ${tx.accountId} and m.id = ${messageId} and m.direction = 'out' for update of m`);
}

/** Whether a mail with this Message-ID is kept already. */
export async function knowsEmail(tx: Transaction, internetId: string): Promise<boolean> {
  return (
    (await tx.first(
      sql`select from ringback.message_email where account_id = ${tx.accountId} and internet_id = ${internetId}`,
    )) !== null
  );
}

/** The mail of ours with one of these Message-IDs, and whose thread it is in; null where none is ours. */
export async function sentEmailOf(
  tx: Transaction,
  internetIds: readonly string[],
): Promise<{ readonly id: string; readonly number: string; readonly callback_id: string | null } | null> {
  return await tx.first(sql<{ id: string; number: string; callback_id: string | null }>`
    select m.id, m.to_number as number, m.callback_id from ringback.message_email e
    join ringback.message m on m.account_id = e.account_id and m.id = e.message_id and m.direction = 'out'
    where e.account_id = ${tx.accountId} and e.internet_id = any(${internetIds}::text[]) order by e.created_at desc limit 1`);
}

/** The number under which a conversation goes on: the one that was used last, else any of its own. */
export async function numberOfConversation(tx: Transaction, conversationId: string): Promise<string | null> {
  const row = await tx.first<{ number: string }>(sql`
    select n.number from ringback.conversation c join ringback.conversation_number n
      on n.account_id = c.account_id and n.conversation_id = coalesce(c.merged_into, c.id)
    where c.account_id = ${tx.accountId} and c.id = ${conversationId}
    order by (select max(b.opened_at) from ringback.callback b where b.account_id = n.account_id and b.caller = n.number) desc nulls last, n.number limit 1`);
  return row?.number ?? null;
}

/** The number of the contact who has this address; of several the one who was heard of last. */
export async function numberOfAddress(tx: Transaction, address: string): Promise<string | null> {
  const row = await tx.first<{ number: string }>(sql`
    select p.number from ringback.contact c join ringback.contact_phone p on p.account_id = c.account_id and p.contact_id = c.id
      left join ringback.conversation v on v.account_id = c.account_id and v.contact_id = c.id
    where c.account_id = ${tx.accountId} and lower(c.email) = ${address} and c.merged_into is null
    order by v.last_at desc nulls last, p.number limit 1`);
  return row?.number ?? null;
}

export interface MailOfAddress {
  readonly internet_id: string;
  readonly thread_ids: string[];
  readonly subject: string;
  readonly direction: "in" | "out";
  readonly opts_out: boolean;
}

/** The newest mails from and to an address, for what an answer refers to. */
export async function mailsOfAddress(tx: Transaction, address: string): Promise<readonly MailOfAddress[]> {
  return await tx.rows(sql<MailOfAddress>`select e.internet_id, e.thread_ids, e.subject, m.direction, e.opts_out
    from ringback.message_email e join ringback.message m on m.account_id = e.account_id and m.id = e.message_id
    where e.account_id = ${tx.accountId} and e.their_address = ${address} and not e.automatic order by e.created_at desc, e.message_id desc limit 10`);
}

/** Keeps a file that came with a mail, or why it was not let in. */
export function keepMailFile(
  tx: Transaction,
  file: {
    readonly id: string;
    readonly messageId: string;
    readonly position: number;
    readonly size: number;
    readonly kept: { readonly sealed: Buffer; readonly contentType: string } | null;
    readonly reason: string | null;
  },
): void {
  tx.write(sql`insert into ringback.message_media (account_id, id, message_id, position, state, reason, content, content_type, size, created_at, settled_at)
    values (${tx.accountId}, ${file.id}, ${file.messageId}, ${file.position}, ${file.kept === null ? "refused" : "fetched"}, ${file.reason},
      ${file.kept?.sealed ?? null}, ${file.kept?.contentType ?? null}, ${file.size}, ${tx.now}, ${tx.now})`);
}
