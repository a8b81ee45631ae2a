import type { Connection, PhoneNumberBody } from "@ringback/contract/connections.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A connection as it is stored, without what only its provider knows: URLs, abilities, and so its health. */
export interface ConnectionRow {
  readonly id: string;
  readonly provider: string;
  readonly label: string;
  readonly externalAccountId: string;
  readonly apiBaseUrl: string;
  readonly simulated: boolean;
  readonly settings: Readonly<Record<string, string>>;
  readonly lastEventAt: Temporal.Instant | null;
  readonly lastError: string | null;
  readonly lastErrorAt: Temporal.Instant | null;
  readonly logError: string | null;
  readonly logErrorAt: Temporal.Instant | null;
  readonly logReadUntil: Temporal.Instant | null;
  readonly liveSince: Temporal.Instant | null;
  readonly refusedWebhooks: number;
  readonly hasPreviousToken: boolean;
}

/** A connection as the screen shows it. */
export type ListedConnection = Connection;

/** The provider accounts of a business. */
export async function loadConnectionRows(tx: Transaction): Promise<ConnectionRow[]> {
  return await tx.rows<ConnectionRow>(sql`
    select id, provider, label, external_account_id as "externalAccountId", api_base_url as "apiBaseUrl", simulated, settings,
      last_event_at as "lastEventAt", last_error as "lastError", last_error_at as "lastErrorAt",
      log_error as "logError", log_error_at as "logErrorAt", log_read_until as "logReadUntil", live_since as "liveSince",
      refused_webhooks as "refusedWebhooks", previous_secret is not null as "hasPreviousToken"
    from ringback.connection where account_id = ${tx.accountId} and removed_at is null order by created_at, id`);
}

/** A number of the business with its traffic. */
export type NumberRow = PhoneNumberBody;

/** The numbers of a business with their traffic. */
export async function loadNumberRows(tx: Transaction): Promise<NumberRow[]> {
  const rows = await tx.rows<Omit<NumberRow, "lastCallAt"> & { lastCallAt: Temporal.Instant | null }>(sql`
    select number.id, number.number, number.label, number.source, number.line_of_service as "lineOfService", number.mode,
      number.registration, number.connection_id as "connectionId", number.webhooks,
      number.previous_settings is not null as "canUndo", traffic.last_call_at as "lastCallAt",
      traffic.calls as "callsLast30Days"
    from ringback.phone_number number
    cross join lateral (
      -- From the daily counts: counting the calls themselves took a second on a number with a year of traffic.
      select coalesce((select sum(calls) from ringback.call_tally where account_id = ${tx.accountId} and number_id = number.id
          and standing <> 'history' and local_day > (${tx.now}::timestamptz - interval '30 days')::date), 0)::integer as calls,
        (select max(arrived_at) from ringback.call where account_id = ${tx.accountId} and number_id = number.id
          and entered <> 'import' and drill_id is null) as last_call_at
    ) traffic
    where number.account_id = ${tx.accountId} order by number.created_at, number.id`);
  return rows.map((row) => ({ ...row, lastCallAt: row.lastCallAt?.toString() ?? null }));
}
