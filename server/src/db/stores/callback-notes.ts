import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export interface StoredNote {
  readonly id: string;
  readonly callback_id: string;
  /** Its newest revision. */
  readonly revision: number;
  readonly body: string | null;
  readonly by_member: string;
  readonly by_name: string;
  /** When it was written, which may have been on a phone without a network. */
  readonly written_at: Temporal.Instant;
  /** When we first heard of it. */
  readonly recorded_at: Temporal.Instant;
  readonly changed_at: Temporal.Instant;
}

/** Appends a revision of a note; the first writes it, one without a body removes it. */
export function appendNote(
  tx: Transaction,
  note: {
    readonly id: string;
    readonly revision: number;
    readonly callbackId: string;
    readonly body: string | null;
    readonly by: string;
    readonly happenedAt: Temporal.Instant | null;
  },
): void {
  tx.write(sql`insert into ringback.callback_note (account_id, id, revision, callback_id, body, by_member, at, happened_at)
    values (${tx.accountId}, ${note.id}, ${note.revision}, ${note.callbackId}, ${note.body}, ${note.by}, ${tx.now}, ${note.happenedAt})`);
}

/** The notes of a callback as they stand, newest first; removed ones too, without a body. */
export async function notesOf(tx: Transaction, callbackId: string): Promise<StoredNote[]> {
  return await tx.rows(sql<StoredNote>`
    select distinct on (n.id) n.id, n.callback_id, n.revision, n.body, n.by_member, m.name as by_name,
      first.written_at, first.recorded_at, n.at as changed_at
    from ringback.callback_note n
    join ringback.member m on m.account_id = n.account_id and m.id = n.by_member
    cross join lateral (select coalesce(f.happened_at, f.at) as written_at, f.at as recorded_at from ringback.callback_note f
      where f.account_id = n.account_id and f.id = n.id and f.revision = 1) first
    where n.account_id = ${tx.accountId} and n.callback_id = ${callbackId}
    order by n.id desc, n.revision desc limit 500`);
}

export interface NoteRevision {
  readonly revision: number;
  readonly body: string | null;
  readonly by_member: string;
  readonly by_name: string | null;
  readonly at: Temporal.Instant;
}

/** Everything a note said, newest first. */
export async function noteRevisions(tx: Transaction, callbackId: string, noteId: string): Promise<NoteRevision[]> {
  return await tx.rows(sql<NoteRevision>`
    select n.revision, n.body, n.by_member, m.name as by_name, n.at from ringback.callback_note n
    left join ringback.member m on m.account_id = n.account_id and m.id = n.by_member
    where n.account_id = ${tx.accountId} and n.callback_id = ${callbackId} and n.id = ${noteId} order by n.revision desc`);
}

/** The callback a note is to be written on, locked against its own note writers; whether there is one. */
export async function hasCallback(tx: Transaction, callbackId: string): Promise<boolean> {
  const found = await tx.first(
    sql`select 1 from ringback.callback where account_id = ${tx.accountId} and id = ${callbackId}`,
  );
  return found !== null;
}

/** One writer of a note at a time, so that revisions count up. */
export function lockNote(tx: Transaction, noteId: string): void {
  tx.write(sql`select pg_advisory_xact_lock(hashtextextended(${`note:${noteId}`}, 0))`);
}
