import type { DueDigest } from "@ringback/core/people/digest-times.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Who waits for a call back now. */
export interface Waiting {
  readonly business: string;
  readonly timeZone: string;
  readonly count: number;
  readonly overdue: number;
  /** Those due first, ten at most. */
  readonly first: readonly {
    readonly who: string | null;
    readonly number: string | null;
    readonly dueAt: Temporal.Instant;
    readonly owner: string;
  }[];
}

/** Of one person's callbacks, or of all (null). */
export async function waitingCallers(tx: Transaction, ownerId: string | null): Promise<Waiting> {
  const row = await tx.first<{
    business: string;
    time_zone: string;
    count: number;
    overdue: number;
    first: { who: string | null; number: string | null; dueAt: string; owner: string }[];
  }>(sql`
    with waiting as (
      select b.contact_id, b.caller, b.due_at, b.owner_id from ringback.callback b
      where b.account_id = ${tx.accountId} and b.state <> 'closed' and (${ownerId}::uuid is null or b.owner_id = ${ownerId}::uuid)
    ), first as (select * from waiting order by due_at limit 10)
    select a.name as business, a.time_zone, (select count(*)::int from waiting) as count,
      (select count(*)::int from waiting where due_at < ${tx.now}) as overdue,
      coalesce((select jsonb_agg(jsonb_build_object('who', c.name, 'number', f.caller, 'dueAt', f.due_at, 'owner', m.name) order by f.due_at)
        from first f join ringback.member m on m.account_id = ${tx.accountId} and m.id = f.owner_id
        left join ringback.contact c on c.account_id = ${tx.accountId} and c.id = f.contact_id), '[]') as first
    from ringback.account a where a.id = ${tx.accountId}`);
  if (row === null) throw new Error("The account does not exist.");
  const first = row.first.map((one) => ({ ...one, dueAt: Temporal.Instant.from(one.dueAt) }));
  return { business: row.business, timeZone: row.time_zone, count: row.count, overdue: row.overdue, first };
}

/** Writes down that a summary was due; false when it was already, so a second worker sends none. */
export async function keepDigest(
  tx: Transaction,
  digest: DueDigest & { readonly memberId: string; readonly waiting: number; readonly sent: boolean },
): Promise<boolean> {
  const rows = await tx.rows(sql`
    insert into ringback.digest (account_id, member_id, kind, local_day, waiting, sent, at)
    values (${tx.accountId}, ${digest.memberId}, ${digest.kind}, ${digest.localDay}, ${digest.waiting}, ${digest.sent}, ${tx.now})
    on conflict do nothing returning kind`);
  return rows.length > 0;
}

/** Plans when to look at a person's summaries again. */
export function planDigests(tx: Transaction, memberId: string, at: Temporal.Instant, playbookVersion: number): void {
  tx.write(sql`
    insert into ringback.member_notice (account_id, member_id, next_digest_at, planned_playbook, changed_at)
    values (${tx.accountId}, ${memberId}, ${at}, ${playbookVersion}, ${tx.now})
    on conflict (account_id, member_id) do update set next_digest_at = excluded.next_digest_at, planned_playbook = excluded.planned_playbook`);
}
