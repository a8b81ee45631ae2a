import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface StoredPushSubscription {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly device: string;
  readonly createdAt: Temporal.Instant;
  readonly lastAcceptedAt: Temporal.Instant | null;
  readonly lastError: string | null;
}

/** The devices of a person, the newest first. */
export function pushSubscriptionsOf(tx: Transaction, memberId: string): Promise<StoredPushSubscription[]> {
  return tx.rows(sql<StoredPushSubscription>`
    select id, endpoint, p256dh, auth, device, created_at as "createdAt", last_accepted_at as "lastAcceptedAt", last_error as "lastError"
    from ringback.push_subscription where account_id = ${tx.accountId} and member_id = ${memberId} order by created_at desc, id desc limit 20`);
}

/** Keeps a device. A browser has one endpoint: whoever signs in there last is told there. The oldest beyond ten fall away. */
export function keepPushSubscription(
  tx: Transaction,
  subscription: Pick<StoredPushSubscription, "id" | "endpoint" | "p256dh" | "auth" | "device"> & { memberId: string },
): void {
  tx.write(sql`
    insert into ringback.push_subscription (account_id, id, member_id, endpoint, p256dh, auth, device, created_at)
    values (${tx.accountId}, ${subscription.id}, ${subscription.memberId}, ${subscription.endpoint}, ${subscription.p256dh}, ${subscription.auth}, ${subscription.device}, ${tx.now})
    on conflict (account_id, endpoint) do update set member_id = excluded.member_id, p256dh = excluded.p256dh, auth = excluded.auth,
      device = excluded.device, last_error = null`);
  tx.write(sql`delete from ringback.push_subscription where account_id = ${tx.accountId} and id in (
    select id from ringback.push_subscription where account_id = ${tx.accountId} and member_id = ${subscription.memberId}
    order by created_at desc, id desc offset 10)`);
}

/** What a push service said of a device. */
export function notePush(tx: Transaction, id: string, error: string | null): void {
  tx.write(sql`update ringback.push_subscription set last_error = ${error},
    last_accepted_at = case when ${error}::text is null then ${tx.now}::timestamptz else last_accepted_at end
    where account_id = ${tx.accountId} and id = ${id}`);
}

export function forgetPushSubscription(tx: Transaction, id: string): void {
  tx.write(sql`delete from ringback.push_subscription where account_id = ${tx.accountId} and id = ${id}`);
}

/** Answers whether there was one. */
export async function forgetPushEndpoint(tx: Transaction, memberId: string, endpoint: string): Promise<boolean> {
  const rows = await tx.rows(sql`delete from ringback.push_subscription
    where account_id = ${tx.accountId} and member_id = ${memberId} and endpoint = ${endpoint} returning id`);
  return rows.length > 0;
}
