import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Writes an e-mail down before it is sent. Answers false when this notice was written to this person before. */
export async function planNotification(
  tx: Transaction,
  notification: {
    id: string;
    memberId: string;
    callbackId: string;
    escalationId: string | null;
    kind: string;
    subject: string;
    body: string;
  },
): Promise<boolean> {
  const rows = await tx.rows(sql`
    insert into ringback.notification (account_id, id, member_id, callback_id, escalation_id, channel, kind, subject, body, state, created_at)
    select ${tx.accountId}, ${notification.id}, ${notification.memberId}, ${notification.callbackId}, ${notification.escalationId}, 'email', ${notification.kind}, ${notification.subject}, ${notification.body}, 'queued', ${tx.now}
    where not exists (select from ringback.notification where account_id = ${tx.accountId} and callback_id = ${notification.callbackId} and member_id = ${notification.memberId} and kind = ${notification.kind})
    returning id`);
  return rows.length > 0;
}

export interface StoredNotification {
  readonly id: string;
  readonly state: "queued" | "sending" | "sent" | "failed" | "unknown";
  readonly email: string | null;
  readonly subject: string;
  readonly body: string;
}

export function lockNotification(tx: Transaction, id: string): Promise<StoredNotification | null> {
  return tx.first(sql<StoredNotification>`select n.id, n.state, m.email, n.subject, n.body from ringback.notification n
    join ringback.member m on m.account_id = n.account_id and m.id = n.member_id where n.account_id = ${tx.accountId} and n.id = ${id} for update of n`);
}

export function changeNotification(
  tx: Transaction,
  id: string,
  state: StoredNotification["state"],
  error: string | null,
): void {
  tx.write(sql`update ringback.notification set state = ${state}, error = ${error}, sent_at = case when ${state} = 'sent' then ${tx.now}::timestamptz else sent_at end,
    claimed_at = case when ${state} = 'sending' then ${tx.now}::timestamptz else claimed_at end where account_id = ${tx.accountId} and id = ${id}`);
}
