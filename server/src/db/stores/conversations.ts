// Conversations with a caller, whoever began them.
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** `call`: they got through. `outbound`: reached from another phone. `attempt`: reached by a call back of ours. */
export interface Conversation {
  readonly how: "call" | "outbound" | "attempt";
  /** Of the call, the outbound call or the attempt. */
  readonly id: string;
  readonly memberId: string | null;
}

/**
 * A conversation with this caller that began after `since`; null when there was none. An attempt of ours counts when its
 * callback was closed as recovered, since only the person who called knows whom they reached.
 */
export async function conversationSince(
  tx: Transaction,
  caller: string,
  since: Temporal.Instant,
  conversationSeconds: number,
): Promise<Conversation | null> {
  return await tx.first(sql<Conversation>`
    (select 'call' as how, id, answered_by as "memberId" from ringback.call
      where account_id = ${tx.accountId} and caller = ${caller} and arrived_at > ${since.subtract({ hours: 5 })} and outcome = 'answered' and answered_at > ${since} and entered <> 'import'
      order by arrived_at desc limit 1)
    union all
    (select 'outbound', id, by_member from ringback.outbound_call
      where account_id = ${tx.accountId} and called = ${caller} and started_at >= ${since} and outcome = 'connected' and talk_seconds >= ${conversationSeconds} and entered <> 'import'
      order by started_at desc limit 1)
    union all
    (select 'attempt', a.id, a.by_member from ringback.episode e
      join ringback.callback b on b.account_id = e.account_id and b.episode_id = e.id and b.recovered
      join ringback.attempt a on a.account_id = b.account_id and a.callback_id = b.id and a.result = 'reached' and a.at >= ${since}
      where e.account_id = ${tx.accountId} and e.caller = ${caller} limit 1)
    limit 1`);
}
