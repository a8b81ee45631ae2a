import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { holdLabel, holdWords } from "@ringback/core/callbacks/hold-words.ts";
import { ruleWords } from "@ringback/core/classification/evidence-words.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { callbackRows, type RowColumns, toCallbackRow } from "./callback-row.ts";
import { type Place, pageOf } from "./cursor.ts";
import { loadReadings } from "./readings.ts";
import { withOwner } from "./to-reading.ts";

type Answer = AnswerOf<Routes["listHolds"]>;
type Hold = Answer["holds"][number];

interface HoldRow {
  readonly id: string;
  readonly reason: string;
  readonly rules: string[] | null;
  readonly opened_at: Temporal.Instant;
  readonly due_at: Temporal.Instant;
  readonly callback_id: string;
  readonly call_id: string | null;
  readonly about_call: string | null;
  readonly about_message: string | null;
  readonly also: { readonly id: string; readonly reason: string }[] | null;
}

export interface ReviewQuestion {
  readonly reason?: string | undefined;
  readonly limit: number;
  readonly after: Place | null;
}

/** What waits for a person's review, by its own clock: the one due first stands first. */
export async function review(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { reason, limit, after }: ReviewQuestion,
): Promise<Answer> {
  return await transaction(db, accountId, now, async (tx) => {
    const [rows, counts] = await Promise.all([loadHolds(tx, { reason, limit, after }), loadCounts(tx)]);
    const { page, nextCursor } = pageOf(rows, limit, (row) => ({ at: row.due_at, id: row.id }));
    const ids = [...new Set(page.map((hold) => hold.callback_id))];
    const [found, readings] = await Promise.all([
      tx.rows<RowColumns>(callbackRows(accountId, now, sql`select unnest(${ids}::uuid[]) as id`)),
      loadReadings(tx, {
        callIds: page.flatMap(({ about_call: id }) => (id === null ? [] : [id])),
        messageIds: page.flatMap(({ about_message: id }) => (id === null ? [] : [id])),
      }),
    ]);
    const callbacks = new Map(found.map((row) => [row.id, toCallbackRow(row)]));
    const holds = page.flatMap((row): Hold[] => {
      const callback = callbacks.get(row.callback_id);
      const reading = readings.get(row.about_call ?? row.about_message ?? "");
      if (callback === undefined) return [];
      return [
        {
          id: row.id,
          reason: row.reason,
          text: holdWords(row.reason),
          rules: (row.rules ?? []).map(ruleWords),
          openedAt: row.opened_at.toString(),
          dueAt: row.due_at.toString(),
          callbackId: row.callback_id,
          callId: row.call_id,
          callerName: callback.callerName,
          callerNumber: callback.callerNumber,
          relation: callback.relation,
          excerpt: callback.excerpt,
          urgency: callback.urgency,
          intent: callback.intent,
          owner: callback.owner.name,
          alsoWaiting: (row.also ?? []).map((other) => ({ ...other, text: holdWords(other.reason) })),
          reading: reading === undefined ? null : withOwner(reading, callback.owner.name),
        },
      ];
    });
    return { now: now.toString(), holds, ...counts, nextCursor };
  });
}

/** What it is about: the message whose judgement called for it, else its call, else the newest message of the matter. */
function loadHolds(tx: Transaction, { reason, limit, after }: ReviewQuestion): Promise<HoldRow[]> {
  const beyond = after === null ? sql`` : sql`and (due_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
  const filter = reason === undefined ? sql`` : sql`and reason = ${reason}`;
  return tx.rows(sql<HoldRow>`
    with page as materialized (select * from ringback.hold where account_id = ${tx.accountId} and resolved_at is null ${filter} ${beyond}
      order by due_at, id limit ${limit + 1})
    select h.id, h.reason, h.detail->'rules' as rules, h.opened_at, h.due_at, h.callback_id, h.call_id,
      case when about.id is not null then about.call_id else h.call_id end as about_call, about.message_id as about_message,
      (select jsonb_agg(jsonb_build_object('id', o.id, 'reason', o.reason) order by o.due_at, o.id) from ringback.hold o
        where o.account_id = h.account_id and o.callback_id = h.callback_id and o.resolved_at is null and o.id <> h.id) as also
    from page h join ringback.callback b on b.account_id = h.account_id and b.id = h.callback_id
    left join lateral (select a.id, a.call_id, a.message_id from ringback.assessment a where a.account_id = h.account_id and a.episode_id = b.episode_id
      and (h.assessment_id is null or a.id = h.assessment_id) and (h.assessment_id is not null or h.call_id is null)
      order by a.created_at desc, a.id desc limit 1) about on true
    order by h.due_at, h.id`);
}

async function loadCounts(tx: Transaction): Promise<Pick<Answer, "waiting" | "overdue" | "reasons">> {
  const rows = await tx.rows<{ reason: string; count: number; overdue: number }>(sql`
    select reason, count(*)::int as count, (count(*) filter (where due_at <= ${tx.now}))::int as overdue
    from ringback.hold where account_id = ${tx.accountId} and resolved_at is null group by reason order by count(*) desc, reason`);
  return {
    waiting: rows.reduce((sum, row) => sum + row.count, 0),
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
    reasons: rows.map(({ reason, count }) => ({ reason, label: holdLabel(reason), count })),
  };
}
