import type { AlarmReason } from "@ringback/core/escalation/alarm-reason.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface StoredEscalation {
  readonly id: string;
  readonly callback_id: string;
  readonly reason: AlarmReason;
  readonly level: number;
  readonly round: number;
  readonly next_at: Temporal.Instant | null;
  readonly acknowledged_at: Temporal.Instant | null;
  readonly ended_at: Temporal.Instant | null;
}

/** Starts an alarm. Answers false when one is running already: an alarm is one, whatever reasons it has. */
export async function startEscalation(
  tx: Transaction,
  escalation: { id: string; callbackId: string; reason: AlarmReason; nextAt: Temporal.Instant },
): Promise<boolean> {
  const rows =
    await tx.rows(sql`insert into ringback.escalation (account_id, id, callback_id, reason, raised_at, next_at)
    values (${tx.accountId}, ${escalation.id}, ${escalation.callbackId}, ${escalation.reason}, ${tx.now}, ${escalation.nextAt}) on conflict do nothing returning id`);
  return rows.length > 0;
}

/** Which callback an alarm is about; asked before any lock, since the callback's comes first. */
export async function callbackOfEscalation(tx: Transaction, escalationId: string): Promise<string | null> {
  const row = await tx.first(
    sql<{
      id: string;
    }>`select callback_id as id from ringback.escalation where account_id = ${tx.accountId} and id = ${escalationId}`,
  );
  return row?.id ?? null;
}

export function lockEscalation(tx: Transaction, escalationId: string): Promise<StoredEscalation | null> {
  return tx.first(sql<StoredEscalation>`select id, callback_id, reason, level, round, next_at, acknowledged_at, ended_at
    from ringback.escalation where account_id = ${tx.accountId} and id = ${escalationId} for update`);
}

export function runningEscalation(tx: Transaction, callbackId: string): Promise<StoredEscalation | null> {
  return tx.first(sql<StoredEscalation>`select id, callback_id, reason, level, round, next_at, acknowledged_at, ended_at
    from ringback.escalation where account_id = ${tx.accountId} and callback_id = ${callbackId} and acknowledged_at is null and ended_at is null for update`);
}

export function climbEscalation(
  tx: Transaction,
  escalationId: string,
  next: { level: number; round: number; nextAt: Temporal.Instant | null; told: readonly string[] },
): void {
  tx.write(sql`update ringback.escalation set level = ${next.level}, round = ${next.round}, next_at = ${next.nextAt}, told = told || ${JSON.stringify(next.told)}::jsonb
    where account_id = ${tx.accountId} and id = ${escalationId}`);
}

export function acknowledgeEscalation(tx: Transaction, escalationId: string, by: string): void {
  tx.write(
    sql`update ringback.escalation set acknowledged_at = ${tx.now}, acknowledged_by = ${by}, next_at = null
      where account_id = ${tx.accountId} and id = ${escalationId} and acknowledged_at is null and ended_at is null`,
  );
}

/** The callback closed, so its alarm has nothing left to say. */
export function endEscalation(tx: Transaction, callbackId: string): void {
  tx.write(sql`update ringback.escalation set ended_at = ${tx.now}, next_at = null
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and acknowledged_at is null and ended_at is null`);
}

/** The closing was undone: an alarm that nobody had taken in hand and only the closing ended runs on, at once. */
export function resumeEscalation(
  tx: Transaction,
  callbackId: string,
  closedAt: Temporal.Instant,
): Promise<{ id: string; reason: string } | null> {
  return tx.first(sql<{
    id: string;
    reason: string;
  }>`update ringback.escalation set ended_at = null, next_at = ${tx.now}
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and acknowledged_at is null and ended_at = ${closedAt} returning id, reason`);
}

/** The newest alarm this person was told of and nobody has taken in hand; for an answer by text. Locks nothing. */
export function latestEscalationToldTo(
  tx: Transaction,
  memberId: string,
): Promise<{ id: string; callback_id: string } | null> {
  return tx.first(sql<{ id: string; callback_id: string }>`select id, callback_id from ringback.escalation
    where account_id = ${tx.accountId} and acknowledged_at is null and ended_at is null and told @> ${JSON.stringify([memberId])}::jsonb order by raised_at desc limit 1`);
}
