// What the providers say they have: the other side of the numbers inventory.
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface ListedNumber {
  readonly providerNumberId: string;
  readonly number: string;
  readonly label: string | null;
  readonly canText: boolean | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly webhooks: "installed" | "not-installed" | "changed";
  readonly warnings: readonly string[];
}

/**
 * Keeps a provider's whole list of numbers: those it no longer names are marked as gone, and our own numbers of this
 * connection take over where their calls go.
 */
export function saveProviderNumbers(tx: Transaction, connectionId: string, numbers: readonly ListedNumber[]): void {
  tx.write(sql`with listed as (
      select * from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as listed
        ("providerNumberId" text, number text, label text, "canText" boolean, settings jsonb, webhooks text, warnings jsonb)
    ), kept as (
      insert into ringback.provider_number
        (account_id, connection_id, provider_number_id, number, label, can_text, settings, webhooks, warnings, first_seen_at, seen_at)
      select ${tx.accountId}::uuid, ${connectionId}::uuid, "providerNumberId", number, label, "canText", settings, webhooks, warnings,
        ${tx.now}::timestamptz, ${tx.now}::timestamptz from listed
      on conflict (account_id, connection_id, provider_number_id) do update set number = excluded.number, label = excluded.label,
        can_text = excluded.can_text, settings = excluded.settings, webhooks = excluded.webhooks, warnings = excluded.warnings,
        seen_at = excluded.seen_at, gone_at = null
    ), gone as (
      update ringback.provider_number set gone_at = ${tx.now}
      where account_id = ${tx.accountId} and connection_id = ${connectionId} and gone_at is null
        and provider_number_id not in (select "providerNumberId" from listed)
    )
    update ringback.phone_number ours set provider_number_id = listed."providerNumberId", webhooks = listed.webhooks
    from listed where ours.account_id = ${tx.accountId} and ours.connection_id = ${connectionId} and ours.number = listed.number
      and (ours.provider_number_id, ours.webhooks) is distinct from (listed."providerNumberId", listed.webhooks)`);
  tx.changed({ kind: "connection", id: connectionId });
}

/** Lets a number just added know at once what its provider's list said of it. */
export function takeOverListing(tx: Transaction, numberId: string): void {
  tx.write(sql`update ringback.phone_number ours set provider_number_id = listed.provider_number_id, webhooks = listed.webhooks
    from ringback.provider_number listed
    where ours.account_id = ${tx.accountId} and ours.id = ${numberId} and listed.account_id = ours.account_id
      and listed.connection_id = ours.connection_id and listed.number = ours.number and listed.gone_at is null`);
}
