import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { newestChoice } from "./opt-out.ts";

export interface AnswerLine {
  /** The number of theirs that wrote or called last. */
  readonly theirs: string;
  /** The number of ours that they used, and who connects it now; null where it is none of ours any more. */
  readonly number: string | null;
  readonly numberId: string | null;
  readonly connectionId: string | null;
  readonly provider: string | null;
  readonly optedOut: boolean;
}

/**
 * Where an answer goes and whence: between the two numbers that were used last by the other side. Null: they used none.
 * Without `numberKey` whoever was forgotten and wrote again is not recognised; the sending law asks by itself.
 */
export async function answerLine(
  tx: Transaction,
  conversationId: string,
  numberKey: Uint8Array | null = null,
): Promise<AnswerLine | null> {
  return await tx.first(sql<AnswerLine>`
    with used as (
      select n.number as theirs, last.ours, last.at from ringback.conversation_number n cross join lateral (
        (select m.to_number as ours, m.created_at as at from ringback.message m where m.account_id = ${tx.accountId} and m.direction = 'in' and m.channel = 'text' and m.from_number = n.number
          order by m.created_at desc limit 1)
        union all
        (select coalesce((select p.number from ringback.phone_number p where p.account_id = c.account_id and p.id = c.number_id), c.dialed), c.arrived_at
          from ringback.call c where c.account_id = ${tx.accountId} and c.caller = n.number order by c.arrived_at desc limit 1)
      ) last where n.account_id = ${tx.accountId} and n.conversation_id = ${conversationId} order by last.at desc limit 1
    )
    select used.theirs, line.number, line.id as "numberId", line.connection_id as "connectionId",
      (select provider from ringback.connection k where k.account_id = ${tx.accountId} and k.id = line.connection_id) as provider,
      coalesce((select kind = 'opt_out' from ${newestChoice(tx.accountId, sql`used.theirs`, numberKey)} choice), false) as "optedOut"
    from used left join ringback.phone_number line on line.account_id = ${tx.accountId} and line.number = used.ours`);
}
