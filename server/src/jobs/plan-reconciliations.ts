import type pg from "pg";
import { reconcileJob } from "#db/jobs.ts";
import type { Context } from "#use-cases/context.ts";

/** How often the last hours are compared; each connection a little beside the others, so that they do not ask at once. */
const recentMinutes = 5;
const spreadSeconds = 60;
/** After a failure it is asked less often: a token that was revoked is not given back within minutes. */
const failedMinutes = 15;
/** With more than that to catch up a comparison is called so. */
const recentHours = 3;
/** The night's comparison of the last days: in the hour from three, local time of the business. */
const nightlyHour = 3;
const mostAtOnce = 500;

/**
 * Plans the comparisons that are due: the last hours every few minutes, the last days once a night; both also when they
 * were missed while Ringback was away. What is due is read from the runs themselves, so no lost job is missed for longer
 * than a minute. Answers how many were planned.
 * @throws the database's error.
 */
export async function planReconciliations(
  pool: pg.Pool,
  telephony: Context["telephony"],
  now: Temporal.Instant,
): Promise<number> {
  const able = Object.values(telephony).flatMap(({ name, abilities }) => (abilities.callLog ? [name] : []));
  const { rows } = await pool.query<{ account_id: string; id: string; kind: "recent" | "catch-up" | "nightly" }>(
    question,
    [able, now.toString()],
  );
  const jobs = rows.map(({ account_id: accountId, id, kind }) => reconcileJob(accountId, id, kind, { runAt: now }));
  if (jobs.length > 0) await pool.query("select ringback.enqueue($1)", [JSON.stringify(jobs)]);
  return jobs.length;
}

// A run that still shows life is let finish; one that does not was cut off and is replaced. The night's own time of a
// connection lies in the hour from three, by its id.
const question = `
  with here as (
    select c.account_id, c.id, c.created_at, c.log_error is not null as failing, c.log_read_until, abs(hashtext(c.id::text)::bigint) as dice,
      $2::timestamptz at time zone a.time_zone as local_now, a.time_zone
    from ringback.connection c join ringback.account a on a.id = c.account_id
    where c.removed_at is null and c.provider = any($1)
  ), due as (
    select account_id, id, 'nightly' as kind from here cross join lateral (
      select (date_trunc('day', local_now) + interval '${nightlyHour} hours' + (dice % 3600) * interval '1 second') as at_today
    ) own
    where local_now >= at_today and created_at < at_today at time zone time_zone and not exists (
      select from ringback.reconciliation_run r where r.account_id = here.account_id and r.connection_id = here.id and r.kind = 'nightly'
        and r.started_at >= at_today at time zone time_zone
        and (r.state <> 'failed' or r.started_at > $2::timestamptz - interval '${failedMinutes} minutes'))
    union all
    select account_id, id, case when log_read_until < $2::timestamptz - interval '${recentHours} hours' then 'catch-up' else 'recent' end from here
    where not exists (
      select from ringback.reconciliation_run r where r.account_id = here.account_id and r.connection_id = here.id and r.kind in ('recent', 'catch-up')
        and r.started_at > $2::timestamptz - (case when failing then interval '${failedMinutes} minutes' else interval '${recentMinutes} minutes' end)
          + (dice % ${spreadSeconds}) * interval '1 second')
  )
  select account_id, id, kind from due
  where not exists (
    select from ringback.reconciliation_run r where r.account_id = due.account_id and r.connection_id = due.id and r.state = 'running'
      and r.touched_at > clock_timestamp() - interval '3 minutes')
  and not exists (
    select from graphile_worker.jobs job where job.key = 'reconcile:' || due.id || ':' || due.kind and job.attempts < job.max_attempts
      and job.run_at < now() + interval '1 minute')
  limit ${mostAtOnce}`;
