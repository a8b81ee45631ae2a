import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import type { Place } from "./cursor.ts";
import type { LedgerRange } from "./ledger-books.ts";
import { filterCalls } from "./list-calls.ts";

/** A call as a line of the exported books; times are the business's own, as text. */
export interface BookLine {
  readonly id: string;
  readonly arrivedAt: Temporal.Instant;
  readonly day: string;
  readonly time: string;
  readonly dialed: string;
  readonly line: string | null;
  readonly caller: string | null;
  readonly name: string | null;
  readonly standing: string;
  readonly missReason: string | null;
  readonly answeredBy: string | null;
  readonly owner: string | null;
  readonly dueAt: string | null;
  readonly disposition: string | null;
  readonly entered: string;
  readonly providerCallId: string;
}

/** Lines of one question: few enough that writing them down does not keep a webhook waiting. */
const linesAtOnce = 500;

/** Every call of the range but drills, newest first, a page of lines at a time. */
export async function* bookLines(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  range: LedgerRange,
): AsyncGenerator<BookLine[]> {
  let after: Place | null = null;
  for (;;) {
    const place: Place | null = after;
    const beyond: RawBuilder<unknown> =
      place === null
        ? sql``
        : sql`and arrived_at <= ${place.at} and (arrived_at < ${place.at} or id > ${place.id}::uuid)`;
    const lines: BookLine[] = await transaction(db, accountId, now, (tx) =>
      tx.rows(sql<BookLine>`
        with c as materialized (select * from ringback.call where account_id = ${accountId} and drill_id is null ${filterCalls(accountId, range)} ${beyond}
          order by arrived_at desc, id limit ${linesAtOnce})
        select c.id, c.arrived_at as "arrivedAt", to_char(c.arrived_at at time zone a.time_zone, 'YYYY-MM-DD') as day,
          to_char(c.arrived_at at time zone a.time_zone, 'HH24:MI:SS') as time, c.dialed, n.label as line, c.caller, coalesce(contact.name, c.caller_name) as name,
          c.standing, c.miss_reason as "missReason", answerer.name as "answeredBy", owner.name as owner,
          to_char(case when b.closed_at is null then b.due_at end at time zone a.time_zone, 'YYYY-MM-DD HH24:MI') as "dueAt", b.disposition, c.entered, c.provider_call_id as "providerCallId"
        from c join ringback.account a on a.id = c.account_id
        left join ringback.phone_number n on n.account_id = c.account_id and n.id = c.number_id
        left join ringback.contact on contact.account_id = c.account_id and contact.id = c.contact_id
        left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id
        left join ringback.member owner on owner.account_id = b.account_id and owner.id = b.owner_id
        left join ringback.member answerer on answerer.account_id = c.account_id and answerer.id = c.answered_by
        order by c.arrived_at desc, c.id`),
    );
    if (lines.length > 0) yield lines;
    const last = lines.at(-1);
    if (last === undefined || lines.length < linesAtOnce) return;
    after = { at: last.arrivedAt, id: last.id };
  }
}
