import { sql } from "kysely";
import { watchHoldJob } from "#db/jobs.ts";
import type { Transaction } from "#db/transaction.ts";

export interface StoredHold {
  readonly id: string;
  readonly callbackId: string;
  readonly callId: string | null;
  readonly assessmentId: string | null;
  readonly reason: string;
  readonly dueAt: Temporal.Instant;
  readonly overdueToldAt: Temporal.Instant | null;
  readonly resolvedAt: Temporal.Instant | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
}

export function lockHold(tx: Transaction, holdId: string): Promise<StoredHold | null> {
  return tx.first(sql<StoredHold>`select id, callback_id as "callbackId", call_id as "callId", assessment_id as "assessmentId", reason, due_at as "dueAt",
      overdue_told_at as "overdueToldAt", resolved_at as "resolvedAt", resolved_by as "resolvedBy", resolution
    from ringback.hold where account_id = ${tx.accountId} and id = ${holdId} for update`);
}

/** The callback that a hold belongs to: its lock comes before the hold's, as everywhere. */
export async function callbackOfHold(tx: Transaction, holdId: string): Promise<string | null> {
  const row = await tx.first(
    sql<{
      id: string;
    }>`select callback_id as id from ringback.hold where account_id = ${tx.accountId} and id = ${holdId}`,
  );
  return row?.id ?? null;
}

/** Notes that the fallback person was told that nobody had decided in time. */
export function noteHoldOverdue(tx: Transaction, holdId: string): void {
  tx.write(
    sql`update ringback.hold set overdue_told_at = ${tx.now} where account_id = ${tx.accountId} and id = ${holdId}`,
  );
}

/** A decision is taken back: it waits again, by the clock it had. Answers false when the same reason waits already. */
export async function reopenHold(tx: Transaction, hold: StoredHold): Promise<boolean> {
  const rows =
    await tx.rows(sql`update ringback.hold set resolved_at = null, resolved_by = null, resolution = null, detail = detail - 'note'
    where account_id = ${tx.accountId} and id = ${hold.id} and not exists (select from ringback.hold other where other.account_id = ${tx.accountId}
      and other.callback_id = ${hold.callbackId} and other.reason = ${hold.reason} and other.resolved_at is null) returning id`);
  if (rows.length > 0) tx.enqueue(watchHoldJob(tx.accountId, hold.id, hold.dueAt));
  return rows.length > 0;
}

export function resolveHold(
  tx: Transaction,
  holdId: string,
  { by, resolution, note }: { by: string; resolution: "confirmed" | "corrected" | "dismissed"; note: string | null },
): void {
  tx.write(sql`update ringback.hold set resolved_at = ${tx.now}, resolved_by = ${by}, resolution = ${resolution},
      detail = case when ${note}::text is null then detail else detail || jsonb_build_object('note', ${note}::text) end
    where account_id = ${tx.accountId} and id = ${holdId}`);
}

/** The callback closed, so nothing of it waits for a review any more. Answers the holds that ended. */
export async function endHoldsOf(tx: Transaction, callbackId: string): Promise<string[]> {
  const rows = await tx.rows(sql<{
    id: string;
  }>`update ringback.hold set resolved_at = ${tx.now}, resolution = 'callback-closed'
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and resolved_at is null returning id`);
  return rows.map((row) => row.id);
}

/** The caller's number is known now. Answers the holds that waited for it. */
export async function endHoldForNumber(tx: Transaction, callbackId: string): Promise<string[]> {
  const rows = await tx.rows(sql<{
    id: string;
  }>`update ringback.hold set resolved_at = ${tx.now}, resolution = 'confirmed'
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and reason in ('withheld-number', 'no-caller-number') and resolved_at is null returning id`);
  return rows.map((row) => row.id);
}

/** The closing was undone: what waited for a review until then waits again. Answers these holds. */
export async function resumeHoldsOf(
  tx: Transaction,
  callbackId: string,
  closedAt: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx.rows(sql<{
    id: string;
    dueAt: Temporal.Instant;
  }>`update ringback.hold set resolved_at = null, resolution = null
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and resolution = 'callback-closed' and resolved_at = ${closedAt} returning id, due_at as "dueAt"`);
  for (const { id, dueAt } of rows) tx.enqueue(watchHoldJob(tx.accountId, id, dueAt));
  return rows.map((row) => row.id);
}
