import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { loadPerson } from "#db/stores/forgetting.ts";
import { callbacksOf, callsOf, messagesOf, outboundCallsOf } from "#db/stores/person-records.ts";
import { transaction } from "#db/transaction.ts";

/** Everything that is kept of a person in words, and where their recordings and pictures lie. */
export interface PersonExport {
  readonly words: Readonly<Record<string, unknown>>;
  readonly recordings: readonly { readonly id: string; readonly at: Temporal.Instant }[];
  readonly files: readonly { readonly id: string; readonly at: Temporal.Instant }[];
}

/** Rows per kind; who has more is a business partner, and gets the newest. */
const rowsMax = 20_000;

/** null when the account has no such contact. */
export async function personExport(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  contactId: string,
): Promise<PersonExport | null> {
  return await transaction(db, accountId, now, async (tx) => {
    const person = await loadPerson(tx, contactId);
    if (person === null) return null;
    const [calls, callbacks, messages] = [callsOf(tx, person), callbacksOf(tx, person), messagesOf(tx, person)];
    const outbound = outboundCallsOf(tx, person);
    const all = (rows: unknown) =>
      sql`(select coalesce(jsonb_agg(to_jsonb(r) order by r.at desc), '[]') from (select * from (${rows}) every order by at desc limit ${rowsMax}) r)`;
    const row = await tx.first<{ words: Record<string, unknown> }>(sql`
      with calls as materialized (select id from (${calls}) theirs), callbacks as materialized (select id from (${callbacks}) theirs),
        messages as materialized (select id from (${messages}) theirs)
      select jsonb_build_object(
        'contacts', (select jsonb_agg(to_jsonb(c) - 'account_id' - 'search' order by c.created_at) from ringback.contact c where c.account_id = ${accountId} and c.id = any(${person.ids}::uuid[])),
        'numbers', (select coalesce(jsonb_agg(jsonb_build_object('number', n.number, 'label', n.label, 'since', n.added_at)), '[]') from ringback.contact_number n
          where n.account_id = ${accountId} and n.contact_id = any(${person.ids}::uuid[])),
        'leads', (select coalesce(jsonb_agg(to_jsonb(l) - 'account_id'), '[]') from ringback.lead l where l.account_id = ${accountId} and l.contact_id = any(${person.ids}::uuid[])),
        'calls', ${all(sql`select c.id, c.arrived_at as at, c.ended_at, c.caller, c.caller_name, c.dialed, c.outcome, c.miss_reason, c.rang_seconds from ringback.call c
          where c.account_id = ${accountId} and c.id in (select id from calls)`)},
        'calls_to_them', ${all(sql`select o.id, o.started_at as at, o.ended_at, o.called, o.from_number, o.outcome, o.talk_seconds from ringback.outbound_call o
          where o.account_id = ${accountId} and o.id in (select id from (${outbound}) theirs)`)},
        'transcripts', ${all(sql`select t.call_id, t.created_at as at, t.text, t.language from ringback.transcript t where t.account_id = ${accountId} and t.call_id in (select id from calls)`)},
        'messages', ${all(sql`select m.id, m.created_at as at, m.direction, m.from_number, m.to_number, m.body, m.state, m.sent_at from ringback.message m
          where m.account_id = ${accountId} and m.class is distinct from 'internal' and m.id in (select id from messages)`)},
        'callbacks', ${all(sql`select b.id, b.opened_at as at, b.state, b.intent, b.urgency, b.due_at, b.closed_at, b.disposition, b.attempt_count from ringback.callback b
          where b.account_id = ${accountId} and b.id in (select id from callbacks)`)},
        'notes', ${all(sql`select distinct on (n.id) n.callback_id, n.at, n.body from ringback.callback_note n where n.account_id = ${accountId} and n.callback_id in (select id from callbacks)
          order by n.id, n.revision desc`)},
        'consent', ${all(sql`select e.at, e.number, e.kind, e.source, e.quote from ringback.consent_event e where e.account_id = ${accountId} and e.number = any(${[...person.own, ...person.shared]}::text[])`)}
      ) as words`);
    const recordings = await tx.rows<
      PersonExport["recordings"][number]
    >(sql`select r.id, c.arrived_at as at from ringback.recording r
      join ringback.call c on c.account_id = r.account_id and c.id = r.call_id
      where r.account_id = ${accountId} and r.state = 'fetched' and r.audio is not null and r.call_id in (select id from (${calls}) theirs) order by c.arrived_at`);
    const files = await tx.rows<
      PersonExport["files"][number]
    >(sql`select f.id, f.created_at as at from ringback.message_media f
      where f.account_id = ${accountId} and f.state = 'fetched' and f.message_id in (select id from (${messages}) theirs) order by f.created_at`);
    return { words: row?.words ?? {}, recordings, files };
  });
}
