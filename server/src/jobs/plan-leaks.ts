import type pg from "pg";
import { prepareLeaksJob } from "#db/jobs.ts";
import { askedAgainDays, usualQuestion, whileWaiting } from "#use-cases/leak-question.ts";

/** A day's reports are made within so long after midnight, each business at a moment of its own. */
const spreadMinutes = 60;

/**
 * Plans to work out where calls leak in every business whose local day has turned: where somebody asked within the last week, and where
 * the usual report is of so many calls that it would keep people waiting. Answers how many were planned.
 * @throws the database's error.
 */
export async function planLeaks(pool: pg.Pool, now: Temporal.Instant): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(question, [
    now.toString(),
    usualQuestion,
    whileWaiting,
    Math.floor(now.epochMilliseconds / 60_000) % 60,
  ]);
  const jobs = rows.map(({ id }) => prepareLeaksJob(id, now));
  if (jobs.length > 0) await pool.query("select ringback.enqueue($1)", [JSON.stringify(jobs)]);
  return jobs.length;
}

// Whether a business is a large one is asked once an hour, each in a minute of its own: that sums up four weeks.
const question = `
  with here as (
    select id, local_now::date as today, dice from (
      select id, $1::timestamptz at time zone time_zone as local_now, abs(hashtext(id::text)::bigint) as dice from ringback.account
    ) a where local_now::time >= (dice % ${spreadMinutes * 60}) * interval '1 second' + time '00:00:30'
  )
  select id from here
  where exists (
    select from ringback.call_tally t where t.account_id = here.id and t.local_day between today - 27 and today
  ) and (exists (
    select from ringback.leak_report r where r.account_id = here.id and r.about ? 'daily'
    group by r.about->'daily'->'asked'
    having max(r.about->'daily'->>'day') < today::text and max(r.about->>'askedOn') >= (today - ${askedAgainDays})::text
  ) or (
    dice % 60 = $4
    and not exists (
      select from ringback.leak_report r where r.account_id = here.id and r.about->'daily'->'asked' = $2::jsonb and r.about->'daily'->>'day' = today::text
    ) and (
      select coalesce(sum(calls), 0) from ringback.call_tally t
      where t.account_id = here.id and t.local_day between today - 27 and today and t.standing <> 'live'
    ) > $3
  ))
  limit 500`;
