// Calls that the business made, as the provider reports them.
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface OutboundCallRow {
  readonly id: string;
  readonly connectionId: string;
  readonly callId: string;
  readonly from: string;
  /** The called number in E.164; null when it is none. */
  readonly called: string | null;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly outcome: string | null;
  readonly talkSeconds: number | null;
  readonly entered: "webhook" | "stream" | "provider-log";
}

/** Saves a call the business made: new, or what a later report adds to it. */
export function saveOutboundCall(tx: Transaction, row: OutboundCallRow): void {
  tx.write(sql`insert into ringback.outbound_call
      (account_id, id, connection_id, provider_call_id, number_id, from_number, called, contact_id, started_at, ended_at, outcome, talk_seconds, entered, local_day, created_at)
    values (${tx.accountId}, ${row.id}, ${row.connectionId}, ${row.callId},
      (select id from ringback.phone_number where account_id = ${tx.accountId} and number = ${row.from}), ${row.from}, ${row.called},
      (select contact_id from ringback.contact_phone where account_id = ${tx.accountId} and number = ${row.called}),
      ${row.startedAt}, ${row.endedAt}, ${row.outcome}, ${row.talkSeconds}, ${row.entered},
      (${row.startedAt}::timestamptz at time zone (select time_zone from ringback.account where id = ${tx.accountId}))::date, ${tx.now})
    on conflict (account_id, connection_id, provider_call_id) do update set
      ended_at = coalesce(outbound_call.ended_at, excluded.ended_at), outcome = coalesce(excluded.outcome, outbound_call.outcome),
      talk_seconds = greatest(outbound_call.talk_seconds, excluded.talk_seconds)`);
}

/** Whether this very report came before. */
export async function hasProviderEvent(tx: Transaction, connectionId: string, key: string): Promise<boolean> {
  const found = await tx.first<{ one: number }>(
    sql`select 1 as one from ringback.provider_event where connection_id = ${connectionId} and provider_key = ${key} limit 1`,
  );
  return found !== null;
}
