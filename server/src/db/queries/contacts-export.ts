import type { ContactFacts } from "@ringback/core/contacts/contact.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { factsOf } from "#db/stores/contact-records.ts";
import { transaction } from "#db/transaction.ts";

export interface ExportedContact {
  readonly id: string;
  readonly facts: ContactFacts;
  readonly ownerName: string | null;
  readonly numbers: readonly string[];
  readonly createdAt: Temporal.Instant;
  readonly search: string;
}

const rowsAtOnce = 2_000;

/** Every contact by name, a page at a time, so that an export of any size stays small in memory. */
export async function* exportedContacts(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
): AsyncGenerator<readonly ExportedContact[]> {
  let place: Place | null = null;
  do {
    const rows: readonly ExportedContact[] = await pageAfter(db, accountId, now, place);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    place = last === undefined || rows.length < rowsAtOnce ? null : { search: last.search, id: last.id };
  } while (place !== null);
}

interface Place {
  readonly search: string;
  readonly id: string;
}

async function pageAfter(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  place: Place | null,
): Promise<ExportedContact[]> {
  const beyond = place === null ? sql`` : sql`and (c.search collate "C", c.id) > (${place.search}, ${place.id}::uuid)`;
  return await transaction(db, accountId, now, (tx) =>
    tx.rows<ExportedContact>(sql`select c.id, c.search, ${factsOf("c")} as facts, member.name as "ownerName", c.created_at as "createdAt",
        array(select number from ringback.contact_number n where n.account_id = c.account_id and n.contact_id = c.id order by n.first_known desc, n.added_at, n.number) as numbers
      from ringback.contact c left join ringback.member member on member.account_id = c.account_id and member.id = c.owner_id
      where c.account_id = ${accountId} and c.merged_into is null ${beyond} order by c.search collate "C", c.id limit ${rowsAtOnce}`),
  );
}
