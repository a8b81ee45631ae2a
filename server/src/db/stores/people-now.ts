import type { PersonNow } from "@ringback/core/ownership/duty.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A person as one question tells them: how to reach them, and what the rules about owners look at. */
export interface LoadedPerson {
  readonly id: string;
  readonly phone: string | null;
  readonly away_until: string | null;
  readonly busy_until: string | null;
  readonly open_count: number;
  readonly last_given_at: string | null;
}

/** More open callbacks than this are counted as so many: whoever has them has too many. */
const openCountMax = 50;

/**
 * The people of the account at one moment, as a part of a larger question that knows `account`. What they have on their
 * lists is only counted where the account's rules ask for it.
 */
export function peopleAt(
  { accountId }: Pick<Transaction, "accountId">,
  at: Temporal.Instant,
): RawBuilder<LoadedPerson[]> {
  const until = (kind: string) => sql`(select max(until_at) from ringback.absence a
    where a.account_id = ${accountId} and a.member_id = m.id and a.kind = ${kind} and a.from_at <= ${at} and a.until_at > ${at})`;
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'phone', m.phone, 'away_until', ${until("time-off")}, 'busy_until', ${until("busy")},
      'open_count', case when account.balances_load then (select count(*) from (select from ringback.callback b
        where b.account_id = ${accountId} and b.owner_id = m.id and b.state <> 'closed' limit ${openCountMax}) open_ones) else 0 end,
      'last_given_at', case when account.balances_load then (select max(b.opened_at) from ringback.callback b
        where b.account_id = ${accountId} and b.owner_id = m.id) end) order by m.created_at, m.id), '[]')
    from ringback.member m where m.account_id = ${accountId} and m.removed_at is null)`;
}

/** The same as a question of its own; with `countsAll` what they have is counted whatever the rules in force ask for. */
export async function loadPeople(tx: Transaction, at: Temporal.Instant, countsAll = false): Promise<PersonNow[]> {
  const row = await tx.first(sql<{ people: LoadedPerson[] }>`
    select ${peopleAt(tx, at)} as people from (select balances_load or ${countsAll} as balances_load from ringback.account where id = ${tx.accountId}) account`);
  return (row?.people ?? []).map(toPersonNow);
}

/** As the rules want them. */
export function toPersonNow(person: LoadedPerson): PersonNow {
  const moment = (text: string | null) => (text === null ? null : Temporal.Instant.from(text));
  return {
    id: person.id,
    awayUntil: moment(person.away_until),
    busyUntil: moment(person.busy_until),
    openCount: person.open_count,
    lastGivenAt: moment(person.last_given_at),
  };
}
