import type { EmergencyVerdict } from "@ringback/core/measurement/weekly/review-week.ts";
import type { Week } from "@ringback/core/measurement/weekly/week.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/**
 * Opens the review of a week with what is on it, unless it is open already or nobody was missed; answers whether it was
 * opened now. Drills are on none.
 */
export async function openWeeklyReview(tx: Transaction, { from, to }: Week): Promise<boolean> {
  const row = await tx.first<{ opened: boolean }>(sql`
    with zone as (select time_zone from ringback.account where id = ${tx.accountId}),
    span as (select ${from}::date::timestamp at time zone time_zone as starts, (${to}::date + 1)::timestamp at time zone time_zone as ends from zone),
    listed as (
      select id, 'unresolved' as kind from ringback.callback, span
        where account_id = ${tx.accountId} and drill_id is null and state <> 'closed' and started_at < ends
      union all
      select id, 'emergency' from ringback.callback, span
        where account_id = ${tx.accountId} and drill_id is null and urgency = 'emergency' and started_at >= starts and started_at < ends
    ),
    opened as (
      insert into ringback.weekly_review (account_id, week, opened_at)
      select ${tx.accountId}, ${from}, ${tx.now} from span
      where exists (select from listed) or exists (select from ringback.callback c where c.account_id = ${tx.accountId} and c.drill_id is null
        and c.started_at >= span.starts and c.started_at < span.ends)
      on conflict do nothing returning week
    ),
    items as (
      insert into ringback.weekly_item (account_id, week, callback_id, kind)
      select ${tx.accountId}, opened.week, listed.id, listed.kind from opened, listed
    )
    select exists (select from opened) as opened`);
  return row?.opened ?? false;
}

/** Whether the review of a week is finished, and locks it; null when that week has none. */
export async function lockWeek(tx: Transaction, week: string): Promise<{ readonly isFinished: boolean } | null> {
  return await tx.first<{ isFinished: boolean }>(
    sql`select finished_at is not null as "isFinished" from ringback.weekly_review where account_id = ${tx.accountId} and week = ${week}::date for update`,
  );
}

/** A caller or emergency on a week's review, and who has its callback now; null when it is not on it. */
export async function findItem(
  tx: Transaction,
  { week, callbackId, kind }: { readonly week: string; readonly callbackId: string; readonly kind: ItemKind },
): Promise<{ readonly ownerId: string } | null> {
  return await tx.first<{ ownerId: string }>(sql`select b.owner_id as "ownerId"
    from ringback.weekly_item i join ringback.callback b on b.account_id = i.account_id and b.id = i.callback_id
    where i.account_id = ${tx.accountId} and i.week = ${week}::date and i.callback_id = ${callbackId} and i.kind = ${kind}`);
}

export type ItemKind = "unresolved" | "emergency";

/** What a person said to one of its callers or emergencies. */
export interface ItemAnswer {
  readonly week: string;
  readonly callbackId: string;
  readonly byMember: string;
  readonly note: string | null;
}

export function nameOwner(tx: Transaction, answer: ItemAnswer & { readonly ownerId: string }): void {
  tx.write(sql`update ringback.weekly_item set owner_id = ${answer.ownerId}, note = coalesce(${answer.note}, note), by_member = ${answer.byMember}, at = ${tx.now}
    where account_id = ${tx.accountId} and week = ${answer.week}::date and callback_id = ${answer.callbackId} and kind = 'unresolved'`);
}

export function judge(tx: Transaction, answer: ItemAnswer & { readonly verdict: EmergencyVerdict | null }): void {
  tx.write(sql`update ringback.weekly_item set verdict = ${answer.verdict}, note = coalesce(${answer.note}, note), by_member = ${answer.byMember}, at = ${tx.now}
    where account_id = ${tx.accountId} and week = ${answer.week}::date and callback_id = ${answer.callbackId} and kind = 'emergency'`);
}

export function finish(tx: Transaction, week: string, byMember: string, note: string | null): void {
  tx.write(sql`update ringback.weekly_review set finished_at = ${tx.now}, finished_by = ${byMember}, note = ${note}
    where account_id = ${tx.accountId} and week = ${week}::date`);
}
