import type { ContactBody, LeadBody } from "@ringback/contract/contacts.ts";
import type { ContactFacts } from "@ringback/core/contacts/contact.ts";
import {
  type Comparable,
  type Duplicate,
  duplicateReasons,
  findDuplicates,
} from "@ringback/core/contacts/find-duplicates.ts";
import type { DuplicateCause } from "@ringback/core/contacts/merge-contacts.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { factsOf } from "#db/stores/contact-records.ts";
import { newestChoice } from "#db/stores/opt-out.ts";
import { type Transaction, transaction } from "#db/transaction.ts";

interface Head {
  readonly id: string;
  readonly version: number;
  readonly facts: ContactFacts;
  readonly sources: Readonly<
    Record<string, { source: "call" | "person" | "import" | "merge"; at: string; by: string | null }>
  >;
  readonly createdAt: Temporal.Instant;
  readonly enteredBy: "call" | "import" | "person";
  readonly mergedInto: string | null;
  readonly ownerName: string | null;
}

type NumberColumns = Omit<ContactBody["numbers"][number], "consentWords">;

/** Everything the page of a contact shows but its history; null when the account has none of this id. */
export async function contactPage(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  contactId: string,
  numberKey: Uint8Array,
): Promise<ContactBody | null> {
  return await transaction(db, accountId, now, async (tx) => {
    const head =
      await tx.first<Head>(sql`select c.id, c.version, ${factsOf("c")} as facts, c.created_at as "createdAt", c.merged_into as "mergedInto", owner.name as "ownerName",
        (select coalesce(jsonb_object_agg(key, value || jsonb_build_object('by', (select name from ringback.member m
          where m.account_id = c.account_id and m.id = (value->>'by')::uuid))), '{}') from jsonb_each(c.sources)) as sources,
        case when c.created_from_call_id is not null then 'call' when c.import_id is not null then 'import' else 'person' end as "enteredBy"
      from ringback.contact c left join ringback.member owner on owner.account_id = c.account_id and owner.id = c.owner_id
      where c.account_id = ${accountId} and c.id = ${contactId}`);
    if (head === null) return null;
    const [numbers, leads, merges, duplicates] = await Promise.all([
      loadNumbers(tx, contactId, numberKey),
      loadLeads(tx, contactId),
      loadMerges(tx, contactId),
      duplicatesOf(tx, head),
    ]);
    return {
      ...head,
      createdAt: head.createdAt.toString(),
      facts: { ...head.facts, tags: [...head.facts.tags], fields: { ...head.facts.fields } },
      numbers: numbers.map((number) => ({ ...number, consentWords: consentWords(number) })),
      leads,
      merges,
      duplicates,
    };
  });
}

async function loadNumbers(tx: Transaction, contactId: string, numberKey: Uint8Array): Promise<NumberColumns[]> {
  return await tx.rows<NumberColumns>(sql`select n.number, n.label, n.source, n.first_known as "firstKnown", n.sms_capable as "canText",
      coalesce((select case kind when 'opt_out' then 'opted-out' else 'opted-in' end from ${newestChoice(tx.accountId, sql`n.number`, numberKey)} choice), 'none') as consent,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.name), '[]') from ringback.contact_number o
        join ringback.contact c on c.account_id = o.account_id and c.id = o.contact_id
        where o.account_id = n.account_id and o.number = n.number and o.contact_id <> n.contact_id) as "sharedWith"
    from ringback.contact_number n where n.account_id = ${tx.accountId} and n.contact_id = ${contactId} order by n.first_known desc, n.added_at, n.number`);
}

/** What may be sent to a number, as a person says it. */
function consentWords({ consent, canText }: Pick<NumberColumns, "consent" | "canText">): string {
  if (consent === "opted-out") return "Asked for no more texts";
  if (canText === false) return "Cannot take texts";
  if (consent === "opted-in") return "Asked for texts again";
  return canText === true ? "Can take texts" : "Not known whether it takes texts";
}

async function loadLeads(tx: Transaction, contactId: string): Promise<LeadBody[]> {
  const rows = await tx.rows<
    Omit<LeadBody, "openedAt" | "closedAt"> & { openedAt: Temporal.Instant; closedAt: Temporal.Instant | null }
  >(sql`
    select id, title, state, value_cents as "valueCents", source, opened_at as "openedAt", closed_at as "closedAt", version from ringback.lead
    where account_id = ${tx.accountId} and contact_id = ${contactId} order by state = 'open' desc, opened_at desc limit 50`);
  return rows.map((row) => ({ ...row, openedAt: row.openedAt.toString(), closedAt: row.closedAt?.toString() ?? null }));
}

interface MergeColumns {
  readonly id: string;
  readonly goneName: string | null;
  readonly cause: DuplicateCause;
  readonly at: Temporal.Instant;
  readonly by: string;
  readonly undoUntil: Temporal.Instant;
  readonly undoneAt: Temporal.Instant | null;
}

async function loadMerges(tx: Transaction, contactId: string): Promise<ContactBody["merges"]> {
  const rows =
    await tx.rows<MergeColumns>(sql`select m.id, gone.name as "goneName", m.cause, m.at, member.name as by, m.undo_until as "undoUntil", m.undone_at as "undoneAt"
    from ringback.contact_merge m join ringback.contact gone on gone.account_id = m.account_id and gone.id = m.gone_id
    join ringback.member member on member.account_id = m.account_id and member.id = m.by_member
    where m.account_id = ${tx.accountId} and m.kept_id = ${contactId} order by m.at desc limit 20`);
  return rows.map((row) => ({
    ...row,
    at: row.at.toString(),
    undoUntil: row.undoUntil.toString(),
    undoneAt: row.undoneAt?.toString() ?? null,
  }));
}

interface Alike extends Comparable {
  readonly kind: ContactFacts["kind"];
}

const alikeColumns = sql`c.id, c.name, c.kind, c.email, array(select n.number from ringback.contact_number n
  where n.account_id = c.account_id and n.contact_id = c.id) as numbers`;
const notApart = (
  one: string,
) => sql`not exists (select from ringback.contact_distinct d where d.account_id = c.account_id
  and d.one_id = least(c.id, ${one}::uuid) and d.other_id = greatest(c.id, ${one}::uuid))`;

async function duplicatesOf(tx: Transaction, { id, facts, mergedInto }: Head): Promise<ContactBody["duplicates"]> {
  if (mergedInto !== null) return [];
  const alike =
    await tx.rows<Alike>(sql`select ${alikeColumns} from ringback.contact c where c.account_id = ${tx.accountId} and c.merged_into is null and c.id <> ${id}
    and c.id in (select f.contact_id from ringback.find_contacts(${facts.name ?? ""}, 50) f
      union all select e.id from ringback.contact e where e.account_id = ${tx.accountId} and e.email = ${facts.email}) and ${notApart(id)} limit 60`);
  const [self] = await tx.rows<Alike>(
    sql`select ${alikeColumns} from ringback.contact c where c.account_id = ${tx.accountId} and c.id = ${id}`,
  );
  if (self === undefined) return [];
  return alike.flatMap((other) => {
    const reasons = duplicateReasons(self, other);
    return reasons.length === 0 ? [] : [{ id: other.id, name: other.name, number: other.numbers[0] ?? null, reasons }];
  });
}

const pairsShown = 100;
/** Groups larger than this are a common name, not one person. */
const groupMax = 12;

/** Pairs of the whole account that may be one contact, and how often each cause was found. */
export async function duplicatePairs(db: Database, accountId: string, now: Temporal.Instant) {
  return await transaction(db, accountId, now, async (tx) => {
    const rows = await tx.rows<Alike & { group: string }>(sql`with groups as (
        select 'e' || email as key, array_agg(id order by id) as ids from ringback.contact where account_id = ${accountId} and merged_into is null and email is not null
          group by email having count(*) between 2 and ${groupMax}
        union all
        select 'n' || ringback.search_form(name), array_agg(id order by id) from ringback.contact where account_id = ${accountId} and merged_into is null and name is not null
          group by ringback.search_form(name) having count(*) between 2 and ${groupMax}
      ) select g.key as group, ${alikeColumns} from (select * from groups order by key limit 2000) g cross join unnest(g.ids) member(id)
        join ringback.contact c on c.account_id = ${accountId} and c.id = member.id`);
    const apart = await tx.rows<{ pair: string }>(
      sql`select one_id || ' ' || other_id as pair from ringback.contact_distinct where account_id = ${accountId}`,
    );
    const settled = new Set(apart.map(({ pair }) => pair));
    const byId = new Map(rows.map((row) => [row.id, row]));
    const found = findDuplicates([...Map.groupBy(rows, ({ group }) => group).values()])
      .filter(({ one, other }) => !settled.has(`${one} ${other}`))
      .slice(0, pairsShown);
    const causes = await tx.rows<{
      cause: DuplicateCause;
      merges: number;
    }>(sql`select cause, count(*)::int as merges from ringback.contact_merge
      where account_id = ${accountId} and undone_at is null group by cause order by merges desc`);
    return { pairs: found.flatMap((pair) => pairBody(pair, byId)), causes };
  });
}

function pairBody({ one, other, reasons }: Duplicate, byId: ReadonlyMap<string, Alike>) {
  const side = (id: string) => {
    const row = byId.get(id);
    return row && { id, name: row.name, number: row.numbers[0] ?? null, kind: row.kind };
  };
  const [first, second] = [side(one), side(other)];
  return first && second ? [{ one: first, other: second, reasons: [...reasons] }] : [];
}

/** The tags in use, most used first. */
export async function tagsInUse(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
): Promise<{ tag: string; contacts: number }[]> {
  return await transaction(db, accountId, now, (tx) =>
    tx.rows<{
      tag: string;
      contacts: number;
    }>(sql`select tag, count(*)::int as contacts from ringback.contact c cross join unnest(c.tags) tag
      where c.account_id = ${accountId} and c.merged_into is null and c.tags <> '{}' group by tag order by contacts desc, tag limit 200`),
  );
}
