import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface TeamMember {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly role: "owner" | "coordinator" | "agent" | "viewer";
  readonly notify_by_sms: boolean;
  readonly notify_by_email: boolean;
}

/** The people of the account now, in the order they came. */
export async function team(tx: Transaction): Promise<readonly TeamMember[]> {
  return await tx.rows(sql<TeamMember>`select id, name, email, phone, role, notify_by_sms, notify_by_email from ringback.member
    where account_id = ${tx.accountId} and removed_at is null order by created_at, id`);
}

export async function memberIds(tx: Transaction): Promise<readonly string[]> {
  return (await team(tx)).map((member) => member.id);
}
