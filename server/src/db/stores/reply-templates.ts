import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** An answer that is kept for everybody. */
export interface ReplyTemplate {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** Offered first where the caller wants this; null: for everything. */
  readonly intent: string | null;
}

export function insertReplyTemplate(tx: Transaction, { id, title, body, intent }: ReplyTemplate): void {
  tx.write(sql`insert into ringback.reply_template (account_id, id, title, body, intent, created_at, changed_at)
    values (${tx.accountId}, ${id}, ${title}, ${body}, ${intent}, ${tx.now}, ${tx.now})`);
}

/** Answers false where there is none of this id. */
export async function updateReplyTemplate(
  tx: Transaction,
  { id, title, body, intent }: ReplyTemplate,
): Promise<boolean> {
  const rows =
    await tx.rows(sql`update ringback.reply_template set title = ${title}, body = ${body}, intent = ${intent}, changed_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${id} and removed_at is null returning id`);
  return rows.length > 0;
}

/** Answers false where there is none of this id. */
export async function removeReplyTemplate(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows(sql`update ringback.reply_template set removed_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${id} and removed_at is null returning id`);
  return rows.length > 0;
}
