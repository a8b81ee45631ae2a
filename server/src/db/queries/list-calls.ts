import type { CallSummary } from "@ringback/contract/calls.ts";
import type { entered, Standing } from "@ringback/contract/ledger.ts";
import { noNumberId } from "@ringback/contract/no-number.ts";
import type { MissReason } from "@ringback/core/calls/missed-call.ts";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { type Place, pageOf } from "./cursor.ts";

type CallColumns = Omit<CallSummary, "arrivedAt" | "endedAt" | "detectedAt"> & {
  readonly arrivedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly detectedAt: Temporal.Instant | null;
};

/** Which calls; what is left out does not matter. */
export interface CallFilter {
  readonly outcome?: "answered" | "missed" | undefined;
  /** Days of the business's own calendar, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** One of the business's numbers; `noNumberId` for calls to none of them. */
  readonly number?: string | undefined;
  readonly standing?: Standing | undefined;
  readonly entered?: z.output<typeof entered> | undefined;
  readonly reason?: MissReason | undefined;
}

/** Calls, newest first. */
export async function listCalls(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { limit, after, ...filter }: CallFilter & { limit: number; after: Place | null },
): Promise<{ calls: CallSummary[]; nextCursor: string | null }> {
  const wanted = filterCalls(accountId, filter);
  const beyond =
    after === null
      ? sql``
      : sql`and arrived_at <= ${after.at} and (arrived_at < ${after.at} or id > ${after.id}::uuid)`;
  const rows = await transaction(db, accountId, now, (tx) =>
    tx.rows(
      callColumns(
        sql`select * from ringback.call where account_id = ${accountId} ${wanted} ${beyond} order by arrived_at desc, id limit ${limit + 1}`,
      ),
    ),
  );
  rows.sort((a, b) => Temporal.Instant.compare(b.arrivedAt, a.arrivedAt) || (a.id < b.id ? -1 : 1));
  const { page, nextCursor } = pageOf(rows, limit, (row) => ({ at: row.arrivedAt, id: row.id }));
  return { calls: page.map(toCallSummary), nextCursor };
}

/** Calls by their ids, newest first. */
export async function callsById(tx: Transaction, ids: readonly string[]): Promise<CallSummary[]> {
  const rows = await tx.rows(
    callColumns(sql`select * from ringback.call where account_id = ${tx.accountId} and id = any(${[...ids]}::uuid[])`),
  );
  rows.sort((a, b) => Temporal.Instant.compare(b.arrivedAt, a.arrivedAt) || (a.id < b.id ? -1 : 1));
  return rows.map(toCallSummary);
}

/**
 * The conditions of a filter. Days become bounds of `arrived_at` in the business's zone, so that the list's own index
 * serves; `standing`, `entered` and `reason` are written out, because the indexes of the rare ones are partial. Drills are in no
 * list by standing, as they are in no count.
 */
export function filterCalls(accountId: string, filter: CallFilter): RawBuilder<unknown> {
  const { outcome, from, to, number, standing, entered, reason } = filter;
  const zone = sql`(select time_zone from ringback.account where id = ${accountId})`;
  const conditions = [
    ...(outcome === undefined ? [] : [sql`outcome = ${outcome}`]),
    ...(from === undefined ? [] : [sql`arrived_at >= (${from}::date::timestamp at time zone ${zone})`]),
    ...(to === undefined ? [] : [sql`arrived_at < ((${to}::date + 1)::timestamp at time zone ${zone})`]),
    ...(number === undefined
      ? []
      : [number === noNumberId ? sql`number_id is null` : sql`number_id = ${number}::uuid`]),
    ...(standing === undefined ? [] : [sql`standing = ${sql.lit(standing)} and drill_id is null`]),
    // What `history` means, said so that the index finds it.
    ...(standing === "history" ? [sql`entered = 'import'`] : []),
    ...(entered === undefined ? [] : [sql`entered = ${sql.lit(entered)}`]),
    ...(reason === undefined ? [] : [sql`miss_reason = ${sql.lit(reason)}`]),
  ];
  return conditions.length === 0 ? sql`` : sql`and ${sql.join(conditions, sql` and `)}`;
}

/** The columns of calls in `which` (rows of `ringback.call`), with the name of whoever answered (a member, else whom the phone system names) and the callback. */
export function callColumns(which: RawBuilder<unknown>): RawBuilder<CallColumns> {
  return sql<CallColumns>`
    with c as materialized (${which})
    select c.id, c.provider_call_id as "providerCallId", c.caller as "from", coalesce(contact.name, c.caller_name) as "callerName", c.dialed as "to",
      c.arrived_at as "arrivedAt", c.ended_at as "endedAt", c.state, c.outcome, c.miss_reason as "missReason", c.detected_at as "detectedAt", c.standing, c.entered,
      c.detected_after_ms as "detectedAfterMs", coalesce(member.name, case when c.outcome = 'answered' then c.facts->'reported'->>'answeredBy' end) as "answeredBy", c.rang_seconds as "rangSeconds",
      c.waited_seconds as "waitedSeconds", c.answered_late as "answeredLate", c.drill_id is not null as drill, callback.id as "callbackId"
    from c
    left join ringback.contact contact on contact.account_id = c.account_id and contact.id = c.contact_id
    left join ringback.member member on member.account_id = c.account_id and member.id = c.answered_by
    left join ringback.callback callback on callback.account_id = c.account_id and callback.episode_id = c.episode_id`;
}

export function toCallSummary(row: CallColumns): CallSummary {
  return {
    ...row,
    arrivedAt: row.arrivedAt.toString(),
    endedAt: row.endedAt?.toString() ?? null,
    detectedAt: row.detectedAt?.toString() ?? null,
  };
}
