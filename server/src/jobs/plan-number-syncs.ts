import type pg from "pg";
import { syncNumbersJob } from "#db/jobs.ts";
import type { Context } from "#use-cases/context.ts";

/** How old a provider's list of numbers may get, in minutes. */
const staleMinutes = 55;

/**
 * Plans asking the providers for their numbers where the last list is old: so a webhook that somebody changed is seen
 * within the hour, although no call comes any more that could tell. Answers how many were planned.
 * @throws the database's error.
 */
export async function planNumberSyncs(
  pool: pg.Pool,
  telephony: Context["telephony"],
  now: Temporal.Instant,
): Promise<number> {
  const able = Object.values(telephony).flatMap(({ name, abilities }) => (abilities.numbers ? [name] : []));
  const { rows } = await pool.query<{ account_id: string; id: string }>(
    `select account_id, id from ringback.connection c
      where removed_at is null and not simulated and provider = any($1) and not exists (
        select from ringback.provider_number p
        where p.account_id = c.account_id and p.connection_id = c.id and p.seen_at > $2)
      limit 500`,
    [able, now.subtract({ minutes: staleMinutes }).toString()],
  );
  const jobs = rows.map(({ account_id: accountId, id }) => syncNumbersJob(accountId, id, now));
  if (jobs.length > 0) await pool.query("select ringback.enqueue($1)", [JSON.stringify(jobs)]);
  return jobs.length;
}
