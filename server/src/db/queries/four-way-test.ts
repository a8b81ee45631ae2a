import type { FourWayRow } from "@ringback/contract/scorecard.ts";
import { type AskedRange, type RangeRefusal, readRange } from "@ringback/core/measurement/figures/day-range.ts";
import {
  type FourWayCall,
  fourWayTest,
  violationsFirst,
  waysToPass,
  wayWords,
} from "@ringback/core/measurement/scorecard/four-way-test.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { timeZoneOf } from "#db/stores/local-days.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { type Place, pageOf } from "./cursor.ts";

type Row = Omit<FourWayRow, "at" | "ways"> & FourWayCall & { readonly at: Temporal.Instant; readonly id: string };

/** A page of calls put to the test. The page is by time; within it those that passed in no way come first. */
export async function fourWayPage(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { limit, after, ...asked }: AskedRange & { limit: number; after: Place | null },
) {
  return await transaction(db, accountId, now, async (tx) => {
    const zone = await timeZoneOf(tx);
    const read = readRange(asked, now.toZonedDateTimeISO(zone).toPlainDate().toString());
    if (!read.ok) return { ok: false as const, refusal: read.refusal satisfies RangeRefusal };
    const starts = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant();
    const until = starts(Temporal.PlainDate.from(read.range.to).add({ days: 1 }).toString());
    const rows = await loadCalls(tx, { from: starts(read.range.from), until }, limit, after);
    const { page, nextCursor } = pageOf(rows, limit, (row) => ({ at: row.at, id: row.callId }));
    const tested = page.map((row) => ({ ...row, result: fourWayTest(row) }));
    const calls = violationsFirst(tested).map(
      ({ callId, at, caller, callerName, numberLabel, missReason, callbackId, history, result }): FourWayRow => ({
        callId,
        at: at.toString(),
        caller,
        callerName,
        numberLabel,
        missReason,
        callbackId,
        history,
        ways: [...result.ways],
      }),
    );
    return {
      ok: true as const,
      page: {
        tested: tested.length,
        violations: tested.filter(({ result }) => !result.passed).length,
        byWay: waysToPass.map((way) => ({
          way,
          title: wayWords[way],
          calls: tested.filter(({ result }) => result.ways.includes(way)).length,
        })),
        calls,
        nextCursor,
      },
    };
  });
}

async function loadCalls(
  tx: Transaction,
  { from, until }: { readonly from: Temporal.Instant; readonly until: Temporal.Instant },
  limit: number,
  after: Place | null,
): Promise<Row[]> {
  const beyond =
    after === null
      ? sql``
      : sql`and arrived_at <= ${after.at} and (arrived_at < ${after.at} or id > ${after.id}::uuid)`;
  return await tx.rows<Row>(sql`
    select c.id as "callId", c.arrived_at as at, c.caller, c.caller_name as "callerName", coalesce(n.label, c.dialed) as "numberLabel",
      c.miss_reason as "missReason", b.id as "callbackId", c.entered = 'import' as history, c.outcome = 'answered' as answered,
      coalesce(b.owner_rule is null or b.owner_rule not in ('fallback', 'any-member'), false) and b.id is not null and not coalesce(m.wrong_owner, false) as "rightOwner",
      c.caller is not null as reachable,
      c.outcome = 'missed' and (coalesce(b.intent, 'unknown') <> 'unknown'
        or exists (select from ringback.assessment a where a.account_id = c.account_id and a.episode_id = c.episode_id
          and (a.intent <> 'unknown' or a.urgency in ('emergency', 'high', 'low')))
        or exists (select from ringback.contact k where k.account_id = c.account_id and k.id = c.contact_id and k.open_issue is not null)
        or exists (select from ringback.lead l where l.account_id = c.account_id and l.contact_id = c.contact_id and l.state = 'open' and l.opened_at < c.arrived_at)) as "reasonKnown",
      coalesce(m.told in ('sent', 'delivered'), false) as told
    from (select * from ringback.call where account_id = ${tx.accountId} and arrived_at >= ${from} and arrived_at < ${until}
      and outcome is not null and drill_id is null ${beyond} order by arrived_at desc, id limit ${limit + 1}) c
    left join ringback.phone_number n on n.account_id = c.account_id and n.id = c.number_id
    left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id and c.outcome = 'missed'
    left join ringback.matter m on m.account_id = b.account_id and m.id = b.id
    order by c.arrived_at desc, c.id`);
}
