import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Silence for so long means gone: two missed words of a screen that speaks every 10 to 15 seconds. */
export const presenceSeconds = 30;

export interface Sighting {
  readonly callbackId: string;
  readonly memberId: string;
  readonly screen: string;
}

/** Notes that a screen shows a case. Answers whether that is news: a new screen, one that was gone, or another state. */
export async function keepSighting(
  tx: Transaction,
  { callbackId, memberId, screen }: Sighting,
  state: "viewing" | "working",
): Promise<boolean> {
  const before = await tx.first(sql<{ known: boolean }>`
    with before as (
      select state, seen_at from ringback.callback_presence
      where account_id = ${tx.accountId} and callback_id = ${callbackId} and member_id = ${memberId} and screen = ${screen}
    ), kept as (
      insert into ringback.callback_presence as p (account_id, callback_id, member_id, screen, state, seen_at)
      values (${tx.accountId}, ${callbackId}, ${memberId}, ${screen}, ${state}, ${tx.now})
      on conflict (account_id, callback_id, member_id, screen) do update set state = excluded.state, seen_at = excluded.seen_at
    )
    select exists (select from before where state = ${state} and seen_at > ${oldest(tx)}) as known`);
  return before?.known !== true;
}

/** Notes that a screen has left a case. Answers whether it was there. */
export async function endSighting(tx: Transaction, { callbackId, memberId, screen }: Sighting): Promise<boolean> {
  const gone = await tx.first(sql`delete from ringback.callback_presence
    where account_id = ${tx.accountId} and callback_id = ${callbackId} and member_id = ${memberId} and screen = ${screen} returning 1`);
  return gone !== null;
}

/** What is long over. */
export function forgetSightings(tx: Transaction): void {
  tx.write(
    sql`delete from ringback.callback_presence where account_id = ${tx.accountId} and seen_at < ${tx.now.subtract({ hours: 1 })}`,
  );
}

export interface PresentMember {
  readonly callback_id: string;
  readonly member_id: string;
  readonly name: string;
  readonly state: "viewing" | "working";
  readonly seen_at: Temporal.Instant;
}

/** Who is there now, each person once a case with the most they do in it; of one case, or of all. */
export async function presentMembers(tx: Transaction, callbackId: string | null): Promise<PresentMember[]> {
  const which = callbackId === null ? sql`` : sql`and p.callback_id = ${callbackId}`;
  return await tx.rows(sql<PresentMember>`
    select p.callback_id, p.member_id, m.name, case when bool_or(p.state = 'working') then 'working' else 'viewing' end as state,
      max(p.seen_at) as seen_at
    from ringback.callback_presence p join ringback.member m on m.account_id = p.account_id and m.id = p.member_id
    where p.account_id = ${tx.accountId} and p.seen_at > ${oldest(tx)} ${which}
    group by p.callback_id, p.member_id, m.name order by p.callback_id, m.name, p.member_id limit 1000`);
}

function oldest(tx: Transaction): Temporal.Instant {
  return tx.now.subtract({ seconds: presenceSeconds });
}
