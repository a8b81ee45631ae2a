import type { Role } from "@ringback/core/people/may.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { GivenCallback } from "./owners.ts";

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

/** Writes the hand-over into the history of each callback. */
export function appendHandOver(
  tx: Transaction,
  handOver: { eventIds: string[]; by: string; from: string; given: readonly GivenCallback[] },
): void {
  const { eventIds, by, from, given } = handOver;
  tx.write(sql`
    insert into ringback.callback_event (account_id, callback_id, id, kind, at, by_member, detail)
    select ${tx.accountId}, moved.callback_id, moved.event_id, 'reassigned', ${tx.now}, ${by},
      jsonb_build_object('from', ${from}::text, 'to', moved.owner_id, 'cause', 'member-removed', 'rule', moved.rule)
    from unnest(${given.map(({ id }) => id)}::uuid[], ${eventIds}::uuid[], ${given.map(({ ownerId }) => ownerId)}::uuid[],
      ${given.map(({ rule }) => rule)}::text[]) as moved (callback_id, event_id, owner_id, rule)`);
}
