// Somebody who is forgotten: the row that tells how far it is, and who they are while it runs.
import { digitsOf, type ForgottenKind, wordsOfNames } from "@ringback/core/contacts/forget-contact.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

export type Counts = Readonly<Record<string, number>>;

export interface StoredForgetting {
  readonly id: string;
  readonly contactId: string;
  readonly state: "running" | "done";
  readonly askedAt: Temporal.Instant;
  readonly askedBy: string | null;
  readonly found: Counts;
  readonly gone: Counts;
  readonly finishedAt: Temporal.Instant | null;
}

const columns = sql`id, contact_id as "contactId", state, asked_at as "askedAt", asked_by as "askedBy", found, gone, finished_at as "finishedAt"`;

export function insertForgetting(
  tx: Transaction,
  asked: { id: string; contactId: string; by: string | null; found: Counts },
): void {
  tx.write(sql`insert into ringback.forgetting (account_id, id, contact_id, state, asked_at, asked_by, found)
    values (${tx.accountId}, ${asked.id}, ${asked.contactId}, 'running', ${tx.now}, ${asked.by}, ${asked.found})`);
}

/** Locks the row for this transaction, so that two processes never work on one person at once. */
export async function lockForgetting(tx: Transaction, id: string): Promise<StoredForgetting | null> {
  return await tx.first(sql<StoredForgetting>`select ${columns} from ringback.forgetting
    where account_id = ${tx.accountId} and id = ${id} for update`);
}

/** The newest one of a contact; null when nobody asked for it. */
export async function forgettingOf(tx: Transaction, contactId: string): Promise<StoredForgetting | null> {
  return await tx.first(sql<StoredForgetting>`select ${columns} from ringback.forgetting
    where account_id = ${tx.accountId} and contact_id = ${contactId} order by asked_at desc limit 1`);
}

export function noteGone(tx: Transaction, id: string, kind: ForgottenKind, count: number): void {
  if (count === 0) return;
  tx.write(sql`update ringback.forgetting set gone = gone || jsonb_build_object(${kind}::text, coalesce((gone->>${kind}::text)::int, 0) + ${count}::int)
    where account_id = ${tx.accountId} and id = ${id}`);
}

export function finishForgetting(tx: Transaction, id: string): void {
  tx.write(
    sql`update ringback.forgetting set state = 'done', finished_at = ${tx.now} where account_id = ${tx.accountId} and id = ${id}`,
  );
}

/** Whose records are looked for. Read anew in every transaction: numbers come and go while it runs. */
export interface Person {
  readonly contactId: string;
  /** The contact and those that were merged into it. */
  readonly ids: readonly string[];
  /** Numbers that are nobody else's, and those of a household, where only what is matched to this contact is theirs. */
  readonly own: readonly string[];
  readonly shared: readonly string[];
  /** Their names and addresses as they are written, and the words of these. */
  readonly said: readonly string[];
  readonly words: readonly string[];
  /** Their own numbers as digits. */
  readonly digits: readonly string[];
}

/** null when the contact is gone. */
export async function loadPerson(tx: Transaction, contactId: string): Promise<Person | null> {
  const contacts = await tx.rows<{ id: string; said: (string | null)[] }>(sql`
    with recursive same(id) as (
      select id from ringback.contact where account_id = ${tx.accountId} and id = ${contactId}
      union select c.id from ringback.contact c join same on c.merged_into = same.id where c.account_id = ${tx.accountId})
    select c.id, array[c.name, c.company, c.email, c.address] as said from same join ringback.contact c on c.account_id = ${tx.accountId} and c.id = same.id`);
  if (contacts.length === 0) return null;
  const ids = contacts.map(({ id }) => id);
  const numbers = await tx.rows<{ number: string; shared: boolean }>(sql`
    select n.number, exists (select from ringback.contact_number o where o.account_id = n.account_id and o.number = n.number and o.contact_id <> all(${ids}::uuid[])) as shared
    from (select distinct account_id, number from ringback.contact_number where account_id = ${tx.accountId} and contact_id = any(${ids}::uuid[])) n order by n.number`);
  const own = numbers.filter(({ shared }) => !shared).map(({ number }) => number);
  const called = await tx.rows<{ name: string }>(sql`select distinct caller_name as name from ringback.call
    where account_id = ${tx.accountId} and caller = any(${own}::text[]) and caller_name is not null limit 50`);
  const said = [...contacts.flatMap((contact) => contact.said), ...called.map(({ name }) => name)].filter(
    (one) => one !== null,
  );
  return {
    contactId,
    ids,
    own,
    shared: numbers.filter(({ shared }) => shared).map(({ number }) => number),
    said,
    words: wordsOfNames(said),
    digits: own.map(digitsOf),
  };
}
