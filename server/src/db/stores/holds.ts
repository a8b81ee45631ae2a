import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface StoredHold {
  readonly id: string;
  readonly callbackId: string;
  readonly callId: string | null;
  readonly reason: string;
  readonly resolvedAt: Temporal.Instant | null;
}

export function lockHold(tx: Transaction, holdId: string): Promise<StoredHold | null> {
  return tx.first(sql<StoredHold>`select id, callback_id as "callbackId", call_id as "callId", reason, resolved_at as "resolvedAt"
    from ringback.hold where account_id = ${tx.accountId} and id = ${holdId} for update`);
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
  }>`update ringback.hold set resolved_at = null, resolution = null
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and resolution = 'callback-closed' and resolved_at = ${closedAt} returning id`);
  return rows.map((row) => row.id);
}
