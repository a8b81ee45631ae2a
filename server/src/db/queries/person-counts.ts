import type { ForgottenKind } from "@ringback/core/contacts/forget-contact.ts";
import { sql } from "kysely";
import type { Person } from "#db/stores/forgetting.ts";
import { callbacksOf, callsOf, messagesOf, outboundCallsOf } from "#db/stores/person-records.ts";
import type { Transaction } from "#db/transaction.ts";

export interface PersonCounts {
  readonly counts: Record<ForgottenKind, number>;
  readonly openCallbacks: readonly string[];
  /** A call of theirs of the last hours has not ended. */
  readonly isOnThePhone: boolean;
  /** Who else is behind their numbers: their part stays. */
  readonly sharedWith: readonly { readonly number: string; readonly name: string | null }[];
}

/** A call without an end is settled by then (`settle-call.ts`). */
const longestCallHours = 6;

/** How much is kept of a person. */
export async function personCounts(tx: Transaction, person: Person): Promise<PersonCounts> {
  const { accountId } = tx;
  const of = (records: unknown) => sql`select id from (${records}) theirs`;
  const [calls, callbacks, messages] = [
    of(callsOf(tx, person)),
    of(callbacksOf(tx, person)),
    of(messagesOf(tx, person)),
  ];
  const row = await tx.first<{
    counts: PersonCounts["counts"];
    openCallbacks: string[];
    isOnThePhone: boolean;
    sharedWith: { number: string; name: string | null }[];
  }>(sql`
    with calls as materialized (${calls}), callbacks as materialized (${callbacks}), messages as materialized (${messages})
    select jsonb_build_object(
        'calls', (select count(*) from calls),
        'recordings', (select count(*) from ringback.recording where account_id = ${accountId} and call_id in (select id from calls)),
        'transcripts', (select count(*) from ringback.transcript where account_id = ${accountId} and call_id in (select id from calls)),
        'outboundCalls', (select count(*) from (${outboundCallsOf(tx, person)}) theirs),
        'texts', (select count(*) from messages),
        'files', (select count(*) from ringback.message_media where account_id = ${accountId} and message_id in (select id from messages)),
        'callbacks', (select count(*) from callbacks),
        'notes', (select count(*) from ringback.callback_note where account_id = ${accountId} and callback_id in (select id from callbacks)),
        'leads', (select count(*) from ringback.lead where account_id = ${accountId} and contact_id = any(${person.ids}::uuid[]))) as counts,
      array(select id from ringback.callback where account_id = ${accountId} and id in (select id from callbacks) and state <> 'closed') as "openCallbacks",
      exists (select from ringback.call where account_id = ${accountId} and id in (select id from calls) and state <> 'ended'
        and arrived_at > ${tx.now.subtract({ hours: longestCallHours })}) as "isOnThePhone",
      (select coalesce(jsonb_agg(distinct jsonb_build_object('number', n.number, 'name', c.name)), '[]') from ringback.contact_number n
        join ringback.contact c on c.account_id = n.account_id and c.id = n.contact_id
        where n.account_id = ${accountId} and n.number = any(${person.shared}::text[]) and n.contact_id <> all(${person.ids}::uuid[])) as "sharedWith"`);
  if (row === null) throw new Error("Counting what is kept of a person answered nothing.");
  return row;
}
