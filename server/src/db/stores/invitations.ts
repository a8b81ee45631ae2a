import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A new invitation takes the place of the member's older ones, whose links stop working. */
export function replaceInvitation(
  tx: Transaction,
  invitation: { id: string; memberId: string; tokenHash: string; expiresAt: Temporal.Instant },
): void {
  deleteOpenInvitations(tx, invitation.memberId);
  tx.write(sql`
    insert into ringback.invitation (account_id, id, member_id, token_hash, created_at, expires_at)
    values (${tx.accountId}, ${invitation.id}, ${invitation.memberId}, ${invitation.tokenHash}, ${tx.now}, ${invitation.expiresAt})`);
}

export function deleteOpenInvitations(tx: Transaction, memberId: string): void {
  tx.write(sql`delete from ringback.invitation
    where account_id = ${tx.accountId} and member_id = ${memberId} and accepted_at is null`);
}

/** Uses an invitation up. False when it was used, replaced or too old: of two who accept at once, one gets false. */
export async function useInvitation(tx: Transaction, tokenHash: string): Promise<boolean> {
  const row = await tx.first(sql`
    update ringback.invitation set accepted_at = ${tx.now}
    where account_id = ${tx.accountId} and token_hash = ${tokenHash} and accepted_at is null and expires_at > ${tx.now}
    returning id`);
  return row !== null;
}
