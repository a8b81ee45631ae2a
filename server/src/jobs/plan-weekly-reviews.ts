import type pg from "pg";
import { openWeeklyReviewJob } from "#db/jobs.ts";

/**
 * Plans the review of every account whose last week is over and has none: from Monday at seven by its own clock. Answers
 * how many were planned. An account in which nobody was missed has none and is asked again; that costs one look.
 * @throws the database's error.
 */
export async function planWeeklyReviews(pool: pg.Pool, now: Temporal.Instant): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(
    `select a.id from ringback.account a
      cross join lateral (select date_trunc('week', ($1::timestamptz at time zone a.time_zone) - interval '7 hours')::date - 7 as week) last
      where not exists (select from ringback.weekly_review r where r.account_id = a.id and r.week = last.week)
        and exists (select from ringback.callback c where c.account_id = a.id and c.started_at < (last.week + 7)::timestamp at time zone a.time_zone
          and (c.state <> 'closed' or c.started_at >= last.week::timestamp at time zone a.time_zone))
      limit 500`,
    [now.toString()],
  );
  const jobs = rows.map(({ id }) => openWeeklyReviewJob(id));
  if (jobs.length > 0) await pool.query("select ringback.enqueue($1)", [JSON.stringify(jobs)]);
  return jobs.length;
}
