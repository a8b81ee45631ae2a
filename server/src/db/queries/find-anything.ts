import type { contactRoutes } from "@ringback/contract/contacts.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

type Found = AnswerOf<typeof contactRoutes.find>;
const contactsMax = 8;
const othersMax = 6;

/** Contacts, open callbacks and calls by words or digits, best first: what the quick finder shows while somebody types. */
export async function findAnything(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  words: string,
): Promise<Found> {
  if (words.trim() === "") return { contacts: [], callbacks: [], calls: [] };
  const digits = words.replace(/\D/g, "");
  return await transaction(db, accountId, now, async (tx) => {
    const contacts = await tx.rows<Found["contacts"][number]>(sql`
      select c.id, c.name, c.company, c.kind, coalesce(f.number, (select n.number from ringback.contact_number n
        where n.account_id = c.account_id and n.contact_id = c.id order by n.first_known desc, n.added_at limit 1)) as number
      from ringback.find_contacts(${words}, 30) with ordinality f(contact_id, number, rank, place)
      join ringback.contact c on c.account_id = ${accountId} and c.id = f.contact_id order by f.place limit ${contactsMax}`);
    // Callers without a contact are found by their number only.
    const byDigits = digits.length >= 4 ? sql`or b.caller like ${`%${digits}%`}` : sql``;
    const ids = contacts.map(({ id }) => id);
    const callbacks = await tx.rows<Omit<Found["callbacks"][number], "dueAt"> & { dueAt: Temporal.Instant }>(sql`
      select b.id, (select name from ringback.contact c where c.account_id = b.account_id and c.id = b.contact_id) as name, b.caller as number, b.urgency, b.due_at as "dueAt"
      from ringback.callback b where b.account_id = ${accountId} and b.state <> 'closed' and (b.contact_id = any(${ids}::uuid[]) ${byDigits})
      order by b.due_at, b.id limit ${othersMax}`);
    const calls = await tx.rows<Omit<Found["calls"][number], "arrivedAt"> & { arrivedAt: Temporal.Instant }>(sql`
      with numbers as (select distinct n.number, n.contact_id from ringback.contact_number n where n.account_id = ${accountId} and n.contact_id = any(${ids}::uuid[]))
      select recent.id, c.name, recent.caller as number, recent.arrived_at as "arrivedAt", recent.outcome
      from numbers join ringback.contact c on c.account_id = ${accountId} and c.id = numbers.contact_id
      cross join lateral (select k.id, k.caller, k.arrived_at, k.outcome from ringback.call k where k.account_id = ${accountId} and k.caller = numbers.number
        order by k.arrived_at desc limit 3) recent
      order by recent.arrived_at desc limit ${othersMax}`);
    return {
      contacts,
      callbacks: callbacks.map((row) => ({ ...row, dueAt: row.dueAt.toString() })),
      calls: calls.map((row) => ({ ...row, arrivedAt: row.arrivedAt.toString() })),
    };
  });
}
