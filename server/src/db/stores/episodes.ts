import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { forgetNextTry } from "./next-tries.ts";

export function openEpisode(
  tx: Transaction,
  episode: {
    id: string;
    caller: string | null;
    contactId: string | null;
    openedAt: Temporal.Instant;
    /** 0: a text opened it. */
    calls?: 0 | 1;
  },
): void {
  tx.write(sql`insert into ringback.episode (account_id, id, caller, contact_id, opened_at, last_call_at, call_count)
    values (${tx.accountId}, ${episode.id}, ${episode.caller}, ${episode.contactId}, ${episode.openedAt}, ${episode.openedAt}, ${episode.calls ?? 1})`);
}

/** Another call of the same caller about the same matter. */
export function joinEpisode(tx: Transaction, episodeId: string, callAt: Temporal.Instant): void {
  tx.write(sql`update ringback.episode set call_count = call_count + 1, last_call_at = greatest(last_call_at, ${callAt}::timestamptz)
    where account_id = ${tx.accountId} and id = ${episodeId}`);
  forgetNextTry(tx, episodeId);
}

export function closeEpisode(tx: Transaction, episodeId: string): void {
  tx.write(
    sql`update ringback.episode set closed_at = ${tx.now} where account_id = ${tx.accountId} and id = ${episodeId} and closed_at is null`,
  );
}

/**
 * Makes this transaction wait its turn with the webhooks of a callback's caller, who may be opening another episode. Before
 * the callback's own lock, as they do.
 */
export function lockCallerOf(tx: Transaction, callbackId: string): void {
  tx.write(sql`select pg_advisory_xact_lock(hashtextextended('caller:' || account_id || ':' || caller, 0))
    from ringback.callback where account_id = ${tx.accountId} and id = ${callbackId} and caller is not null`);
}

/** Whether the caller has another open episode by now. Believe it only under `lockCallerOf`. */
export async function hasNewerEpisode(tx: Transaction, caller: string | null, episodeId: string): Promise<boolean> {
  if (caller === null) return false;
  const rows = await tx.rows(sql`select id from ringback.episode
    where account_id = ${tx.accountId} and caller = ${caller} and closed_at is null and id <> ${episodeId}`);
  return rows.length > 0;
}

export function reopenEpisode(tx: Transaction, episodeId: string): void {
  tx.write(sql`update ringback.episode set closed_at = null where account_id = ${tx.accountId} and id = ${episodeId}`);
}
