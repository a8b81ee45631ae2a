import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** What is overdue and alarms a person who was told of it, all together. */
export interface OverdueForPerson {
  readonly count: number;
  /** The one that has waited longest: a message about all of them belongs to its case. */
  readonly callbackId: string;
  readonly escalationId: string;
  readonly dueAt: Temporal.Instant;
  /** Which step of its ladder told last; `0-rest` between two rounds. */
  readonly step: string;
}

/**
 * When this person last heard of anything overdue, by another notice than this; null: never. Locks the person's row, so that two
 * callbacks that come due at once do not both think they are the first.
 */
export async function lastOverdueTelling(
  tx: Transaction,
  memberId: string,
  noticeKey: string,
): Promise<Temporal.Instant | null> {
  const row = await tx.first<{ told_at: Temporal.Instant; notice_key: string }>(sql`
    insert into ringback.overdue_telling (account_id, member_id, told_at, notice_key) values (${tx.accountId}, ${memberId}, '-infinity', '')
    on conflict (account_id, member_id) do update set notice_key = overdue_telling.notice_key
    returning case when told_at = '-infinity' then null else told_at end as told_at, notice_key`);
  return row === null || row.notice_key === noticeKey ? null : row.told_at;
}

/** This person hears of what is overdue now. */
export function noteOverdueTelling(tx: Transaction, memberId: string, noticeKey: string): void {
  tx.write(sql`update ringback.overdue_telling set told_at = ${tx.now}, notice_key = ${noticeKey}
    where account_id = ${tx.accountId} and member_id = ${memberId}`);
}

/** The overdue callbacks whose alarm runs and has told this person; null: none. */
export function overdueFor(tx: Transaction, memberId: string): Promise<OverdueForPerson | null> {
  return tx.first(sql<OverdueForPerson>`
    select (count(*) over ())::int as count, b.id as "callbackId", e.id as "escalationId", b.due_at as "dueAt",
      e.round::text || case when e.level > 0 then '.' || (e.level - 1)::text else '-rest' end as step
    from ringback.escalation e join ringback.callback b on b.account_id = e.account_id and b.id = e.callback_id
    where e.account_id = ${tx.accountId} and e.acknowledged_at is null and e.ended_at is null and e.reason = 'overdue'
      and e.told @> ${JSON.stringify([memberId])}::jsonb and b.state in ('open', 'claimed')
    order by b.due_at, b.id limit 1`);
}

/** Whether this person hears of an alarm for the first time, after its step was noted. */
export async function isFirstTelling(tx: Transaction, escalationId: string, memberId: string): Promise<boolean> {
  const row = await tx.first<{ times: number }>(sql`
    select (select count(*)::int from jsonb_array_elements_text(told) one where one = ${memberId}) as times
    from ringback.escalation where account_id = ${tx.accountId} and id = ${escalationId}`);
  return (row?.times ?? 0) <= 1;
}
