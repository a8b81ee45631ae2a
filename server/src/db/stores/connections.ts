import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { acrossAccounts, type Transaction } from "#db/transaction.ts";

/** A provider account as it is stored; the secrets are sealed. */
export interface StoredConnection {
  readonly id: string;
  readonly accountId: string;
  readonly provider: string;
  readonly label: string;
  readonly externalAccountId: string;
  readonly secret: Buffer;
  readonly previousSecret: Buffer | null;
  /** Further secrets as sealed JSON, where the provider needs any. */
  readonly credentials: Buffer | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly apiBaseUrl: string;
}

const columns = sql`id, account_id as "accountId", provider, label, external_account_id as "externalAccountId", secret,
  previous_secret as "previousSecret", credentials, settings, api_base_url as "apiBaseUrl"`;

/**
 * A connection by its id alone: a webhook names nothing else, and the business is known from it. Past row security by
 * its nature; the id is the one thing it can find.
 */
export async function findConnectionById(db: Database, id: string): Promise<StoredConnection | null> {
  const [row] = await acrossAccounts<StoredConnection>(
    db,
    sql`select ${columns} from ringback.connection where id = ${id} and removed_at is null`,
  );
  return row ?? null;
}

export async function loadConnection(tx: Transaction, id: string): Promise<StoredConnection | null> {
  return await tx.first<StoredConnection>(
    sql`select ${columns} from ringback.connection
      where account_id = ${tx.accountId} and id = ${id} and removed_at is null for update`,
  );
}

/** The connections of a business by name and kind, without their secrets. */
export async function listConnectionsOf(
  tx: Transaction,
): Promise<{ id: string; label: string; provider: string; simulated: boolean }[]> {
  return await tx.rows(sql<{ id: string; label: string; provider: string; simulated: boolean }>`
    select id, label, provider, simulated from ringback.connection
    where account_id = ${tx.accountId} and removed_at is null order by created_at, id`);
}

/** The connection of this business to the same account of the same provider, if there is one. */
export async function findSameConnection(
  tx: Transaction,
  { provider, externalAccountId, apiBaseUrl }: Pick<StoredConnection, "provider" | "externalAccountId" | "apiBaseUrl">,
): Promise<StoredConnection | null> {
  return await tx.first<StoredConnection>(
    sql`select ${columns} from ringback.connection
      where account_id = ${tx.accountId} and provider = ${provider} and external_account_id = ${externalAccountId}
        and api_base_url = ${apiBaseUrl} and removed_at is null
      order by created_at limit 1 for update`,
  );
}

/** The connection of this business to an account of a provider, at whichever address. */
export async function findAccountConnection(
  tx: Transaction,
  { provider, externalAccountId }: Pick<StoredConnection, "provider" | "externalAccountId">,
): Promise<StoredConnection | null> {
  return await tx.first<StoredConnection>(
    sql`select ${columns} from ringback.connection
      where account_id = ${tx.accountId} and provider = ${provider} and external_account_id = ${externalAccountId}
        and removed_at is null order by created_at limit 1`,
  );
}

export function insertConnection(
  tx: Transaction,
  row: Omit<StoredConnection, "accountId" | "previousSecret"> & { simulated: boolean },
): void {
  tx.write(sql`insert into ringback.connection
      (account_id, id, provider, label, external_account_id, secret, credentials, settings, api_base_url, simulated, created_at)
    values (${tx.accountId}, ${row.id}, ${row.provider}, ${row.label}, ${row.externalAccountId}, ${row.secret},
      ${row.credentials}, ${row.settings}, ${row.apiBaseUrl}, ${row.simulated}, ${tx.now})`);
  tx.changed({ kind: "connection", id: row.id });
}

/** Saves what may change of a connection; its id, provider and account stay. */
export function saveConnection(tx: Transaction, row: StoredConnection): void {
  tx.write(sql`update ringback.connection set label = ${row.label}, api_base_url = ${row.apiBaseUrl}, secret = ${row.secret},
      previous_secret = ${row.previousSecret}, credentials = ${row.credentials}, settings = ${row.settings}
    where account_id = ${tx.accountId} and id = ${row.id}`);
  tx.changed({ kind: "connection", id: row.id });
}

/** Notes what went wrong when we last asked the provider; null when all was well. Words for the screen, nothing personal. */
export function noteConnectionError(tx: Transaction, id: string, error: string | null): void {
  tx.write(sql`update ringback.connection set last_error = ${error}, last_error_at = ${error === null ? null : tx.now}
    where account_id = ${tx.accountId} and id = ${id}`);
  tx.changed({ kind: "connection", id });
}

/** Notes since when events flow over a connection that we hold open; null when they do not. */
export function noteLive(tx: Transaction, id: string, since: Temporal.Instant | null): void {
  tx.write(sql`update ringback.connection set live_since = ${since} where account_id = ${tx.accountId} and id = ${id}`);
  tx.changed({ kind: "connection", id });
}

/** The connections of every business to these providers, each with a fingerprint of what it is made with. */
export async function listStreamsOf(
  db: Database,
  providers: readonly string[],
): Promise<{ connectionId: string; fingerprint: string }[]> {
  return await acrossAccounts(
    db,
    sql`select id as "connectionId", md5(row(external_account_id, secret, credentials, settings, api_base_url)::text) as fingerprint
      from ringback.connection where removed_at is null and provider = any(${providers}) order by created_at, id`,
  );
}

/** Adds to what the webhooks told: how many were refused, and when the last good one came. */
export function addWebhookCounts(
  tx: Transaction,
  id: string,
  counts: { readonly refused: number; readonly lastEventAt: Temporal.Instant | null },
): void {
  tx.write(sql`update ringback.connection set refused_webhooks = refused_webhooks + ${counts.refused},
      last_event_at = greatest(last_event_at, ${counts.lastEventAt}::timestamptz)
    where account_id = ${tx.accountId} and id = ${id}`);
  tx.changed({ kind: "connection", id });
}

/** Ends a connection. The row stays, because calls and texts point at it; its secrets do not. */
export function endConnection(tx: Transaction, id: string): void {
  tx.write(sql`update ringback.connection set removed_at = ${tx.now}, secret = ''::bytea, previous_secret = null, credentials = null
    where account_id = ${tx.accountId} and id = ${id}`);
  tx.write(sql`update ringback.phone_number set connection_id = null, webhooks = 'unknown', provider_number_id = null
    where account_id = ${tx.accountId} and connection_id = ${id}`);
  tx.changed({ kind: "connection", id });
}
