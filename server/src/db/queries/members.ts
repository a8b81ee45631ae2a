import type { Member } from "@ringback/contract/members.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

/** The people of the business, with what each has to do. */
export async function listMembers(db: Database, accountId: string, now: Temporal.Instant): Promise<Member[]> {
  return await transaction(db, accountId, now, (tx) =>
    tx.rows(sql<Member>`
      select member.id, member.name, member.email, member.phone, member.role,
        case when member.user_id is not null then 'signed-up'
          when exists (select from ringback.invitation where invitation.account_id = member.account_id
            and invitation.member_id = member.id and accepted_at is null and expires_at > ${now}) then 'invited'
          else 'no-sign-in' end as standing,
        member.notify_by_sms as "notifyBySms", member.notify_by_email as "notifyByEmail",
        (select count(*) from ringback.callback where callback.account_id = member.account_id
          and callback.owner_id = member.id and callback.state <> 'closed') as "openCallbacks"
      from ringback.member where member.account_id = ${tx.accountId} and member.removed_at is null
      order by member.created_at, member.id`),
  );
}
