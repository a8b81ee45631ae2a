import type pg from "pg";
import { runReportScheduleJob } from "#db/jobs.ts";

/**
 * Plans the reports that have come due, or whose business changed its time zone. Answers how many were planned. Planned
 * twice, each goes out once: the use case claims the due time.
 * @throws the database's error.
 */
export async function planReportSchedules(pool: pg.Pool, now: Temporal.Instant): Promise<number> {
  const { rows } = await pool.query<{ account_id: string; id: string }>(
    `select s.account_id, s.id from ringback.report_schedule s join ringback.account a on a.id = s.account_id
      where s.paused_at is null and (s.next_at <= $1 or s.time_zone <> a.time_zone) limit 500`,
    [now.toString()],
  );
  const jobs = rows.map(({ account_id: accountId, id }) => runReportScheduleJob(accountId, id));
  if (jobs.length > 0) await pool.query("select ringback.enqueue($1)", [JSON.stringify(jobs)]);
  return jobs.length;
}
