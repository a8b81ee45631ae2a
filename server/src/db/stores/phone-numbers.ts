import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A provider's settings under its own names; only its adapter reads them. */
export type StoredSettings = Readonly<Record<string, string>>;

/** A number of the business. */
export interface StoredNumber {
  readonly id: string;
  readonly number: string;
  readonly label: string;
  readonly source: string | null;
  readonly lineOfService: string | null;
  readonly mode: "answers" | "forwarded";
  readonly registration: "none" | "pending" | "approved" | "exempt";
  readonly connectionId: string | null;
  readonly providerNumberId: string | null;
  /** The provider's settings as we last wrote them, and as they were before; null when we wrote none. */
  readonly installedSettings: StoredSettings | null;
  readonly previousSettings: StoredSettings | null;
  readonly webhooks: "installed" | "not-installed" | "changed" | "unknown";
  readonly role: NumberRole;
  readonly team: string | null;
  /** What may be recorded of its calls. */
  readonly recordingPolicy: "nothing" | "voicemail";
  readonly note: string | null;
  /** When it was taken out of service; its calls are still watched. */
  readonly retiredAt: Temporal.Instant | null;
}

export type NumberRole = "main" | "tracking" | "overflow" | "after-hours" | "direct" | "fax" | "texts" | "test";

const columns = sql`id, number, label, source, line_of_service as "lineOfService", mode, registration,
  connection_id as "connectionId", provider_number_id as "providerNumberId", installed_settings as "installedSettings",
  previous_settings as "previousSettings", webhooks, role, team, recording_policy as "recordingPolicy", note,
  retired_at as "retiredAt"`;

export async function lockNumber(tx: Transaction, id: string): Promise<StoredNumber | null> {
  return await tx.first<StoredNumber>(
    sql`select ${columns} from ringback.phone_number where account_id = ${tx.accountId} and id = ${id} for update`,
  );
}

export async function findNumberRow(tx: Transaction, number: string): Promise<StoredNumber | null> {
  return await tx.first<StoredNumber>(
    sql`select ${columns} from ringback.phone_number where account_id = ${tx.accountId} and number = ${number} for update`,
  );
}

export async function listNumbersOf(tx: Transaction, connectionId: string): Promise<StoredNumber[]> {
  return await tx.rows<StoredNumber>(
    sql`select ${columns} from ringback.phone_number
      where account_id = ${tx.accountId} and connection_id = ${connectionId} order by number`,
  );
}

/** Adds a number. The database refuses one that the business has already; ask `findNumberRow` first for a kinder answer. */
export function insertNumber(
  tx: Transaction,
  row: Pick<
    StoredNumber,
    "id" | "number" | "label" | "source" | "lineOfService" | "mode" | "connectionId" | "providerNumberId"
  > &
    Partial<Pick<StoredNumber, "registration" | "role" | "team">>,
): void {
  tx.write(sql`insert into ringback.phone_number
      (account_id, id, number, label, source, line_of_service, mode, registration, role, team, connection_id, provider_number_id, created_at)
    values (${tx.accountId}, ${row.id}, ${row.number}, ${row.label}, ${row.source}, ${row.lineOfService}, ${row.mode},
      ${row.registration ?? "none"}, ${row.role ?? "main"}, ${row.team ?? null}, ${row.connectionId}, ${row.providerNumberId}, ${tx.now})`);
}

/** Writes the whole row as given. */
export function saveNumber(tx: Transaction, row: StoredNumber): void {
  tx.write(sql`update ringback.phone_number set label = ${row.label}, source = ${row.source},
      line_of_service = ${row.lineOfService}, mode = ${row.mode}, registration = ${row.registration},
      connection_id = ${row.connectionId}, provider_number_id = ${row.providerNumberId},
      installed_settings = ${row.installedSettings}, previous_settings = ${row.previousSettings}, webhooks = ${row.webhooks},
      role = ${row.role}, team = ${row.team}, recording_policy = ${row.recordingPolicy}, note = ${row.note}, retired_at = ${row.retiredAt}
    where account_id = ${tx.accountId} and id = ${row.id}`);
  if (row.connectionId !== null) tx.changed({ kind: "connection", id: row.connectionId });
}
