import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { holdWords } from "@ringback/core/callbacks/hold-words.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { callbackRows, type RowColumns, toCallbackRow } from "./callback-row.ts";
import { type Place, pageOf } from "./cursor.ts";

type Answer = AnswerOf<Routes["listHolds"]>;

interface HoldRow {
  readonly id: string;
  readonly reason: string;
  readonly opened_at: Temporal.Instant;
  readonly due_at: Temporal.Instant;
  readonly callback_id: string;
  readonly call_id: string | null;
}

/** What waits for a person's review, by its own clock: the one due first stands first. */
export async function review(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { limit, after }: { limit: number; after: Place | null },
): Promise<Answer> {
  return await transaction(db, accountId, now, async (tx) => {
    const beyond = after === null ? sql`` : sql`and (due_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
    const rows =
      await tx.rows(sql<HoldRow>`select id, reason, opened_at, due_at, callback_id, call_id from ringback.hold
      where account_id = ${accountId} and resolved_at is null ${beyond} order by due_at, id limit ${limit + 1}`);
    const { page, nextCursor } = pageOf(rows, limit, (row) => ({ at: row.due_at, id: row.id }));
    const ids = [...new Set(page.map((hold) => hold.callback_id))];
    const found = await tx.rows<RowColumns>(callbackRows(accountId, now, sql`select unnest(${ids}::uuid[]) as id`));
    const callbacks = new Map(found.map((row) => [row.id, toCallbackRow(row)]));
    const holds = page.flatMap((hold) => {
      const callback = callbacks.get(hold.callback_id);
      if (callback === undefined) return [];
      return {
        id: hold.id,
        reason: hold.reason,
        text: holdWords(hold.reason),
        openedAt: hold.opened_at.toString(),
        dueAt: hold.due_at.toString(),
        callbackId: hold.callback_id,
        callId: hold.call_id,
        callerName: callback.callerName,
        callerNumber: callback.callerNumber,
        excerpt: callback.excerpt,
        urgency: callback.urgency,
        owner: callback.owner.name,
      };
    });
    return { holds, nextCursor };
  });
}
