import { type AlarmReason, alarmReasons } from "@ringback/core/escalation/alarm-reason.ts";
import { playbookDefaults } from "@ringback/core/playbook/playbook.ts";
import { sql } from "kysely";
import { runEscalationJob } from "#db/jobs.ts";
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
  /** Until when whoever acknowledged it must have tried to reach the caller; null: nobody has to. */
  readonly hand_until: Temporal.Instant | null;
  readonly acknowledged_by: string | null;
  readonly times_run_again: number;
}

/** The alarm of a callback that nobody has taken in hand. It stays as it is while the callback is locked. */
export interface RunningAlarm {
  readonly id: string;
  readonly reason: AlarmReason;
}

/** Whether and why an alarm runs for a callback. The callback is locked. */
export function runningAlarm(tx: Transaction, callbackId: string): Promise<RunningAlarm | null> {
  return tx.first(sql<RunningAlarm>`select id, reason from ringback.escalation
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and acknowledged_at is null and ended_at is null`);
}

/**
 * Starts an alarm. An alarm is one, whatever reasons it has: where one runs, a more pressing reason takes it over and its
 * own ladder begins at the first step; any other reason changes nothing.
 */
export function startEscalation(
  tx: Transaction,
  escalation: { id: string; callbackId: string; reason: AlarmReason; nextAt: Temporal.Instant },
): void {
  tx.write(sql`insert into ringback.escalation as running (account_id, id, callback_id, reason, raised_at, next_at)
    values (${tx.accountId}, ${escalation.id}, ${escalation.callbackId}, ${escalation.reason}, ${tx.now}, ${escalation.nextAt})
    on conflict (account_id, callback_id) where acknowledged_at is null and ended_at is null do update
      set reason = excluded.reason, level = 0, round = 0, next_at = excluded.next_at
      where array_position(${[...alarmReasons]}::text[], excluded.reason) < array_position(${[...alarmReasons]}::text[], running.reason)`);
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
  return tx.first(sql<StoredEscalation>`select id, callback_id, reason, level, round, next_at, acknowledged_at, ended_at, hand_until, acknowledged_by, times_run_again
    from ringback.escalation where account_id = ${tx.accountId} and id = ${escalationId} for update`);
}

export function runningEscalation(tx: Transaction, callbackId: string): Promise<StoredEscalation | null> {
  return tx.first(sql<StoredEscalation>`select id, callback_id, reason, level, round, next_at, acknowledged_at, ended_at, hand_until, acknowledged_by, times_run_again
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

/** Taken in hand, for as long as the callback's rules give to try; then the alarm is looked at again. */
export function acknowledgeEscalation(tx: Transaction, escalationId: string, by: string): void {
  tx.write(sql`update ringback.escalation e set acknowledged_at = ${tx.now}, acknowledged_by = ${by}, next_at = null,
      hand_until = ${tx.now}::timestamptz + make_interval(mins => coalesce((b.policy->'escalation'->>'handMinutes')::int, ${playbookDefaults.handMinutes}))
    from ringback.callback b where b.account_id = e.account_id and b.id = e.callback_id
      and e.account_id = ${tx.accountId} and e.id = ${escalationId} and e.acknowledged_at is null and e.ended_at is null`);
  // The job asks the row for its time.
  tx.enqueue(runEscalationJob(tx.accountId, escalationId, tx.now.add({ minutes: 1 })));
}

/** When somebody last tried to reach the caller of a callback, or put it off; null: nobody has. */
export async function lastActOn(tx: Transaction, callbackId: string): Promise<Temporal.Instant | null> {
  const row = await tx.first(sql<{ at: Temporal.Instant | null }>`select greatest(
      (select max(greatest(at, recorded_at)) from ringback.attempt where account_id = ${tx.accountId} and callback_id = ${callbackId} and undone_at is null),
      (select max(at) from ringback.callback_event where account_id = ${tx.accountId} and callback_id = ${callbackId} and kind = 'snoozed')) as at`);
  return row?.at ?? null;
}

/** Who took it in hand has tried, or given it on: nothing is left to watch. */
export function settleHand(tx: Transaction, escalationId: string): void {
  tx.write(
    sql`update ringback.escalation set hand_until = null where account_id = ${tx.accountId} and id = ${escalationId}`,
  );
}

/**
 * An alarm taken in hand runs again from its first step. Answers false when another runs for the same callback by now: one
 * is enough, and this one rests.
 */
export async function runEscalationAgain(
  tx: Transaction,
  escalationId: string,
  nextAt: Temporal.Instant,
): Promise<boolean> {
  const rows = await tx.rows(sql`update ringback.escalation as alarm
    set acknowledged_at = null, acknowledged_by = null, hand_until = null, level = 0, round = 0, next_at = ${nextAt}, times_run_again = times_run_again + 1
    where account_id = ${tx.accountId} and id = ${escalationId} and ended_at is null and not exists (select from ringback.escalation other
      where other.account_id = alarm.account_id and other.callback_id = alarm.callback_id and other.acknowledged_at is null and other.ended_at is null)
    returning id`);
  if (rows.length === 0) settleHand(tx, escalationId);
  return rows.length > 0;
}

/** The newest alarm of a callback that has not ended, running or in somebody's hands. */
export function liveEscalation(tx: Transaction, callbackId: string): Promise<StoredEscalation | null> {
  return tx.first(sql<StoredEscalation>`select id, callback_id, reason, level, round, next_at, acknowledged_at, ended_at, hand_until, acknowledged_by, times_run_again
    from ringback.escalation where account_id = ${tx.accountId} and callback_id = ${callbackId} and ended_at is null
    order by acknowledged_at desc nulls first, raised_at desc limit 1 for update`);
}

/** Given on: it runs (again), that person was told, and the ladder goes on from where it was. */
export function handOnEscalation(
  tx: Transaction,
  escalationId: string,
  memberId: string,
  nextAt: Temporal.Instant,
): void {
  tx.write(sql`update ringback.escalation set acknowledged_at = null, acknowledged_by = null, hand_until = null, next_at = ${nextAt},
      told = told || ${JSON.stringify([memberId])}::jsonb
    where account_id = ${tx.accountId} and id = ${escalationId} and ended_at is null`);
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

/** Locks the callback that `latestEscalationToldTo` is about, and answers its id. */
export async function lockCallbackToldTo(tx: Transaction, memberId: string): Promise<string | null> {
  const row = await tx.first(sql<{
    id: string;
  }>`select id from ringback.callback where account_id = ${tx.accountId} and id = (
    select callback_id from ringback.escalation where account_id = ${tx.accountId} and acknowledged_at is null and ended_at is null
      and told @> ${JSON.stringify([memberId])}::jsonb order by raised_at desc limit 1) for update`);
  return row?.id ?? null;
}

/** The newest alarm this person was told of and nobody has taken in hand; for an answer by text. Locks nothing. */
export function latestEscalationToldTo(
  tx: Transaction,
  memberId: string,
): Promise<{ id: string; callback_id: string } | null> {
  return tx.first(sql<{ id: string; callback_id: string }>`select id, callback_id from ringback.escalation
    where account_id = ${tx.accountId} and acknowledged_at is null and ended_at is null and told @> ${JSON.stringify([memberId])}::jsonb order by raised_at desc limit 1`);
}
