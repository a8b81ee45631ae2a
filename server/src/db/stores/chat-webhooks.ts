import type { NoticeUrgency } from "@ringback/core/people/quiet-hours.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** What the address of a chat's webhook is sealed for. */
export const chatWebhookPurpose = "chat-webhook";

export interface StoredChatWebhook {
  readonly id: string;
  /** null: the business's own. */
  readonly memberId: string | null;
  readonly sealedUrl: Buffer;
  readonly host: string;
  readonly urgencies: readonly NoticeUrgency[];
  readonly lastPostedAt: Temporal.Instant | null;
  readonly lastError: string | null;
}

/** The chat of a person, or of the business (null). */
export function chatWebhookOf(tx: Transaction, memberId: string | null): Promise<StoredChatWebhook | null> {
  return tx.first(sql<StoredChatWebhook>`
    select id, member_id as "memberId", sealed_url as "sealedUrl", host, urgencies, last_posted_at as "lastPostedAt", last_error as "lastError"
    from ringback.chat_webhook where account_id = ${tx.accountId} and member_id is not distinct from ${memberId}::uuid`);
}

export function saveChatWebhook(
  tx: Transaction,
  webhook: Pick<StoredChatWebhook, "id" | "memberId" | "sealedUrl" | "host" | "urgencies">,
): void {
  tx.write(sql`
    insert into ringback.chat_webhook (account_id, id, member_id, sealed_url, host, urgencies, created_at)
    values (${tx.accountId}, ${webhook.id}, ${webhook.memberId}, ${webhook.sealedUrl}, ${webhook.host}, ${[...webhook.urgencies]}, ${tx.now})
    on conflict (account_id, member_id) do update set sealed_url = excluded.sealed_url, host = excluded.host, urgencies = excluded.urgencies, last_error = null`);
}

export function setChatUrgencies(tx: Transaction, urgencies: readonly NoticeUrgency[]): void {
  tx.write(
    sql`update ringback.chat_webhook set urgencies = ${[...urgencies]} where account_id = ${tx.accountId} and member_id is null`,
  );
}

export function forgetChatWebhook(tx: Transaction, memberId: string | null): void {
  tx.write(
    sql`delete from ringback.chat_webhook where account_id = ${tx.accountId} and member_id is not distinct from ${memberId}::uuid`,
  );
}

/** What the chat said. */
export function noteChatPost(tx: Transaction, id: string, error: string | null): void {
  tx.write(sql`update ringback.chat_webhook set last_error = ${error},
    last_posted_at = case when ${error}::text is null then ${tx.now}::timestamptz else last_posted_at end
    where account_id = ${tx.accountId} and id = ${id}`);
}
