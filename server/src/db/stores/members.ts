import type { Role } from "@ringback/core/people/may.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface StoredMember {
  readonly id: string;
  readonly userId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly role: Role;
  readonly notifyBySms: boolean;
  readonly notifyByEmail: boolean;
}

/** All people of the account, locked, so that two changes cannot each take the other's last owner. */
export async function lockMembers(tx: Transaction): Promise<StoredMember[]> {
  return await tx.rows(sql<StoredMember>`
    select id, user_id as "userId", name, email, phone, role, notify_by_sms as "notifyBySms", notify_by_email as "notifyByEmail"
    from ringback.member where account_id = ${tx.accountId} and removed_at is null order by created_at, id for update`);
}

export function insertMember(tx: Transaction, member: StoredMember): void {
  tx.write(sql`
    insert into ringback.member (account_id, id, user_id, name, email, phone, role, notify_by_sms, notify_by_email, created_at)
    values (${tx.accountId}, ${member.id}, ${member.userId}, ${member.name}, ${member.email}, ${member.phone}, ${member.role},
      ${member.notifyBySms}, ${member.notifyByEmail}, ${tx.now})`);
}

export function saveMember(tx: Transaction, member: StoredMember): void {
  tx.write(sql`
    update ringback.member set user_id = ${member.userId}, name = ${member.name}, email = ${member.email}, phone = ${member.phone},
      role = ${member.role}, notify_by_sms = ${member.notifyBySms}, notify_by_email = ${member.notifyByEmail}
    where account_id = ${tx.accountId} and id = ${member.id}`);
}

/** The row stays: history names it. */
export function markMemberRemoved(tx: Transaction, memberId: string): void {
  tx.write(
    sql`update ringback.member set removed_at = ${tx.now} where account_id = ${tx.accountId} and id = ${memberId}`,
  );
}

/**
 * Takes a person off all callbacks that are not closed: their own go to `to`, what they had claimed is open again, and as
 * backup they fall away. Answers the callbacks whose owner changed.
 */
export async function handOverCallbacks(tx: Transaction, from: string, to: string): Promise<string[]> {
  const rows = await tx.rows(sql<{ id: string; wasOwner: boolean }>`
    with theirs as (
      select id, owner_id = ${from} as was_owner from ringback.callback
      where account_id = ${tx.accountId} and state <> 'closed'
        and (owner_id = ${from} or backup_id = ${from} or claimed_by = ${from})
      for update
    )
    update ringback.callback callback set
      owner_id = case when theirs.was_owner then ${to}::uuid else owner_id end,
      backup_id = case when backup_id = ${from} or (theirs.was_owner and backup_id = ${to}) then null else backup_id end,
      state = case when claimed_by = ${from} then 'open' else state end,
      claimed_by = case when claimed_by = ${from} then null else claimed_by end,
      version = version + 1
    from theirs where callback.account_id = ${tx.accountId} and callback.id = theirs.id
    returning callback.id, theirs.was_owner as "wasOwner"`);
  return rows.filter((row) => row.wasOwner).map((row) => row.id);
}

/** Writes the hand-over into the history of each callback. */
export function appendHandOver(
  tx: Transaction,
  handOver: { callbackIds: string[]; eventIds: string[]; by: string; from: string; to: string },
): void {
  const detail = { from: handOver.from, to: handOver.to, cause: "member-removed" };
  tx.write(sql`
    insert into ringback.callback_event (account_id, callback_id, id, kind, at, by_member, detail)
    select ${tx.accountId}, moved.callback_id, moved.event_id, 'reassigned', ${tx.now}, ${handOver.by}, ${detail}::jsonb
    from unnest(${handOver.callbackIds}::uuid[], ${handOver.eventIds}::uuid[]) as moved (callback_id, event_id)`);
}
