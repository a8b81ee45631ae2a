import type { ConsentKind } from "@ringback/core/consent/ledger.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A new contact with its number and an open lead. Only called after no contact or lead was found by the number. */
export function createLead(
  tx: Transaction,
  lead: {
    contactId: string;
    leadId: string;
    number: string;
    name: string | null;
    title: string;
    callId: string | null;
  },
): void {
  tx.write(
    sql`insert into ringback.contact (account_id, id, name, kind, created_at, created_from_call_id) values (${tx.accountId}, ${lead.contactId}, ${lead.name}, 'lead', ${tx.now}, ${lead.callId})`,
  );
  tx.write(
    sql`insert into ringback.contact_phone (account_id, number, contact_id, added_at) values (${tx.accountId}, ${lead.number}, ${lead.contactId}, ${tx.now})`,
  );
  tx.write(
    sql`insert into ringback.lead (account_id, id, contact_id, title, opened_at) values (${tx.accountId}, ${lead.leadId}, ${lead.contactId}, ${lead.title}, ${tx.now})`,
  );
}

/** Takes a name the caller said, where none is known. A name already known is never overwritten. */
export function nameContact(tx: Transaction, contactId: string, name: string): void {
  tx.write(
    sql`update ringback.contact set name = ${name} where account_id = ${tx.accountId} and id = ${contactId} and name is null`,
  );
}

export function setSmsCapable(tx: Transaction, number: string, capable: boolean): void {
  tx.write(
    sql`update ringback.contact_phone set sms_capable = ${capable} where account_id = ${tx.accountId} and number = ${number}`,
  );
}

export function appendConsent(
  tx: Transaction,
  consent: {
    id: string;
    number: string;
    kind: ConsentKind;
    source: string;
    sourceId: string | null;
    detail?: Record<string, unknown>;
    /** Who wrote it down, where a person did. */
    by?: string;
    /** The words it rests on. */
    quote?: string;
  },
): void {
  tx.write(sql`insert into ringback.consent_event (account_id, id, number, kind, at, source, source_id, detail, by_member, quote)
    values (${tx.accountId}, ${consent.id}, ${consent.number}, ${consent.kind}, ${tx.now}, ${consent.source}, ${consent.sourceId}, ${consent.detail ?? {}}, ${consent.by ?? null}, ${consent.quote?.slice(0, 300) ?? null})`);
}
