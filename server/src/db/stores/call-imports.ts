// Logs that were brought as files: the import itself, the pieces of its file, and saved mappings.
import type { ContactMapping } from "@ringback/core/contacts/contact-mapping.ts";
import type { FormatName, ImportMapping } from "@ringback/core/importing/mapping.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export type ImportState = "uploading" | "waiting" | "running" | "done" | "failed" | "removing" | "canceled" | "undone";

/** What a person decided about an import before it started. */
export interface ImportOptions {
  readonly mapping?: ImportMapping;
  /** The live connection whose calls these are; null: none. */
  readonly connectionId?: string | null;
  /** How a list of contacts is to be understood. */
  readonly contacts?: ContactMapping;
  /** The size of the file, where whoever brings it has said so. */
  readonly expectedBytes?: number;
}

export interface StoredImport {
  readonly id: string;
  readonly fileName: string;
  readonly fileBytes: number;
  /** A call log, or a list of contacts. */
  readonly brings: "calls" | "contacts";
  readonly state: ImportState;
  readonly format: FormatName | null;
  readonly options: ImportOptions;
  readonly cancelAsked: boolean;
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly rowDone: number;
  readonly keyDone: string | null;
  readonly stagedRows: number | null;
  readonly inbound: number;
  readonly outbound: number;
  /** Contacts that were new. */
  readonly added: number;
  /** Contacts that were known and learned something. */
  readonly changed: number;
  readonly repeated: number;
  readonly rejected: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly firstAt: Temporal.Instant | null;
  readonly lastAt: Temporal.Instant | null;
  readonly tries: number;
  readonly error: string | null;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string | null;
  readonly startedAt: Temporal.Instant | null;
  readonly finishedAt: Temporal.Instant | null;
}

const columns = sql`id, file_name as "fileName", file_bytes as "fileBytes", brings, state, format, options, cancel_asked as "cancelAsked", bytes_read as "bytesRead",
  rows_read as "rowsRead", row_done as "rowDone", key_done as "keyDone", staged_rows as "stagedRows", inbound, outbound, added, changed, repeated, rejected, reasons,
  first_at as "firstAt", last_at as "lastAt", tries, error, created_at as "createdAt", created_by as "createdBy", started_at as "startedAt", finished_at as "finishedAt"`;

/** Enters an import whose file is about to come. */
export function addImport(
  tx: Transaction,
  row: { id: string; brings: "calls" | "contacts"; fileName: string; by: string | null; options: ImportOptions },
): void {
  tx.write(sql`insert into ringback.call_import (account_id, id, brings, file_name, state, options, created_at, created_by)
    values (${tx.accountId}, ${row.id}, ${row.brings}, ${row.fileName}, 'uploading', ${row.options}, ${tx.now}, ${row.by})`);
}

export async function loadImport(tx: Transaction, importId: string): Promise<StoredImport | null> {
  return await tx.first<StoredImport>(
    sql`select ${columns} from ringback.call_import where account_id = ${tx.accountId} and id = ${importId}`,
  );
}

export async function lockImport(tx: Transaction, importId: string): Promise<StoredImport | null> {
  return await tx.first<StoredImport>(
    sql`select ${columns} from ringback.call_import where account_id = ${tx.accountId} and id = ${importId} for update`,
  );
}

/** The account's imports of one kind, newest first. */
export async function listImports(
  tx: Transaction,
  limit: number,
  brings: "calls" | "contacts" = "calls",
): Promise<StoredImport[]> {
  return await tx.rows<StoredImport>(
    sql`select ${columns} from ringback.call_import where account_id = ${tx.accountId} and brings = ${brings} order by created_at desc, id desc limit ${limit}`,
  );
}

/** What may change of an import apart from its progress. */
export interface ImportChange {
  readonly state?: ImportState;
  readonly format?: FormatName;
  readonly options?: ImportOptions;
  readonly cancelAsked?: boolean;
  readonly startedAt?: Temporal.Instant;
  readonly finishedAt?: Temporal.Instant;
  readonly error?: string | null;
  readonly tries?: number;
}

/** Changes an import; what is left out stays. */
export function changeImport(tx: Transaction, importId: string, change: ImportChange): void {
  tx.write(sql`update ringback.call_import set
      state = coalesce(${change.state ?? null}, state), format = coalesce(${change.format ?? null}, format),
      options = coalesce(${change.options ?? null}::jsonb, options), cancel_asked = coalesce(${change.cancelAsked ?? null}, cancel_asked),
      started_at = coalesce(started_at, ${change.startedAt ?? null}), finished_at = coalesce(${change.finishedAt ?? null}, finished_at),
      error = case when ${change.error !== undefined} then ${change.error ?? null} else error end, tries = coalesce(${change.tries ?? null}, tries)
    where account_id = ${tx.accountId} and id = ${importId}`);
}

/** All is read. If somebody asked to cancel in the last moment, what was brought goes again. */
export function finishImport(tx: Transaction, importId: string): void {
  tx.write(sql`update ringback.call_import set state = case when cancel_asked then 'removing' else 'done' end, bytes_read = file_bytes,
      finished_at = ${tx.now}, error = null
    where account_id = ${tx.accountId} and id = ${importId} and state = 'running'`);
}

/** Adds a piece of the file. The same piece again changes nothing; its bytes count once. */
export function addChunk(tx: Transaction, importId: string, number: number, bytes: Uint8Array): void {
  tx.write(sql`with added as (
      insert into ringback.call_import_chunk (account_id, import_id, number, bytes)
      values (${tx.accountId}, ${importId}, ${number}, ${bytes}) on conflict do nothing returning length(bytes) as bytes)
    update ringback.call_import set file_bytes = file_bytes + (select bytes from added)
    where account_id = ${tx.accountId} and id = ${importId} and exists (select from added)`);
}

/** How many pieces there are, and whether they are the first so many without a hole. */
export async function countChunks(tx: Transaction, importId: string): Promise<{ count: number; complete: boolean }> {
  const row = await tx.first<{ count: number; last: number }>(
    sql`select count(*)::int as count, coalesce(max(number), -1) as last from ringback.call_import_chunk where account_id = ${tx.accountId} and import_id = ${importId}`,
  );
  return { count: row?.count ?? 0, complete: row !== null && row.last === row.count - 1 };
}

/** The beginning of the file: pieces until there are so many bytes. */
export async function firstChunks(tx: Transaction, importId: string, bytes: number): Promise<Uint8Array[]> {
  const rows = await tx.rows<{ bytes: Uint8Array }>(
    sql`select bytes from (
        select number, bytes, sum(length(bytes)) over (order by number) - length(bytes) as before from ringback.call_import_chunk
        where account_id = ${tx.accountId} and import_id = ${importId} and number < 4096) pieces
      where before < ${bytes} order by number`,
  );
  return rows.map(({ bytes }) => bytes);
}

export interface SavedMapping {
  readonly id: string;
  readonly name: string;
  readonly headerKey: string;
  readonly mapping: ImportMapping;
}

/** Keeps a mapping under a name; one of that name is replaced. */
export function saveMapping(tx: Transaction, saved: SavedMapping): void {
  tx.write(sql`insert into ringback.import_mapping (account_id, id, name, header_key, mapping, created_at, used_at)
    values (${tx.accountId}, ${saved.id}, ${saved.name}, ${saved.headerKey}, ${saved.mapping}, ${tx.now}, ${tx.now})
    on conflict (account_id, name) do update set header_key = excluded.header_key, mapping = excluded.mapping, used_at = excluded.used_at`);
}

export async function listMappings(tx: Transaction): Promise<SavedMapping[]> {
  return await tx.rows<SavedMapping>(sql`select id, name, header_key as "headerKey", mapping from ringback.import_mapping
    where account_id = ${tx.accountId} order by used_at desc nulls last, name limit 100`);
}

export function deleteMapping(tx: Transaction, mappingId: string): void {
  tx.write(sql`delete from ringback.import_mapping where account_id = ${tx.accountId} and id = ${mappingId}`);
}

/** What an import needs to know of the account. */
export interface ImportAccount {
  readonly timeZone: string;
  readonly playbookVersion: number;
  readonly numbers: readonly { readonly id: string; readonly number: string }[];
}

export async function loadImportAccount(tx: Transaction): Promise<ImportAccount> {
  const row = await tx.first<ImportAccount>(sql`select time_zone as "timeZone", playbook_version as "playbookVersion",
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', number)), '[]') from ringback.phone_number where account_id = ${tx.accountId}) as numbers
    from ringback.account where id = ${tx.accountId}`);
  if (row === null) throw new Error("There is no such account.");
  return row;
}

/** Whether the account has this connection. */
export async function hasConnection(tx: Transaction, connectionId: string): Promise<boolean> {
  const row = await tx.first(
    sql`select 1 from ringback.connection where account_id = ${tx.accountId} and id = ${connectionId}`,
  );
  return row !== null;
}
