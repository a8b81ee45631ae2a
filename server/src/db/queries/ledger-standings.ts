import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";

/** A call whose kept standing or day is not what it should be. */
export interface MisplacedCall {
  readonly id: string;
  readonly standing: string;
  readonly expectedStanding: string;
  readonly day: string;
  readonly expectedDay: string;
}

/**
 * Judges the standing and the day of every call anew, on purpose not by the trigger's own function. Answers how many
 * calls there are and the first ones that stand wrong.
 */
export async function judgeStandings(
  tx: Transaction,
  limit: number,
): Promise<{ calls: number; wrong: MisplacedCall[] }> {
  const [wrong, counted] = await Promise.all([
    tx.rows(sql<MisplacedCall>`
      select id, standing, expected as "expectedStanding", local_day::text as day, expected_day::text as "expectedDay" from (
        select c.id, c.standing, c.local_day, c.arrived_at, (c.arrived_at at time zone account.time_zone)::date as expected_day,
          case when c.entered = 'import' then 'history'
            when c.outcome is null then 'live'
            when c.outcome = 'answered' then 'answered'
            when b.id is null then 'loose'
            when b.closed_at is null then 'open'
            else case when b.recovered then 'recovered' else 'closed' end end as expected
        from ringback.account join ringback.call c on c.account_id = account.id
        left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id
        where account.id = ${tx.accountId}
      ) judged where standing <> expected or local_day <> expected_day order by arrived_at limit ${limit}`),
    tx.first(
      sql<{ calls: number }>`select count(*)::int as calls from ringback.call where account_id = ${tx.accountId}`,
    ),
  ]);
  return { calls: counted?.calls ?? 0, wrong };
}
