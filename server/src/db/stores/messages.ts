import { countSegments } from "@ringback/core/acknowledgement/count-segments.ts";
import type { DeliveryState } from "@ringback/core/acknowledgement/delivery-state.ts";
import type { MessageClass, MessagePurpose } from "@ringback/core/acknowledgement/outbound-question.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export type MessageState = "queued" | "sending" | "unknown" | "suppressed" | "expired" | "received" | DeliveryState;

export interface NewMessage {
  readonly id: string;
  readonly purpose: MessagePurpose;
  readonly class: MessageClass;
  readonly state: "queued" | "suppressed";
  readonly connectionId: string | null;
  readonly fromNumber: string | null;
  readonly toNumber: string | null;
  readonly body: string;
  readonly episodeId?: string | null;
  readonly contactId?: string | null;
  readonly callbackId?: string | null;
  readonly escalationId?: string | null;
  readonly memberId?: string | null;
  readonly decision: object;
  readonly reason: string | null;
  /** Waits for a lawful hour until then. */
  readonly heldUntil?: Temporal.Instant | null;
  readonly playbookVersion: number | null;
  /** The contact's own call or text that this answers. */
  readonly answersAt?: Temporal.Instant | null;
  /** Every text gets stale; none is tried for ever. */
  readonly usefulUntil: Temporal.Instant;
}

/**
 * Writes an outgoing text down before anything is sent. A second acknowledgement or emergency notice for an episode fails
 * the transaction (promise 3): the caller's lock makes it the only one.
 */
export function writeMessage(tx: Transaction, message: NewMessage): void {
  tx.write(sql`
    insert into ringback.message (account_id, id, direction, purpose, class, state, connection_id, from_number, to_number, body, episode_id, contact_id, callback_id, escalation_id, member_id,
      decision, reason, playbook_version, created_at, useful_until, settled_at, held_until, segments, answers_at)
    values (${tx.accountId}, ${message.id}, 'out', ${message.purpose}, ${message.class}, ${message.state}, ${message.connectionId}, ${message.fromNumber}, ${message.toNumber}, ${message.body},
      ${message.episodeId ?? null}, ${message.contactId ?? null}, ${message.callbackId ?? null}, ${message.escalationId ?? null}, ${message.memberId ?? null},
      ${message.decision}, ${message.reason}, ${message.playbookVersion}, ${tx.now}, ${message.usefulUntil}, ${message.state === "suppressed" ? tx.now : null}, ${message.heldUntil ?? null}, ${countSegments(message.body).segments}, ${message.answersAt ?? null})`);
}

/**
 * Decides an acknowledgement again that was suppressed because nobody knew whom to text; it was never sent, so this is still
 * the one. Answers its id; null when there is none that waits so.
 */
export async function redecideAcknowledgement(
  tx: Transaction,
  message: Pick<NewMessage, "state" | "toNumber" | "body" | "decision" | "reason" | "heldUntil"> & {
    readonly episodeId: string;
    readonly contactId: string | null;
  },
): Promise<string | null> {
  const row = await tx.first<{ id: string }>(sql`
    update ringback.message set state = ${message.state}, to_number = ${message.toNumber}, body = ${message.body}, contact_id = ${message.contactId},
      decision = ${message.decision}, reason = ${message.reason}, settled_at = ${message.state === "suppressed" ? tx.now : null},
      held_until = ${message.heldUntil ?? null}, segments = ${countSegments(message.body).segments}
    where account_id = ${tx.accountId} and episode_id = ${message.episodeId} and purpose = 'acknowledgement' and state = 'suppressed' and to_number is null
    returning id`);
  return row?.id ?? null;
}

export interface StoredMessage {
  readonly id: string;
  readonly purpose: MessagePurpose;
  readonly class: MessageClass;
  readonly state: MessageState;
  readonly connection_id: string | null;
  readonly from_number: string | null;
  readonly to_number: string | null;
  readonly body: string;
  readonly episode_id: string | null;
  readonly callback_id: string | null;
  readonly claimed_at: Temporal.Instant | null;
  readonly useful_until: Temporal.Instant | null;
  readonly created_at: Temporal.Instant;
  readonly lookups: number;
  /** How often the provider surely did not take it. */
  readonly failures: number;
  readonly error_code: string | null;
  /** Of an acknowledgement or an answer: the contact's own call or text that it answers. */
  readonly answers_at: Temporal.Instant | null;
  readonly playbook_version: number | null;
  readonly channel: "text" | "email";
  /** Pictures and files that go with it. */
  readonly media_count: number;
}

const columns = sql`id, purpose, class, state, connection_id, from_number, to_number, body, episode_id, callback_id, claimed_at, useful_until, created_at, lookups, failures, error_code, answers_at, playbook_version, channel,
  coalesce((decision->>'mediaCount')::int, 0) as media_count`;

export function lockMessage(tx: Transaction, messageId: string): Promise<StoredMessage | null> {
  return tx.first(
    sql<StoredMessage>`select ${columns} from ringback.message where account_id = ${tx.accountId} and id = ${messageId} for update`,
  );
}

/**
 * Makes the senders of a line's automatic texts queue up until commit, and counts what they claimed of late: webhooks that
 * are judged at the same moment do not see each other's texts, so only this count can be believed.
 */
export async function lockLineTraffic(tx: Transaction, line: string): Promise<{ lastMinute: number; lastDay: number }> {
  tx.write(sql`select pg_advisory_xact_lock(hashtextextended(${`line:${tx.accountId}:${line}`}, 0))`);
  const [counts] = await tx.rows<{ last_minute: number; last_day: number }>(sql`
    select count(*) filter (where claimed_at > ${tx.now.subtract({ minutes: 1 })})::int as last_minute, count(*)::int as last_day
    from ringback.message where account_id = ${tx.accountId} and from_number = ${line} and class in ('responsive', 'service', 'marketing')
      and claimed_at > ${tx.now.subtract({ hours: 24 })}`);
  return { lastMinute: counts?.last_minute ?? 0, lastDay: counts?.last_day ?? 0 };
}

export function lockMessageByProviderId(
  tx: Transaction,
  connectionId: string,
  providerMessageId: string,
): Promise<StoredMessage | null> {
  return tx.first(sql<StoredMessage>`select ${columns} from ringback.message
    where account_id = ${tx.accountId} and connection_id = ${connectionId} and provider_message_id = ${providerMessageId} for update`);
}

/** The provider's ids of the texts to a number that are known to be ours, so that none of them is taken for another. */
export async function knownTexts(
  tx: Transaction,
  { to }: { readonly to: string },
  since: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select provider_message_id as id from ringback.message where account_id = ${tx.accountId} and to_number = ${to} and direction = 'out'
      and provider_message_id is not null and created_at >= ${since.subtract({ hours: 24 * 30 })}`);
  return new Set(rows.map(({ id }) => id));
}

export interface MessageChange {
  readonly state: MessageState;
  readonly claimedAt?: Temporal.Instant | null;
  readonly providerMessageId?: string;
  readonly errorCode?: string | null;
  readonly reason?: string | null;
  readonly lookups?: number;
  readonly failures?: number;
  /** null: no longer held. */
  readonly heldUntil?: Temporal.Instant | null;
}

export function changeMessage(tx: Transaction, messageId: string, change: MessageChange): void {
  const settled = ["sent", "delivered", "undelivered", "failed", "suppressed", "expired"].includes(change.state);
  tx.write(sql`update ringback.message set state = ${change.state},
      claimed_at = ${change.claimedAt === undefined ? sql`claimed_at` : change.claimedAt},
      provider_message_id = coalesce(${change.providerMessageId ?? null}, provider_message_id),
      error_code = coalesce(${change.errorCode ?? null}, error_code),
      reason = coalesce(${change.reason ?? null}, reason),
      lookups = ${change.lookups ?? sql`lookups`},
      failures = ${change.failures ?? sql`failures`},
      held_until = ${change.heldUntil === undefined ? sql`held_until` : change.heldUntil},
      sent_at = case when ${change.state} in ('sent', 'delivered') then coalesce(sent_at, ${tx.now}) else sent_at end,
      settled_at = ${settled ? tx.now : null}
    where account_id = ${tx.accountId} and id = ${messageId}`);
}

/** Keeps a text that came in. */
export function keepInboundMessage(
  tx: Transaction,
  message: {
    readonly id: string;
    readonly connectionId: string;
    readonly from: string;
    readonly to: string;
    readonly body: string;
    readonly providerMessageId: string;
    readonly episodeId: string | null;
    readonly contactId: string | null;
    readonly callbackId: string | null;
    readonly mediaCount: number;
    /** Nobody has to read or answer it. */
    readonly quiet: boolean;
  },
): void {
  tx.write(sql`insert into ringback.message (account_id, id, direction, purpose, state, connection_id, from_number, to_number, body, provider_message_id, episode_id, contact_id, callback_id, decision, created_at, settled_at)
    values (${tx.accountId}, ${message.id}, 'in', 'inbound', 'received', ${message.connectionId}, ${message.from}, ${message.to}, ${message.body}, ${message.providerMessageId},
      ${message.episodeId}, ${message.contactId}, ${message.callbackId}, ${{ mediaCount: message.mediaCount, quiet: message.quiet }}, ${tx.now}, ${tx.now})`);
}
