// Two contacts become one, and two again.
import type { ContactFacts } from "@ringback/core/contacts/contact.ts";
import type { DuplicateCause } from "@ringback/core/contacts/merge-contacts.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** What a merge moved and changed. Ids are of rows that pointed at the contact that is gone. */
export interface Moved {
  readonly changes: Partial<ContactFacts>;
  readonly before: Partial<ContactFacts>;
  /** Numbers that the gone contact was first known by. */
  readonly numbers: readonly string[];
  /** Numbers of those that the kept contact had beside it. */
  readonly keptShared: readonly { readonly number: string; readonly label: string | null }[];
  /** Numbers it had beside somebody else; `dropped` where the kept contact had them already. */
  readonly goneShared: readonly { readonly number: string; readonly label: string | null; readonly dropped: boolean }[];
  readonly rows: Readonly<Record<MovedTable, readonly string[]>>;
}

const movedTables = ["call", "outbound_call", "episode", "callback", "message", "lead"] as const;
type MovedTable = (typeof movedTables)[number];

/**
 * Points numbers and history of one contact to another and answers what was moved. Calls and episodes are found by its
 * numbers, because they have no index by contact.
 */
export async function moveHistory(
  tx: Transaction,
  from: string,
  to: string,
): Promise<Omit<Moved, "changes" | "before">> {
  const held = await numbersOf(tx, from);
  const known = await numbersOf(tx, to);
  const all = held.map(({ number }) => number);
  const moved = async (table: MovedTable) => await repoint(tx, table, { from, to, numbers: all });
  const rows: Moved["rows"] = {
    call: await moved("call"),
    outbound_call: await moved("outbound_call"),
    episode: await moved("episode"),
    callback: await moved("callback"),
    message: await moved("message"),
    lead: await moved("lead"),
  };
  const numbers = held.filter(({ firstKnown }) => firstKnown).map(({ number }) => number);
  // Both stood behind the same number: once is enough, and each is put back as it was.
  const keptShared = known.filter(({ number, firstKnown }) => !firstKnown && numbers.includes(number)).map(plainNumber);
  const goneShared = held
    .filter(({ firstKnown }) => !firstKnown)
    .map((one) => ({ ...plainNumber(one), dropped: known.some(({ number }) => number === one.number) }));
  tx.write(sql`delete from ringback.contact_phone_other where account_id = ${tx.accountId}
    and (contact_id = ${from} or (contact_id = ${to} and number = any(${numbers}::text[])))`);
  for (const { number, label, dropped } of goneShared) if (!dropped) share(tx, to, { number, label });
  tx.write(
    sql`update ringback.contact_phone set contact_id = ${to} where account_id = ${tx.accountId} and number = any(${numbers}::text[])`,
  );
  return { numbers, keptShared, goneShared, rows };
}

interface HeldNumber {
  readonly number: string;
  readonly label: string | null;
  readonly firstKnown: boolean;
}

async function numbersOf(tx: Transaction, contactId: string): Promise<HeldNumber[]> {
  return await tx.rows<HeldNumber>(sql`select number, label, first_known as "firstKnown" from ringback.contact_number
    where account_id = ${tx.accountId} and contact_id = ${contactId} order by number`);
}

function plainNumber({ number, label }: HeldNumber): { number: string; label: string | null } {
  return { number, label };
}

/** Behind a number that is still somebody's. */
function share(tx: Transaction, contactId: string, { number, label }: { number: string; label: string | null }): void {
  tx.write(sql`insert into ringback.contact_phone_other (account_id, number, contact_id, label, added_at)
    select ${tx.accountId}::uuid, ${number}::text, ${contactId}::uuid, ${label}::text, ${tx.now}::timestamptz
    where exists (select from ringback.contact_phone where account_id = ${tx.accountId} and number = ${number} and contact_id <> ${contactId}) on conflict do nothing`);
}

async function repoint(
  tx: Transaction,
  table: MovedTable,
  { from, to, numbers }: { from: string; to: string; numbers: readonly string[] },
): Promise<string[]> {
  const name = sql.ref(`ringback.${table}`);
  const byNumber = { call: "caller", episode: "caller", outbound_call: "called" } as const;
  const which =
    table === "call" || table === "episode" || table === "outbound_call"
      ? sql`${sql.ref(byNumber[table])} = any(${numbers}::text[]) and contact_id = ${from}`
      : sql`contact_id = ${from}`;
  const rows = await tx.rows<{ id: string }>(
    sql`update ${name} set contact_id = ${to} where account_id = ${tx.accountId} and ${which} returning id`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Points back what a merge moved, where it still stands as the merge left it. What came in since by a number that goes back
 * goes with the number.
 */
export async function moveBack(
  tx: Transaction,
  moved: Moved,
  merge: { keptId: string; goneId: string; at: Temporal.Instant },
): Promise<void> {
  const { keptId, goneId, at } = merge;
  const returned = await tx.rows<{ number: string }>(sql`update ringback.contact_phone set contact_id = ${goneId}
    where account_id = ${tx.accountId} and number = any(${moved.numbers}::text[]) and contact_id = ${keptId} returning number`);
  const numbers = returned.map(({ number }) => number);
  for (const given of moved.keptShared) share(tx, keptId, given);
  for (const given of moved.goneShared) {
    share(tx, goneId, given);
    if (!given.dropped)
      tx.write(
        sql`delete from ringback.contact_phone_other where account_id = ${tx.accountId} and number = ${given.number} and contact_id = ${keptId}`,
      );
  }
  for (const table of movedTables)
    tx.write(sql`update ${sql.ref(`ringback.${table}`)} set contact_id = ${goneId}
      where account_id = ${tx.accountId} and id = any(${moved.rows[table]}::uuid[]) and contact_id = ${keptId}`);
  // Since the merge, by their number.
  tx.write(
    sql`update ringback.call set contact_id = ${goneId} where account_id = ${tx.accountId} and caller = any(${numbers}::text[]) and contact_id = ${keptId} and created_at >= ${at}`,
  );
  tx.write(
    sql`update ringback.outbound_call set contact_id = ${goneId} where account_id = ${tx.accountId} and called = any(${numbers}::text[]) and contact_id = ${keptId} and started_at >= ${at}`,
  );
  tx.write(sql`update ringback.callback b set contact_id = ${goneId} from ringback.episode e where b.account_id = ${tx.accountId} and e.account_id = b.account_id and e.id = b.episode_id
    and e.caller = any(${numbers}::text[]) and b.contact_id = ${keptId} and b.opened_at >= ${at}`);
  tx.write(sql`update ringback.message set contact_id = ${goneId} where account_id = ${tx.accountId} and contact_id = ${keptId} and created_at >= ${at}
    and (from_number = any(${numbers}::text[]) or to_number = any(${numbers}::text[]))`);
  tx.write(
    sql`update ringback.episode set contact_id = ${goneId} where account_id = ${tx.accountId} and caller = any(${numbers}::text[]) and contact_id = ${keptId} and opened_at >= ${at}`,
  );
}

/** The contact lives on in another (its row stays for taking back), or on its own again. */
export function setMergedInto(tx: Transaction, contactId: string, into: string | null): void {
  tx.write(
    sql`update ringback.contact set merged_into = ${into}, version = version + 1, changed_at = ${tx.now} where account_id = ${tx.accountId} and id = ${contactId}`,
  );
}

export interface StoredMerge {
  readonly id: string;
  readonly keptId: string;
  readonly goneId: string;
  readonly at: Temporal.Instant;
  readonly undoUntil: Temporal.Instant;
  readonly undoneAt: Temporal.Instant | null;
  readonly moved: Moved;
  /** Whether either of the two was merged again since. */
  readonly mergedSince: boolean;
}

export function keepMerge(
  tx: Transaction,
  merge: {
    id: string;
    keptId: string;
    goneId: string;
    cause: DuplicateCause;
    by: string;
    undoUntil: Temporal.Instant;
    moved: Moved;
  },
): void {
  tx.write(sql`insert into ringback.contact_merge (account_id, id, kept_id, gone_id, cause, by_member, at, undo_until, moved)
    values (${tx.accountId}, ${merge.id}, ${merge.keptId}, ${merge.goneId}, ${merge.cause}, ${merge.by}, ${tx.now}, ${merge.undoUntil}, ${merge.moved})`);
}

export async function lockMerge(tx: Transaction, mergeId: string): Promise<StoredMerge | null> {
  return await tx.first(sql<StoredMerge>`select m.id, m.kept_id as "keptId", m.gone_id as "goneId", m.at, m.undo_until as "undoUntil", m.undone_at as "undoneAt", m.moved,
      exists (select from ringback.contact_merge later where later.account_id = m.account_id and later.undone_at is null and later.id <> m.id and (later.at, later.id) > (m.at, m.id)
        and (later.kept_id in (m.kept_id, m.gone_id) or later.gone_id in (m.kept_id, m.gone_id))) as "mergedSince"
    from ringback.contact_merge m where m.account_id = ${tx.accountId} and m.id = ${mergeId} for update of m`);
}

export function markUndone(tx: Transaction, mergeId: string, by: string): void {
  tx.write(
    sql`update ringback.contact_merge set undone_at = ${tx.now}, undone_by = ${by} where account_id = ${tx.accountId} and id = ${mergeId}`,
  );
}

export function keepApart(tx: Transaction, one: string, other: string, by: string): void {
  const [first, second] = one < other ? [one, other] : [other, one];
  tx.write(sql`insert into ringback.contact_distinct (account_id, one_id, other_id, by_member, at)
    values (${tx.accountId}, ${first}, ${second}, ${by}, ${tx.now}) on conflict do nothing`);
}
