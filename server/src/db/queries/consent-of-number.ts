import type { ConsentOfNumber } from "@ringback/contract/consent.ts";
import { candidatePlaces, placeOfPostalCode } from "@ringback/core/acknowledgement/law/places.ts";
import {
  type ConsentKind,
  consentEnds,
  consentKindWords,
  consentSourceWords,
  standingOf,
} from "@ringback/core/consent/ledger.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";

interface EntryRow {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly kind: ConsentKind;
  readonly source: string;
  readonly source_id: string | null;
  readonly quote: string | null;
  readonly by_name: string | null;
}

/** More would be a vendor's calls; the newest of each kind is among what is shown anyway. */
const entriesMax = 100;

/** What a number has agreed to and asked for, in words, with everything it rests on. */
export async function consentOfNumber(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  number: string,
  numberKey: Uint8Array,
): Promise<ConsentOfNumber> {
  const isTheirs = sql`number in (${number}, ringback.number_hash(${numberKey}::bytea, ${number}))`;
  const { entries, newest, about } = await transaction(db, accountId, now, async (tx) => {
    const [rows, latest, [row]] = await Promise.all([
      tx.rows<EntryRow>(sql`select e.id, e.at, e.kind, e.source, e.source_id, e.quote, m.name as by_name from ringback.consent_event e
        left join ringback.member m on m.account_id = e.account_id and m.id = e.by_member
        where e.account_id = ${accountId} and ${isTheirs} order by e.at desc, e.id desc limit ${entriesMax}`),
      tx.rows<{
        kind: ConsentKind;
        at: Temporal.Instant;
      }>(sql`select distinct on (kind) kind, at from ringback.consent_event
        where account_id = ${accountId} and ${isTheirs} order by kind, at desc, id desc`),
      tx.rows<About>(sql`select a.time_zone as line_zone, o.region, o.time_zone, o.reason, o.set_at, m.name as by_name,
          array(select c.postal_code from ringback.contact_number n join ringback.contact c on c.account_id = n.account_id and c.id = n.contact_id
            where n.account_id = a.id and n.number = ${number} and c.postal_code is not null) as postal_codes
        from ringback.account a left join ringback.texting_override o on o.account_id = a.id and o.number = ${number}
        left join ringback.member m on m.account_id = a.id and m.id = o.set_by where a.id = ${accountId}`),
    ]);
    return { entries: rows, newest: latest, about: row };
  });
  if (about === undefined) throw new Error("The account does not exist.");
  const { optedOutAt, words } = standingOf(newest, now);
  const override =
    about.time_zone === null || about.reason === null || about.set_at === null
      ? null
      : {
          region: about.region,
          timeZone: about.time_zone,
          reason: about.reason,
          by: about.by_name,
          at: about.set_at.toString(),
        };
  const places = candidatePlaces({
    number,
    addresses: about.postal_codes.flatMap((code) => placeOfPostalCode(code) ?? []),
    override: override === null ? null : { region: override.region, zones: [override.timeZone] },
    lineTimeZone: about.line_zone,
  });
  return {
    number,
    optedOutAt: optedOutAt?.toString() ?? null,
    words,
    places: places.map(({ region, zones }) => ({ region, zones: [...zones] })),
    override,
    entries: entries.map((entry) => ({
      id: entry.id,
      at: entry.at.toString(),
      kind: entry.kind,
      words: consentKindWords[entry.kind],
      source: consentSourceWords[entry.source] ?? entry.source,
      sourceId: entry.source_id,
      quote: entry.quote,
      by: entry.by_name,
      until: consentEnds(entry)?.toString() ?? null,
    })),
  };
}

interface About {
  readonly line_zone: string;
  readonly region: string | null;
  readonly time_zone: string | null;
  readonly reason: string | null;
  readonly set_at: Temporal.Instant | null;
  readonly by_name: string | null;
  readonly postal_codes: readonly string[];
}
