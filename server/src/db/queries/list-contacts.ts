import type { ContactRow } from "@ringback/contract/contacts.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { readCursor, uuidForm, writeCursor } from "./cursor.ts";

/** Which contacts; what is left out does not matter. */
export interface ContactFilter {
  readonly search?: string | undefined;
  readonly lane?: ContactRow["kind"] | undefined;
  readonly tag?: string | undefined;
  readonly tier?: string | undefined;
  readonly owner?: string | undefined;
}

/** A place in the list by name. */
export interface NamePlace {
  readonly search: string;
  readonly id: string;
}

/** The place a cursor names; null when it is none of ours. */
export function readNamePlace(cursor: string): NamePlace | null {
  const [search, id] = readCursor(cursor, [/^[^|]*$/, uuidForm]) ?? [];
  return search === undefined || id === undefined ? null : { search, id };
}

/** A search answers at most so many, best first; whoever wants others says more. */
const foundMax = 200;

type Columns = Omit<ContactRow, "lastCallAt"> & {
  readonly lastCallAt: Temporal.Instant | null;
  readonly search: string;
};

/** Contacts by name, those without one first left to the end; with words or digits, those that fit best. */
export async function listContacts(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { limit, after, search, ...filter }: ContactFilter & { limit: number; after: NamePlace | null },
): Promise<{ contacts: ContactRow[]; nextCursor: string | null }> {
  const words = search?.trim() ?? "";
  const which = words === "" ? byName(accountId, filter, limit, after) : byWords(accountId, filter, words);
  const rows = await transaction(db, accountId, now, (tx) => tx.rows<Columns>(withColumns(accountId, which)));
  const page = words === "" ? rows.slice(0, limit) : rows;
  const last = page.at(-1);
  const nextCursor =
    words === "" && rows.length > limit && last !== undefined ? writeCursor([last.search, last.id]) : null;
  return { contacts: page.map(toRow), nextCursor };
}

function conditions({ lane, tag, tier, owner }: ContactFilter): RawBuilder<unknown> {
  const tests = [
    sql`c.merged_into is null`,
    // Written out where an index of the rare lanes serves.
    ...(lane === undefined
      ? []
      : lane === "lead"
        ? [sql`c.kind = 'lead'`]
        : [sql`c.kind = ${sql.lit(lane)} and c.kind <> 'lead'`]),
    ...(tag === undefined ? [] : [sql`c.tags <> '{}' and ${tag} = any(c.tags)`]),
    ...(tier === undefined ? [] : [sql`c.tier = ${tier}`]),
    ...(owner === undefined ? [] : [sql`c.owner_id = ${owner}`]),
  ];
  return sql.join(tests, sql` and `);
}

function byName(accountId: string, filter: ContactFilter, limit: number, after: NamePlace | null): RawBuilder<unknown> {
  const beyond = after === null ? sql`` : sql`and (c.search collate "C", c.id) > (${after.search}, ${after.id}::uuid)`;
  return sql`select c.id, row_number() over (order by c.search collate "C", c.id) as place, null::text as number from ringback.contact c
    where c.account_id = ${accountId} and ${conditions(filter)} ${beyond} order by c.search collate "C", c.id limit ${limit + 1}`;
}

function byWords(accountId: string, filter: ContactFilter, words: string): RawBuilder<unknown> {
  return sql`select c.id, min(f.place) as place, min(f.number) as number
    from ringback.find_contacts(${words}, ${foundMax}) with ordinality f(contact_id, number, rank, place)
    join ringback.contact c on c.account_id = ${accountId} and c.id = f.contact_id where ${conditions(filter)} group by c.id`;
}

function withColumns(accountId: string, which: RawBuilder<unknown>): RawBuilder<Columns> {
  return sql<Columns>`with chosen as materialized (${which})
    select c.id, c.name, c.company, c.kind, c.tier, c.tags, c.search, member.name as "ownerName",
      coalesce(chosen.number, numbers.first) as number, greatest(numbers.count - 1, 0)::int as "moreNumbers",
      numbers.last_call_at as "lastCallAt", open.id as "openCallbackId"
    from chosen join ringback.contact c on c.account_id = ${accountId} and c.id = chosen.id
    left join ringback.member member on member.account_id = c.account_id and member.id = c.owner_id
    left join lateral (select count(*) as count, (array_agg(n.number order by n.first_known desc, n.added_at))[1] as first,
        max((select max(k.arrived_at) from ringback.call k where k.account_id = n.account_id and k.caller = n.number)) as last_call_at
      from ringback.contact_number n where n.account_id = c.account_id and n.contact_id = c.id) numbers on true
    left join lateral (select b.id from ringback.callback b where b.account_id = c.account_id and b.contact_id = c.id and b.state <> 'closed'
      order by b.due_at limit 1) open on true
    order by chosen.place`;
}

function toRow({ search: _, lastCallAt, ...row }: Columns): ContactRow {
  return { ...row, lastCallAt: lastCallAt?.toString() ?? null };
}
