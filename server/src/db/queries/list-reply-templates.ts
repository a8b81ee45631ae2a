import type { ReplyTemplate } from "@ringback/contract/conversations.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

/** The answers that are kept for everybody, by title. */
export async function listReplyTemplates(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
): Promise<{ templates: ReplyTemplate[] }> {
  const templates = await transaction(db, accountId, now, (tx) =>
    tx.rows(sql<ReplyTemplate>`select id, title, body, intent from ringback.reply_template
      where account_id = ${accountId} and removed_at is null order by lower(title), id limit 200`),
  );
  return { templates };
}
