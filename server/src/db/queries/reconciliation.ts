import type { ReconciliationGapBody, ReconciliationRunBody } from "@ringback/contract/reconciliation.ts";
import { type GapKind, type GapState, gapWords } from "@ringback/core/measurement/reconciliation/gap.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { type Place, pageOf } from "./cursor.ts";

type RunRow = Omit<ReconciliationRunBody, "from" | "to" | "startedAt" | "finishedAt"> & {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly startedAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
};

const runColumns = sql`r.id, r.connection_id as "connectionId", c.label as "connectionLabel", r.kind, r.from_at as "from", r.to_at as "to", r.state,
  r.started_at as "startedAt", r.finished_at as "finishedAt", r.calls, r.matched, r.gaps, r.repaired, r.error`;
const runSource = sql`ringback.reconciliation_run r join ringback.connection c on c.account_id = r.account_id and c.id = r.connection_id`;

/** The comparisons of a business, or of one connection, newest first. */
export async function listRuns(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: { readonly connectionId?: string | undefined; readonly limit: number; readonly after: Place | null },
): Promise<{ runs: ReconciliationRunBody[]; nextCursor: string | null }> {
  const { connectionId, limit, after } = asked;
  const rows = await transaction(db, accountId, now, (tx) =>
    tx.rows(sql<RunRow>`select ${runColumns} from ${runSource}
      where r.account_id = ${accountId} ${connectionId === undefined ? sql`` : sql`and r.connection_id = ${connectionId}`}
        ${after === null ? sql`` : sql`and r.started_at <= ${after.at} and (r.started_at < ${after.at} or r.id < ${after.id}::uuid)`}
      order by r.started_at desc, r.id desc limit ${limit + 1}`),
  );
  const { page, nextCursor } = pageOf(rows, limit, ({ startedAt, id }) => ({ at: startedAt, id }));
  return { runs: page.map(toRun), nextCursor };
}

/** One comparison; null when the business has none such. */
export async function findRun(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  id: string,
): Promise<ReconciliationRunBody | null> {
  const row = await transaction(db, accountId, now, (tx) =>
    tx.first(sql<RunRow>`select ${runColumns} from ${runSource} where r.account_id = ${accountId} and r.id = ${id}`),
  );
  return row && toRun(row);
}

function toRun({ from, to, startedAt, finishedAt, ...run }: RunRow): ReconciliationRunBody {
  return {
    ...run,
    from: from.toString(),
    to: to.toString(),
    startedAt: startedAt.toString(),
    finishedAt: finishedAt?.toString() ?? null,
  };
}

/** Which gaps; what is left out does not matter. Days are of the business's own calendar, both included. */
export interface GapFilter {
  readonly state: GapState;
  readonly kind?: GapKind | undefined;
  readonly connectionId?: string | undefined;
  readonly numberId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

type GapRow = Omit<ReconciliationGapBody, "title" | "means" | "repair" | "arrivedAt" | "foundAt" | "settledAt"> & {
  readonly arrivedAt: Temporal.Instant | null;
  readonly foundAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | null;
};

/** The differences to the providers' logs, newest found first. */
export async function listGaps(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { limit, after, ...filter }: GapFilter & { readonly limit: number; readonly after: Place | null },
): Promise<{ gaps: ReconciliationGapBody[]; nextCursor: string | null }> {
  const beyond =
    after === null
      ? sql``
      : sql`and g.found_at <= ${after.at} and (g.found_at < ${after.at} or g.id > ${after.id}::uuid)`;
  const rows = await transaction(db, accountId, now, (tx) =>
    tx.rows(sql<GapRow>`
      select g.id, g.connection_id as "connectionId", c.label as "connectionLabel", g.kind, g.state, g.provider_call_id as "providerCallId",
        g.call_id as "callId", g.number_id as "numberId", g.dialed, g.arrived_at as "arrivedAt", g.local_day::text as day, g.found_at as "foundAt",
        g.settled_at as "settledAt", m.name as "settledBy"
      from ringback.reconciliation_gap g join ringback.connection c on c.account_id = g.account_id and c.id = g.connection_id
      left join ringback.member m on m.account_id = g.account_id and m.id = g.settled_by
      where g.account_id = ${accountId} ${conditions(filter)} ${beyond} order by g.found_at desc, g.id limit ${limit + 1}`),
  );
  const { page, nextCursor } = pageOf(rows, limit, ({ foundAt, id }) => ({ at: foundAt, id }));
  return { gaps: page.map(toGap), nextCursor };
}

/** `state` is written out, because the index of the open ones is partial. */
function conditions({ state, kind, connectionId, numberId, from, to }: GapFilter): RawBuilder<unknown> {
  const wanted = [
    sql`and g.state = ${sql.lit(state)}`,
    ...(kind === undefined ? [] : [sql`and g.kind = ${kind}`]),
    ...(connectionId === undefined ? [] : [sql`and g.connection_id = ${connectionId}`]),
    ...(numberId === undefined ? [] : [sql`and g.number_id = ${numberId}`]),
    ...(from === undefined ? [] : [sql`and g.local_day >= ${from}::date`]),
    ...(to === undefined ? [] : [sql`and g.local_day <= ${to}::date`]),
  ];
  return sql.join(wanted, sql` `);
}

function toGap({ arrivedAt, foundAt, settledAt, ...gap }: GapRow): ReconciliationGapBody {
  return {
    ...gap,
    ...gapWords[gap.kind],
    arrivedAt: arrivedAt?.toString() ?? null,
    foundAt: foundAt.toString(),
    settledAt: settledAt?.toString() ?? null,
  };
}
