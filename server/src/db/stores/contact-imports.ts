// What a list of contacts writes, many rows at once, and how it is taken back.
import type { ContactFacts } from "@ringback/core/contacts/contact.ts";
import { sql } from "kysely";
import type { ImportSession } from "#db/import-session.ts";
import type { Transaction } from "#db/transaction.ts";
import { factsOf } from "./contact-records.ts";

export interface KnownContact {
  readonly id: string;
  readonly facts: ContactFacts;
  readonly numbers: readonly string[];
}

/** The contacts that have one of these numbers or e-mails, locked in a fixed order until the batch is written. */
export async function lockKnown(
  tx: Transaction,
  numbers: readonly string[],
  emails: readonly string[],
): Promise<KnownContact[]> {
  return await tx.rows<KnownContact>(sql`
    with chosen as (
      select contact_id as id from ringback.contact_number where account_id = ${tx.accountId} and number = any(${numbers}::text[])
      union select id from ringback.contact where account_id = ${tx.accountId} and email = any(${emails}::text[]) and merged_into is null
    ), locked as (
      select c.* from ringback.contact c where c.account_id = ${tx.accountId} and c.id in (select id from chosen) and c.merged_into is null order by c.id for update
    )
    select locked.id, ${factsOf("locked")} as facts,
      array(select number from ringback.contact_number n where n.account_id = locked.account_id and n.contact_id = locked.id) as numbers from locked`);
}

/**
 * Takes the statistics of the tables that a list fills anew. Without them the planner believes them small and reads a whole
 * business for every batch: known rows went in twenty times slower.
 */
export async function analyzeContacts(session: ImportSession): Promise<void> {
  await session.query("analyze ringback.contact, ringback.contact_phone, ringback.contact_phone_other");
}

export interface WrittenContact {
  readonly id: string;
  readonly facts: ContactFacts;
  /** What the list said: its source is the list from now on. */
  readonly given: readonly string[];
}
export interface WrittenNumber {
  readonly number: string;
  readonly contactId: string;
  readonly shared: boolean;
}
export interface ImportChange {
  readonly row: number;
  readonly contactId: string;
  readonly kind: "created" | "changed";
  readonly before: Partial<ContactFacts>;
  readonly after: Partial<ContactFacts>;
  readonly numbers: readonly string[];
}

const shape = sql`(id uuid, sources jsonb, name text, company text, kind text, since date, note text, "openIssue" text, email text, address text, "postalCode" text, region text,
  "timeZoneOverride" text, "timeZoneReason" text, language text, "ownerId" uuid, tier text, tags text[], fields jsonb)`;
const columns = sql`name, company, kind, since, note, open_issue, email, address, postal_code, region, time_zone_override, time_zone_reason, language, owner_id, tier, tags, fields`;
const values = sql`r.name, r.company, r.kind, r.since, r.note, r."openIssue", r.email, r.address, r."postalCode", r.region, r."timeZoneOverride", r."timeZoneReason", r.language, r."ownerId", r.tier, r.tags, r.fields`;

/** Writes a batch: contacts entered and changed, numbers, and what was done, to take it back. */
export function writeContacts(
  tx: Transaction,
  importId: string,
  batch: {
    readonly entered: readonly WrittenContact[];
    readonly changed: readonly WrittenContact[];
    readonly numbers: readonly WrittenNumber[];
    readonly changes: readonly ImportChange[];
  },
): void {
  const at = tx.now.toString();
  const rowsOf = (contacts: readonly WrittenContact[]) =>
    JSON.stringify(
      contacts.map(({ id, facts, given }) => ({
        id,
        ...facts,
        sources: Object.fromEntries(given.map((fact) => [fact, { source: "import", at, by: null }])),
      })),
    );
  if (batch.entered.length > 0)
    tx.write(sql`insert into ringback.contact (account_id, id, created_at, changed_at, import_id, sources, ${columns})
      select ${tx.accountId}, r.id, ${tx.now}, ${tx.now}, ${importId}, r.sources, ${values} from jsonb_to_recordset(${rowsOf(batch.entered)}::jsonb) as r${shape}`);
  if (batch.changed.length > 0)
    tx.write(sql`update ringback.contact c set (${columns}) = row(${values}), sources = c.sources || r.sources, version = c.version + 1, changed_at = ${tx.now}
      from jsonb_to_recordset(${rowsOf(batch.changed)}::jsonb) as r${shape} where c.account_id = ${tx.accountId} and c.id = r.id`);
  for (const shared of [false, true]) {
    const numbers = batch.numbers.filter((number) => number.shared === shared);
    const table = shared ? sql`ringback.contact_phone_other` : sql`ringback.contact_phone`;
    if (numbers.length > 0)
      tx.write(sql`insert into ${table} (account_id, number, contact_id, source, added_at)
        select ${tx.accountId}, number, contact_id, 'import', ${tx.now}
        from unnest(${numbers.map(({ number }) => number)}::text[], ${numbers.map(({ contactId }) => contactId)}::uuid[]) as given(number, contact_id) on conflict do nothing`);
  }
  if (batch.changes.length > 0)
    tx.write(sql`insert into ringback.contact_import_change (account_id, import_id, row_number, contact_id, kind, before, after, numbers)
      select ${tx.accountId}, ${importId}, r."row", r."contactId", r.kind, r.before, r.after, r.numbers
      from jsonb_to_recordset(${JSON.stringify(batch.changes)}::jsonb) as r("row" bigint, "contactId" uuid, kind text, before jsonb, after jsonb, numbers text[])`);
}

export interface ContactProgress {
  readonly bytesRead: number;
  readonly rowDone: number;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly repeated: number;
  readonly rejected: readonly { readonly row: number; readonly reason: string; readonly line: string }[];
}

const lineCharsMax = 2_000;

/** Notes how far a list is read, in the transaction that wrote its rows. Answers whether somebody asked to cancel. */
export async function noteContacts(tx: Transaction, importId: string, progress: ContactProgress): Promise<boolean> {
  const { rejected } = progress;
  if (rejected.length > 0)
    tx.write(sql`insert into ringback.call_import_reject (account_id, import_id, row_number, reason, line)
      select ${tx.accountId}, ${importId}, given.* from unnest(${rejected.map(({ row }) => row)}::bigint[], ${rejected.map(({ reason }) => reason)}::text[],
        ${rejected.map(({ line }) => line.replaceAll("\0", "\uFFFD").slice(0, lineCharsMax).toWellFormed())}::text[]) as given on conflict do nothing`);
  const reasons = Object.fromEntries(
    [...Map.groupBy(rejected, ({ reason }) => reason)].map(([reason, rows]) => [reason, rows.length]),
  );
  const row = await tx.first<{
    cancelAsked: boolean;
  }>(sql`update ringback.call_import set bytes_read = ${progress.bytesRead}, row_done = ${progress.rowDone}, rows_read = rows_read + ${progress.rows},
      added = added + ${progress.added}, changed = changed + ${progress.changed}, repeated = repeated + ${progress.repeated}, rejected = rejected + ${rejected.length}, tries = 0,
      reasons = (select coalesce(jsonb_object_agg(key, n), '{}') from (select key, sum(value::bigint) as n from (
        select * from jsonb_each_text(reasons) union all select * from jsonb_each_text(${reasons}::jsonb)) both_counts group by key) summed)
    where account_id = ${tx.accountId} and id = ${importId} returning cancel_asked as "cancelAsked"`);
  return row?.cancelAsked ?? true;
}

/** The last things an import did, still to be taken back. */
export async function lastChanges(tx: Transaction, importId: string, most: number): Promise<ImportChange[]> {
  return await tx.rows<ImportChange>(sql`select row_number as "row", contact_id as "contactId", kind, before, after, numbers from ringback.contact_import_change
    where account_id = ${tx.accountId} and import_id = ${importId} order by row_number desc limit ${most}`);
}

export function forgetChanges(tx: Transaction, importId: string, rows: readonly number[]): void {
  tx.write(
    sql`delete from ringback.contact_import_change where account_id = ${tx.accountId} and import_id = ${importId} and row_number = any(${rows}::bigint[])`,
  );
}

/** Of these contacts those about whom nothing has happened: no call, callback, text, lead, merge. */
export async function untouched(tx: Transaction, contactIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{
    id: string;
  }>(sql`select c.id from ringback.contact c where c.account_id = ${tx.accountId} and c.id = any(${contactIds}::uuid[]) and c.merged_into is null
    and not exists (select from ringback.callback b where b.account_id = c.account_id and b.contact_id = c.id)
    and not exists (select from ringback.message m where m.account_id = c.account_id and m.contact_id = c.id)
    and not exists (select from ringback.lead l where l.account_id = c.account_id and l.contact_id = c.id)
    and not exists (select from ringback.contact_merge m where m.account_id = c.account_id and (m.kept_id = c.id or m.gone_id = c.id))
    and not exists (select from ringback.contact_phone p join ringback.call k on k.account_id = p.account_id and k.caller = p.number and k.contact_id = c.id
      where p.account_id = c.account_id and p.contact_id = c.id)`);
  return new Set(rows.map(({ id }) => id));
}

/** Removes contacts; a number that others share becomes theirs. */
export function removeContactRows(tx: Transaction, contactIds: readonly string[]): void {
  takeNumbers(tx, contactIds, null);
  tx.write(sql`delete from ringback.contact where account_id = ${tx.accountId} and id = any(${contactIds}::uuid[])`);
}

/** Takes numbers from contacts (null: all of theirs); of others behind one, who was added first has it from now on. */
export function takeNumbers(tx: Transaction, contactIds: readonly string[], numbers: readonly string[] | null): void {
  const theirs = numbers === null ? sql`` : sql`and number = any(${numbers}::text[])`;
  tx.write(
    sql`delete from ringback.contact_phone_other where account_id = ${tx.accountId} and contact_id = any(${contactIds}::uuid[]) ${theirs}`,
  );
  tx.write(sql`with next as (
      select distinct on (o.number) o.number, o.contact_id, o.label from ringback.contact_phone_other o
      join ringback.contact_phone p on p.account_id = o.account_id and p.number = o.number
      where o.account_id = ${tx.accountId} and p.contact_id = any(${contactIds}::uuid[]) ${numbers === null ? sql`` : sql`and o.number = any(${numbers}::text[])`}
      order by o.number, o.added_at, o.contact_id
    ), given as (
      update ringback.contact_phone p set contact_id = next.contact_id, label = next.label from next
      where p.account_id = ${tx.accountId} and p.number = next.number returning p.number, p.contact_id
    ) delete from ringback.contact_phone_other o using given where o.account_id = ${tx.accountId} and o.number = given.number and o.contact_id = given.contact_id`);
  if (numbers !== null)
    tx.write(
      sql`delete from ringback.contact_phone where account_id = ${tx.accountId} and contact_id = any(${contactIds}::uuid[]) ${theirs}`,
    );
}
