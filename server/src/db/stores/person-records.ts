// Which records are a person's: found by their numbers and by the contact, each by an index.
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import type { Person } from "./forgetting.ts";

/** Rows of `table` (with `number` and `contact_id`) that are theirs: by a number of their own, or by one they share. */
function byNumber(tx: Transaction, person: Person, table: "call" | "episode" | "outbound_call", number: string) {
  const [from, column] = [sql.ref(`ringback.${table}`), sql.ref(number)];
  return sql`select id from ${from} where account_id = ${tx.accountId} and ${column} = any(${person.own}::text[])
    union select id from ${from} where account_id = ${tx.accountId} and ${column} = any(${person.shared}::text[]) and contact_id = any(${person.ids}::uuid[])`;
}

/** Their callbacks that still name them. */
export function callbacksOf(tx: Transaction, person: Person): RawBuilder<{ id: string }> {
  return sql<{
    id: string;
  }>`select b.id from ringback.callback b where b.account_id = ${tx.accountId} and b.contact_id = any(${person.ids}::uuid[])
    union select b.id from ringback.callback b where b.account_id = ${tx.accountId} and (b.caller is not null or b.contact_id is not null)
      and b.episode_id in (${byNumber(tx, person, "episode", "caller")})`;
}

/** Their calls that still name them, those without a number that were put to them by name included. */
export function callsOf(tx: Transaction, person: Person): RawBuilder<{ id: string }> {
  return sql<{
    id: string;
  }>`select c.id from ringback.call c where c.account_id = ${tx.accountId} and c.forgotten_at is null and c.id in (${byNumber(tx, person, "call", "caller")})
    union select c.id from ringback.call c where c.account_id = ${tx.accountId} and c.forgotten_at is null
      and c.episode_id in (select b.episode_id from ringback.callback b where b.account_id = ${tx.accountId} and b.contact_id = any(${person.ids}::uuid[]))`;
}

export function outboundCallsOf(tx: Transaction, person: Person): RawBuilder<{ id: string }> {
  return sql<{ id: string }>`${byNumber(tx, person, "outbound_call", "called")}`;
}

export function episodesOf(tx: Transaction, person: Person): RawBuilder<{ id: string }> {
  return sql<{ id: string }>`${byNumber(tx, person, "episode", "caller")}`;
}

/** Texts and mails to and from them, and what the team was told of them by text. */
export function messagesOf(tx: Transaction, person: Person): RawBuilder<{ id: string }> {
  const account = tx.accountId;
  return sql<{
    id: string;
  }>`select id from ringback.message where account_id = ${account} and contact_id = any(${person.ids}::uuid[])
    union select id from ringback.message where account_id = ${account} and direction = 'in' and from_number = any(${person.own}::text[])
    union select id from ringback.message where account_id = ${account} and direction = 'out' and class is distinct from 'internal' and to_number = any(${person.own}::text[])
    union select id from ringback.message where account_id = ${account} and body <> '' and callback_id in (${callbacksOf(tx, person)})`;
}
