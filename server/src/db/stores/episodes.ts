import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export function openEpisode(
  tx: Transaction,
  episode: { id: string; caller: string | null; contactId: string | null; openedAt: Temporal.Instant },
): void {
  tx.write(sql`insert into ringback.episode (account_id, id, caller, contact_id, opened_at, last_call_at)
    values (${tx.accountId}, ${episode.id}, ${episode.caller}, ${episode.contactId}, ${episode.openedAt}, ${episode.openedAt})`);
}

/** Another call of the same caller about the same matter. */
export function joinEpisode(tx: Transaction, episodeId: string, callAt: Temporal.Instant): void {
  tx.write(sql`update ringback.episode set call_count = call_count + 1, last_call_at = greatest(last_call_at, ${callAt}::timestamptz)
    where account_id = ${tx.accountId} and id = ${episodeId}`);
}

export function closeEpisode(tx: Transaction, episodeId: string): void {
  tx.write(
    sql`update ringback.episode set closed_at = ${tx.now} where account_id = ${tx.accountId} and id = ${episodeId} and closed_at is null`,
  );
}

/** Opens an episode again, unless the caller has a newer one by now. Answers whether it is open. */
export async function reopenEpisode(tx: Transaction, episodeId: string): Promise<boolean> {
  const rows = await tx.rows(sql`
    update ringback.episode e set closed_at = null where e.account_id = ${tx.accountId} and e.id = ${episodeId}
      and not exists (select from ringback.episode o where o.account_id = e.account_id and o.caller = e.caller and o.closed_at is null and o.id <> e.id)
    returning e.id`);
  return rows.length > 0;
}
