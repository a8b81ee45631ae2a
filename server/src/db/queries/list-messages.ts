import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { type Place, pageOf } from "./cursor.ts";

type Answer = AnswerOf<Routes["listMessages"]>;
type MessageRow = Omit<Answer["messages"][number], "createdAt" | "sentAt" | "rules"> & {
  readonly createdAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly rules: string[] | null;
};

/** Texts in both directions, newest first, alarms to the team included: each with its state and the rules that decided. */
export async function listMessages(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { limit, after }: { limit: number; after: Place | null },
): Promise<Answer> {
  const beyond =
    after === null
      ? sql``
      : sql`and created_at <= ${after.at} and (created_at < ${after.at} or id > ${after.id}::uuid)`;
  const rows = await transaction(db, accountId, now, (tx) =>
    tx.rows(sql<MessageRow>`
      select id, direction, purpose, from_number as "from", to_number as "to", body, state, reason, error_code as "errorCode",
        created_at as "createdAt", sent_at as "sentAt", provider_message_id as "providerMessageId", episode_id as "episodeId", decision->'rules' as rules
      from ringback.message where account_id = ${accountId} ${beyond} order by created_at desc, id limit ${limit + 1}`),
  );
  const { page, nextCursor } = pageOf(rows, limit, (row) => ({ at: row.createdAt, id: row.id }));
  const messages = page.map((row) => ({
    ...row,
    createdAt: row.createdAt.toString(),
    sentAt: row.sentAt?.toString() ?? null,
    rules: row.rules ?? [],
  }));
  return { messages, nextCursor };
}
