import type { NoticeChannel } from "@ringback/core/people/notice-channels.ts";
import type { NoticeUrgency } from "@ringback/core/people/quiet-hours.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/**
 * `sent`: it left (a mail server took it, a phone rings). `delivered`: a push service or a chat has it, or a person pressed
 * the key. `withdrawn`: nobody needed it any more. Texts to staff are messages and have states of their own.
 */
export type NotificationState = "queued" | "sending" | "sent" | "delivered" | "failed" | "unknown" | "withdrawn";

export interface NewNotification {
  readonly id: string;
  /** null: it goes to the chat of the business. */
  readonly memberId: string | null;
  readonly callbackId: string | null;
  readonly escalationId: string | null;
  readonly channel: Exclude<NoticeChannel, "sms">;
  /** What makes this notice one of a kind. */
  readonly key: string;
  readonly subject: string;
  readonly body: string;
  /** Where to look at it, as a path of the web app. */
  readonly url: string;
  readonly urgency: NoticeUrgency;
  readonly usefulUntil: Temporal.Instant;
  readonly detail?: NotificationDetail;
}

/** What a channel needs to go on. */
export interface NotificationDetail {
  /** The line that a call to staff leaves from. */
  readonly line?: string;
  readonly connectionId?: string;
}

/** Writes a notice down before it is sent. Answers false when this notice was written to this person before. */
export async function planNotification(tx: Transaction, notice: NewNotification): Promise<boolean> {
  const rows = await tx.rows(sql`
    insert into ringback.notification (account_id, id, member_id, callback_id, escalation_id, channel, kind, notice_key, subject, body, url, urgency, useful_until, detail, state, created_at)
    values (${tx.accountId}, ${notice.id}, ${notice.memberId}, ${notice.callbackId}, ${notice.escalationId}, ${notice.channel}, ${notice.key}, ${notice.key},
      ${notice.subject}, ${notice.body}, ${notice.url}, ${notice.urgency}, ${notice.usefulUntil}, ${notice.detail ?? {}}, 'queued', ${tx.now})
    on conflict do nothing returning id`);
  return rows.length > 0;
}

export interface StoredNotification {
  readonly id: string;
  readonly member_id: string | null;
  readonly callback_id: string | null;
  readonly escalation_id: string | null;
  readonly channel: Exclude<NoticeChannel, "sms">;
  readonly notice_key: string | null;
  readonly state: NotificationState;
  readonly email: string | null;
  readonly phone: string | null;
  readonly subject: string;
  readonly body: string;
  readonly url: string | null;
  readonly urgency: NoticeUrgency | null;
  readonly useful_until: Temporal.Instant | null;
  readonly attempts: number;
  readonly detail: NotificationDetail;
  /** Its alarm was taken in hand or ended, or its callback closed. */
  readonly settled: boolean;
  readonly error: string | null;
}

export function lockNotification(tx: Transaction, id: string): Promise<StoredNotification | null> {
  return tx.first(sql<StoredNotification>`
    select n.id, n.member_id, n.callback_id, n.escalation_id, n.channel, n.notice_key, n.state, n.error, m.email, m.phone, n.subject, n.body, n.url, n.urgency,
      n.useful_until, n.attempts, n.detail,
      coalesce((select e.acknowledged_at is not null or e.ended_at is not null from ringback.escalation e where e.account_id = n.account_id and e.id = n.escalation_id), false)
        or coalesce((select b.state = 'closed' from ringback.callback b where b.account_id = n.account_id and b.id = n.callback_id), false) as settled
    from ringback.notification n left join ringback.member m on m.account_id = n.account_id and m.id = n.member_id
    where n.account_id = ${tx.accountId} and n.id = ${id} for update of n`);
}

export function changeNotification(
  tx: Transaction,
  id: string,
  state: NotificationState,
  error: string | null,
  providerCallId?: string,
): void {
  tx.write(sql`update ringback.notification set state = ${state}, error = ${error},
    sent_at = case when ${state} in ('sent', 'delivered') then coalesce(sent_at, ${tx.now}::timestamptz) else sent_at end,
    attempts = attempts + case when ${state} = 'sending' then 1 else 0 end,
    provider_call_id = coalesce(${providerCallId ?? null}, provider_call_id),
    claimed_at = case when ${state} = 'sending' then ${tx.now}::timestamptz else claimed_at end where account_id = ${tx.accountId} and id = ${id}`);
}

/** Whether a phone of this person rings about this callback, or rang a moment ago. */
export async function ringsAlready(tx: Transaction, memberId: string, callbackId: string): Promise<boolean> {
  return (
    (await tx.first(sql`select 1 as one from ringback.notification where account_id = ${tx.accountId} and callback_id = ${callbackId}
      and member_id = ${memberId} and channel = 'voice' and state in ('queued', 'sending', 'sent') and created_at > ${tx.now.subtract({ minutes: 2 })}`)) !==
    null
  );
}

/**
 * Whether any channel of this notice may have reached somebody, or still may. What waits for another try after a failure
 * is no hope: the next person is told meanwhile.
 */
export async function anyHope(tx: Transaction, noticeKey: string, callbackId: string): Promise<boolean> {
  const row = await tx.first<{ hope: boolean }>(sql`
    select exists (select from ringback.notification where account_id = ${tx.accountId} and notice_key = ${noticeKey} and member_id is not null
        and (state in ('sending', 'sent', 'delivered', 'unknown') or (state = 'queued' and error is null)))
      or exists (select from ringback.message where account_id = ${tx.accountId} and callback_id = ${callbackId} and purpose = 'staff-alert'
        and decision->>'notice' = ${noticeKey} and state not in ('failed', 'undelivered', 'expired', 'suppressed')
        and not (state = 'queued' and failures > 0)) as hope`);
  return row?.hope ?? false;
}
