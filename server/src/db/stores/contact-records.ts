// Contacts as records: their facts, their numbers, their leads.
import type { ContactFact, ContactFacts, FactSource } from "@ringback/core/contacts/contact.ts";
import { type ContactSetup, defaultContactSetup } from "@ringback/core/contacts/contact-setup.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

const columnOf: Readonly<Record<ContactFact, string>> = {
  name: "name",
  company: "company",
  kind: "kind",
  since: "since",
  note: "note",
  openIssue: "open_issue",
  email: "email",
  address: "address",
  postalCode: "postal_code",
  region: "region",
  timeZoneOverride: "time_zone_override",
  timeZoneReason: "time_zone_reason",
  language: "language",
  ownerId: "owner_id",
  tier: "tier",
  tags: "tags",
  fields: "fields",
};

/** The facts of `alias` (a row of `ringback.contact`) as one object. */
export function factsOf(alias: string): RawBuilder<ContactFacts> {
  const pairs = Object.entries(columnOf).map(
    ([fact, column]) => sql`${sql.lit(fact)}, ${sql.ref(`${alias}.${column}`)}`,
  );
  return sql<ContactFacts>`jsonb_build_object(${sql.join(pairs)})`;
}

export interface ContactRecord {
  readonly id: string;
  readonly version: number;
  readonly facts: ContactFacts;
  readonly mergedInto: string | null;
  readonly createdAt: Temporal.Instant;
}

/** Locks contacts in a fixed order, so that no two transactions wait for each other, and answers those that exist. */
export async function lockContacts(tx: Transaction, ids: readonly string[]): Promise<Map<string, ContactRecord>> {
  const rows =
    await tx.rows<ContactRecord>(sql`select c.id, c.version, ${factsOf("c")} as facts, c.merged_into as "mergedInto", c.created_at as "createdAt"
    from ringback.contact c where c.account_id = ${tx.accountId} and c.id = any(${ids}::uuid[]) order by c.id for update`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Enters a contact; its numbers come with `addNumber`. */
export function insertContact(
  tx: Transaction,
  contact: { id: string; facts: Partial<ContactFacts>; source: FactSource; by: string | null },
): void {
  const { facts } = contact;
  const given = Object.keys(facts) as ContactFact[];
  const columns = sql.join(given.map((fact) => sql.ref(columnOf[fact])));
  tx.write(sql`insert into ringback.contact (account_id, id, created_at, changed_at, sources${given.length > 0 ? sql`, ${columns}` : sql``})
    values (${tx.accountId}, ${contact.id}, ${tx.now}, ${tx.now}, ${sourcesOf(tx, given, contact)}${given.length > 0 ? sql`, ${sql.join(given.map((fact) => facts[fact] ?? null))}` : sql``})`);
}

/** Changes facts; what is left out stays. Whence each is, is kept beside it. */
export function changeFacts(
  tx: Transaction,
  contactId: string,
  changes: Partial<ContactFacts>,
  from: { source: FactSource; by: string | null },
): void {
  const given = Object.keys(changes) as ContactFact[];
  if (given.length === 0) return;
  const set = given.map((fact) => sql`${sql.ref(columnOf[fact])} = ${changes[fact] ?? null}`);
  tx.write(sql`update ringback.contact set ${sql.join(set)}, sources = sources || ${sourcesOf(tx, given, from)}::jsonb, version = version + 1, changed_at = ${tx.now}
    where account_id = ${tx.accountId} and id = ${contactId}`);
}

function sourcesOf(
  tx: Transaction,
  facts: readonly ContactFact[],
  { source, by }: { source: FactSource; by: string | null },
) {
  return Object.fromEntries(facts.map((fact) => [fact, { source, at: tx.now.toString(), by }]));
}

/**
 * Waits its turn with the webhooks of these callers and with whoever enters them at the same moment: what is looked up after
 * this is still so when it is written. In a fixed order.
 */
export function lockNumbers(tx: Transaction, numbers: readonly string[]): void {
  if (numbers.length === 0) return;
  tx.write(sql`select pg_advisory_xact_lock(hashtextextended('caller:' || ${tx.accountId} || ':' || number, 0))
    from (select distinct number from unnest(${numbers}::text[]) number order by number) sorted`);
}

export interface NumberHolder {
  readonly number: string;
  readonly contactId: string;
  readonly firstKnown: boolean;
}

/** Who has these numbers. Believe it only under `lockNumbers`. */
export async function holdersOf(tx: Transaction, numbers: readonly string[]): Promise<NumberHolder[]> {
  return await tx.rows<NumberHolder>(sql`select number, contact_id as "contactId", first_known as "firstKnown" from ringback.contact_number
    where account_id = ${tx.accountId} and number = any(${numbers}::text[])`);
}

/** Gives a contact a number; `shared`: somebody else was first known by it. Twice is as once. */
export function addNumber(
  tx: Transaction,
  given: { contactId: string; number: string; label: string | null; source: "person" | "import"; shared: boolean },
): void {
  const table = given.shared ? sql`ringback.contact_phone_other` : sql`ringback.contact_phone`;
  tx.write(sql`insert into ${table} (account_id, number, contact_id, label, source, added_at)
    values (${tx.accountId}, ${given.number}, ${given.contactId}, ${given.label}, ${given.source}, ${tx.now}) on conflict do nothing`);
}

/** Takes a number from a contact. Of others behind it, the one who was added first is whom calls are matched to from now on. */
export async function removeNumber(tx: Transaction, contactId: string, number: string): Promise<boolean> {
  const shared = await tx.rows(sql`delete from ringback.contact_phone_other
    where account_id = ${tx.accountId} and number = ${number} and contact_id = ${contactId} returning number`);
  if (shared.length > 0) return true;
  const next = await tx.first<{
    contactId: string;
    label: string | null;
  }>(sql`select contact_id as "contactId", label from ringback.contact_phone_other
    where account_id = ${tx.accountId} and number = ${number} order by added_at, contact_id limit 1`);
  if (next === null) {
    const gone = await tx.rows(sql`delete from ringback.contact_phone
      where account_id = ${tx.accountId} and number = ${number} and contact_id = ${contactId} returning number`);
    return gone.length > 0;
  }
  const given =
    await tx.rows(sql`update ringback.contact_phone set contact_id = ${next.contactId}, label = ${next.label}
    where account_id = ${tx.accountId} and number = ${number} and contact_id = ${contactId} returning number`);
  if (given.length > 0)
    tx.write(
      sql`delete from ringback.contact_phone_other where account_id = ${tx.accountId} and number = ${number} and contact_id = ${next.contactId}`,
    );
  return given.length > 0;
}

/** The account's tiers and own fields. */
export async function loadContactSetup(tx: Transaction): Promise<ContactSetup> {
  const row = await tx.first<{ setup: ContactSetup }>(
    sql`select setup from ringback.contact_setup where account_id = ${tx.accountId}`,
  );
  return row?.setup ?? defaultContactSetup;
}

export function saveContactSetup(tx: Transaction, setup: ContactSetup): void {
  tx.write(sql`insert into ringback.contact_setup (account_id, setup, changed_at) values (${tx.accountId}, ${setup}, ${tx.now})
    on conflict (account_id) do update set setup = excluded.setup, changed_at = excluded.changed_at`);
}

/** Contacts of other tiers than these have the first one again. */
export function letGoOfTiers(tx: Transaction, kept: readonly string[]): void {
  tx.write(sql`update ringback.contact set tier = ${kept[0] ?? "none"}, version = version + 1, changed_at = ${tx.now}
    where account_id = ${tx.accountId} and tier <> all(${kept}::text[])`);
}

/** Whether this is a person of the account. */
export async function isMember(tx: Transaction, memberId: string): Promise<boolean> {
  const row = await tx.first(
    sql`select 1 from ringback.member where account_id = ${tx.accountId} and id = ${memberId} and removed_at is null`,
  );
  return row !== null;
}

export function insertLead(
  tx: Transaction,
  lead: { id: string; contactId: string; title: string; valueCents: number | null; source: string | null },
): void {
  tx.write(sql`insert into ringback.lead (account_id, id, contact_id, title, value_cents, source, opened_at)
    values (${tx.accountId}, ${lead.id}, ${lead.contactId}, ${lead.title}, ${lead.valueCents}, ${lead.source}, ${tx.now})`);
}

export interface LeadChange {
  readonly title?: string | undefined;
  readonly valueCents?: number | null | undefined;
  readonly source?: string | null | undefined;
  readonly state?: "open" | "won" | "lost" | undefined;
}

export async function lockLead(
  tx: Transaction,
  leadId: string,
): Promise<{ version: number; contactId: string } | null> {
  return await tx.first(sql<{
    version: number;
    contactId: string;
  }>`select version, contact_id as "contactId" from ringback.lead
    where account_id = ${tx.accountId} and id = ${leadId} for update`);
}

export function changeLead(tx: Transaction, leadId: string, change: LeadChange): void {
  const { title, valueCents, source, state } = change;
  tx.write(sql`update ringback.lead set title = coalesce(${title ?? null}, title),
      value_cents = case when ${valueCents !== undefined} then ${valueCents ?? null}::bigint else value_cents end,
      source = case when ${source !== undefined} then ${source ?? null} else source end,
      closed_at = case ${state ?? null}::text when 'open' then null when 'won' then ${tx.now} when 'lost' then ${tx.now} else closed_at end,
      state = coalesce(${state ?? null}, state), version = version + 1
    where account_id = ${tx.accountId} and id = ${leadId}`);
}

/** Every number of these contacts. */
export async function numbersOfContacts(tx: Transaction, contactIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ number: string }>(
    sql`select number from ringback.contact_number where account_id = ${tx.accountId} and contact_id = any(${contactIds}::uuid[])`,
  );
  return rows.map(({ number }) => number);
}

/** The people of the account, as a list may name them. */
export async function listPeople(tx: Transaction): Promise<{ id: string; name: string; email: string | null }[]> {
  return await tx.rows(sql<{
    id: string;
    name: string;
    email: string | null;
  }>`select id, name, email from ringback.member
    where account_id = ${tx.accountId} and removed_at is null`);
}
