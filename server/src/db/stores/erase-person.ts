// What deleting a person does to each kind of record: it stays and counts, and says of whom no more.
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { Person } from "./forgetting.ts";
import { callbacksOf, callsOf, episodesOf, messagesOf, outboundCallsOf } from "./person-records.ts";

type Ids = readonly string[];

async function some(tx: Transaction, which: RawBuilder<{ id: string }>, most: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select id from (${which}) theirs order by id limit ${most}`);
  return rows.map(({ id }) => id);
}

/** The provider's reports in which their numbers stand or that are about their calls. Before the calls let go of their ids. */
export async function eraseReports(tx: Transaction, person: Person): Promise<void> {
  const calls = sql`select id from (${callsOf(tx, person)}) theirs`;
  const ids = await tx.rows<{ id: string }>(sql`
    select provider_call_id as id from ringback.call where account_id = ${tx.accountId} and id in (${calls})
    union select provider_recording_id from ringback.recording where account_id = ${tx.accountId} and call_id in (${calls})
    union select provider_transcript_id from ringback.transcript where account_id = ${tx.accountId} and call_id in (${calls})
    union select provider_message_id from ringback.message where account_id = ${tx.accountId} and provider_message_id is not null and id in (${messagesOf(tx, person)})`);
  await tx.rows(sql`select ringback.forget_reports(${person.digits}::text[], ${ids.map(({ id }) => id)}::text[])`);
}

/** Some of their calls: recordings, transcripts and readings go, the ledger is emptied. Answers how many of what. */
export async function eraseCalls(
  tx: Transaction,
  person: Person,
  most: number,
): Promise<{ calls: number; recordings: number; transcripts: number }> {
  const calls = await some(tx, callsOf(tx, person), most);
  if (calls.length === 0) return { calls: 0, recordings: 0, transcripts: 0 };
  tx.write(sql`select ringback.forget_entries(${calls}::uuid[])`);
  tx.write(sql`select ringback.forget_decisions(${calls}::uuid[])`);
  tx.write(sql`delete from ringback.assessment where account_id = ${tx.accountId} and call_id = any(${calls}::uuid[])`);
  const gone = async (table: "recording" | "transcript") =>
    (
      await tx.rows(
        sql`delete from ${sql.ref(`ringback.${table}`)} where account_id = ${tx.accountId} and call_id = any(${calls}::uuid[]) returning 1`,
      )
    ).length;
  const [recordings, transcripts] = [await gone("recording"), await gone("transcript")];
  tx.write(sql`update ringback.call set caller = null, caller_name = null, contact_id = null, forgotten_at = ${tx.now},
      facts = ringback.without_words(facts, ${person.words}::text[])
    where account_id = ${tx.accountId} and id = any(${calls}::uuid[])`);
  return { calls: calls.length, recordings, transcripts };
}

export async function eraseOutboundCalls(tx: Transaction, person: Person, most: number): Promise<number> {
  const calls = await some(tx, outboundCallsOf(tx, person), most);
  tx.write(
    sql`update ringback.outbound_call set called = null, contact_id = null where account_id = ${tx.accountId} and id = any(${calls}::uuid[])`,
  );
  return calls.length;
}

/** Some of their messages. One that waits to be sent does not go; whatever was sent stays counted as it was. */
export async function eraseMessages(
  tx: Transaction,
  person: Person,
  most: number,
): Promise<{ texts: number; files: number }> {
  const messages = await some(tx, messagesOf(tx, person), most);
  if (messages.length === 0) return { texts: 0, files: 0 };
  tx.cancelJobs(...messages.map((id) => `send-message:${id}`));
  const files = await tx.rows(
    sql`delete from ringback.message_media where account_id = ${tx.accountId} and message_id = any(${messages}::uuid[]) returning 1`,
  );
  tx.write(sql`select ringback.forget_mails(${messages}::uuid[])`);
  tx.write(sql`select ringback.forget_decisions(${messages}::uuid[])`);
  tx.write(
    sql`delete from ringback.assessment where account_id = ${tx.accountId} and message_id = any(${messages}::uuid[])`,
  );
  tx.write(sql`update ringback.message set body = '', contact_id = null, decision = ringback.without_words(decision, ${person.words}::text[]),
      from_number = case when direction = 'in' then null else from_number end,
      to_number = case when direction = 'out' and class is distinct from 'internal' then null else to_number end,
      settled_at = case when state in ('queued', 'sending', 'unknown') then ${tx.now} else settled_at end,
      state = case when state in ('queued', 'sending', 'unknown') then 'expired' else state end
    where account_id = ${tx.accountId} and id = any(${messages}::uuid[])`);
  return { texts: messages.length, files: files.length };
}

/** Some of their callbacks: notes go, the timeline keeps what happened and when. They are closed before. */
export async function eraseCallbacks(
  tx: Transaction,
  person: Person,
  most: number,
): Promise<{ callbacks: number; notes: number }> {
  const callbacks = await some(tx, callbacksOf(tx, person), most);
  if (callbacks.length === 0) return { callbacks: 0, notes: 0 };
  const { accountId } = tx;
  const theirs = sql`account_id = ${accountId} and callback_id = any(${callbacks}::uuid[])`;
  const words = sql`${person.words}::text[]`;
  const notes = await tx.first<{ count: number }>(
    sql`select ringback.forget_timeline(${callbacks}::uuid[], ${words}) as count`,
  );
  tx.write(sql`select ringback.forget_decisions(${callbacks}::uuid[])`);
  tx.write(sql`delete from ringback.undo_step where ${theirs}`);
  tx.write(sql`update ringback.attempt set note = null where ${theirs}`);
  tx.write(sql`update ringback.hold set detail = ringback.without_words(detail, ${words}) where ${theirs}`);
  tx.write(sql`update ringback.label_correction set reason = null where ${theirs}`);
  tx.write(
    sql`update ringback.notification set subject = '', body = '', detail = ringback.without_words(detail, ${words}) where ${theirs}`,
  );
  tx.write(sql`delete from ringback.client_request r where r.account_id = ${accountId}
    and exists (select from unnest(${callbacks}::uuid[]) id where position(id::text in r.answer::text) > 0)`);
  tx.write(sql`delete from ringback.assessment where account_id = ${accountId} and episode_id in
    (select episode_id from ringback.callback where account_id = ${accountId} and id = any(${callbacks}::uuid[]))`);
  tx.write(sql`update ringback.episode set caller = null, contact_id = null where account_id = ${accountId} and id in
    (select episode_id from ringback.callback where account_id = ${accountId} and id = any(${callbacks}::uuid[]))`);
  tx.write(sql`update ringback.callback set caller = null, contact_id = null, snooze_reason = null, breach_note = null, next_attempt = null,
      explained = ringback.without_words(explained, ${words}) where account_id = ${accountId} and id = any(${callbacks}::uuid[])`);
  return { callbacks: callbacks.length, notes: notes?.count ?? 0 };
}

/** Matters without a callback. */
export async function eraseEpisodes(tx: Transaction, person: Person): Promise<void> {
  tx.write(sql`update ringback.episode set caller = null, contact_id = null where account_id = ${tx.accountId}
    and id in (select id from (${episodesOf(tx, person)}) theirs)`);
}

/** What is kept about a number beside calls and texts. Consent stays under the keyed hash, and no text goes there again. */
export function eraseNumbers(tx: Transaction, person: Person, asked: { consentIds: Ids; numberKey: Uint8Array }): void {
  const { accountId } = tx;
  const own = sql`${person.own}::text[]`;
  const key = sql`${asked.numberKey}::bytea`;
  tx.write(sql`select ringback.forget_consents(${own}, ${key})`);
  tx.write(sql`insert into ringback.consent_event (account_id, id, number, kind, at, source, detail)
    select ${accountId}::uuid, given.id, ringback.number_hash(${key}, given.number), 'opt_out', ${tx.now}::timestamptz, 'forgotten', '{}'
    from unnest(${asked.consentIds}::uuid[], ${own}) given(id, number)`);
  tx.write(sql`delete from ringback.texting_override where account_id = ${accountId} and number = any(${own})`);
  tx.write(
    sql`update ringback.do_not_call_number set number = ringback.number_hash(${key}, number) where account_id = ${accountId} and number = any(${own})`,
  );
  tx.write(sql`update ringback.drill set caller = '' where account_id = ${accountId} and caller = any(${own})`);
}

/** Copies in what was told, brought and compared: found by digits and by names, since no id leads there. */
export function eraseCopies(tx: Transaction, person: Person): void {
  const { accountId } = tx;
  const patterns = person.digits.map((digits) => `%${digits}%`);
  const names = person.said
    .filter((said) => said.includes(" ") || said.includes("@"))
    .map((said) => `%${escapeLike(said)}%`);
  const stands = (text: RawBuilder<unknown>) =>
    sql`(regexp_replace(${text}, '[^0-9"]', '', 'g') like any(${patterns}::text[]) or ${text} ilike any(${names}::text[]))`;
  const words = sql`${person.words}::text[]`;
  tx.write(sql`update ringback.notification set subject = '', body = '', detail = ringback.without_words(detail, ${words})
    where account_id = ${accountId} and body <> '' and ${stands(sql`(subject || ' ' || body || ' ' || detail::text)`)}`);
  tx.write(
    sql`update ringback.message set body = '' where account_id = ${accountId} and class = 'internal' and body <> '' and ${stands(sql`body`)}`,
  );
  tx.write(
    sql`update ringback.reconciliation_gap set detail = ringback.without_words(detail, ${words}) where account_id = ${accountId} and ${stands(sql`detail::text`)}`,
  );
  tx.write(sql`delete from ringback.call_import_reject where account_id = ${accountId} and ${stands(sql`line`)}`);
  tx.write(sql`delete from ringback.client_request where account_id = ${accountId} and ${stands(sql`answer::text`)}`);
  tx.write(
    sql`update ringback.conversation set last_words = '' where account_id = ${accountId} and last_words <> '' and ${stands(sql`last_words`)}`,
  );
  tx.write(
    sql`delete from ringback.contact_import_change where account_id = ${accountId} and contact_id = any(${person.ids}::uuid[])`,
  );
}

function escapeLike(words: string): string {
  return words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}

/** The thread and the record themselves, last of all: until then they say what is still to be done. */
export async function eraseContact(tx: Transaction, person: Person): Promise<void> {
  const { accountId } = tx;
  const ids = sql`${person.ids}::uuid[]`;
  tx.write(sql`with theirs as (
      select id from ringback.conversation where account_id = ${accountId} and contact_id = any(${ids})
      union select conversation_id from ringback.conversation_number where account_id = ${accountId} and number = any(${person.own}::text[]))
    delete from ringback.conversation where account_id = ${accountId} and (id in (select id from theirs) or merged_into in (select id from theirs))`);
  // A number of a household is the next person's from now on.
  tx.write(sql`delete from ringback.contact_phone_other where account_id = ${accountId} and contact_id = any(${ids})`);
  tx.write(sql`with next as (
      select distinct on (o.number) o.number, o.contact_id, o.label from ringback.contact_phone_other o join ringback.contact_phone p on p.account_id = o.account_id and p.number = o.number
      where o.account_id = ${accountId} and p.contact_id = any(${ids}) order by o.number, o.added_at, o.contact_id
    ) update ringback.contact_phone p set contact_id = next.contact_id, label = next.label from next where p.account_id = ${accountId} and p.number = next.number`);
  tx.write(sql`delete from ringback.contact_phone_other o using ringback.contact_phone p where o.account_id = ${accountId} and p.account_id = o.account_id
    and p.number = o.number and p.contact_id = o.contact_id`);
  tx.write(sql`delete from ringback.contact where account_id = ${accountId} and id = any(${ids})`);
}
