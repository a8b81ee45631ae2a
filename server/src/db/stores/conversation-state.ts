// What people do with a thread as a whole: read it, finish it, begin to write.
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** Sorts the conversation of a number to a team; null leaves it as it is. */
export function assignTeam(tx: Transaction, number: string, teamId: string | null): void {
  if (teamId === null) return;
  tx.write(sql`update ringback.conversation set team_id = ${teamId}
    where account_id = ${tx.accountId} and team_id is distinct from ${teamId}
      and id = (select conversation_id from ringback.conversation_number where account_id = ${tx.accountId} and number = ${number})`);
}

/** What a person had begun to write to a number has gone. */
export function dropDraft(tx: Transaction, number: string, memberId: string): void {
  tx.write(sql`update ringback.conversation_member set draft = ''
    where account_id = ${tx.accountId} and member_id = ${memberId} and draft <> ''
      and conversation_id = (select conversation_id from ringback.conversation_number where account_id = ${tx.accountId} and number = ${number})`);
}

/** Nothing to answer any more, and so nobody has it; or something after all. */
export function finishConversation(tx: Transaction, id: string, done: boolean): void {
  tx.write(
    done
      ? sql`update ringback.conversation set state = 'done', waiting_since = null, taken_by = null, taken_at = null where account_id = ${tx.accountId} and id = ${id}`
      : sql`update ringback.conversation set state = 'open' where account_id = ${tx.accountId} and id = ${id}`,
  );
}

/** Remembers how far a person has read; null: not at all. */
export function markRead(tx: Transaction, id: string, memberId: string, at: Temporal.Instant | null): void {
  tx.write(sql`insert into ringback.conversation_member (account_id, conversation_id, member_id, read_at) values (${tx.accountId}, ${id}, ${memberId}, ${at})
    on conflict (account_id, conversation_id, member_id) do update set read_at = excluded.read_at`);
}

export function keepDraft(tx: Transaction, id: string, memberId: string, draft: string): void {
  tx.write(sql`insert into ringback.conversation_member (account_id, conversation_id, member_id, draft) values (${tx.accountId}, ${id}, ${memberId}, ${draft})
    on conflict (account_id, conversation_id, member_id) do update set draft = excluded.draft`);
}
