import type { MyNotices } from "@ringback/contract/notices.ts";
import { noticeProblemWords } from "@ringback/core/callbacks/notice-words.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** The last notices and texts to a person, newest first, with what became of each. By indexes of the person. */
export async function recentNotices(tx: Transaction, memberId: string): Promise<MyNotices["recent"]> {
  const rows = await tx.rows(sql<{
    id: string;
    at: Temporal.Instant;
    channel: MyNotices["recent"][number]["channel"];
    headline: string;
    state: string;
    error: string | null;
    is_test: boolean;
  }>`
    (select id, created_at as at, channel, subject as headline, state, error, coalesce(notice_key like 'test:%', false) as is_test
      from ringback.notification where account_id = ${tx.accountId} and member_id = ${memberId} order by created_at desc limit 8)
    union all
    (select id, created_at, 'sms', regexp_replace(left(body, 160), '\\s*(Reply OK to take it in hand\\.)?\\s*https?://\\S*$', ''), state,
        case when state in ('failed', 'undelivered', 'suppressed', 'expired') then coalesce(reason, error_code) end, coalesce(decision->>'notice' like 'test:%', false)
      from ringback.message where account_id = ${tx.accountId} and member_id = ${memberId} and purpose = 'staff-alert' order by created_at desc limit 8)
    order by at desc limit 8`);
  return rows.map(({ id, at, channel, headline, state, error, is_test }) => ({
    id,
    at: at.toString(),
    channel,
    headline,
    state,
    problem: noticeProblemWords(error),
    isTest: is_test,
  }));
}
