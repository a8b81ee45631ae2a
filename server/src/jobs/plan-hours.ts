import type pg from "pg";
import { coverHoursJob } from "#db/jobs.ts";
import { hoursEndingBefore } from "#use-cases/cover-hours.ts";

/**
 * Plans to write down opening hours for every business whose written ones end too soon or are missing (a release before
 * figures). Answers for how many.
 * @throws the database's error.
 */
export async function planHours(pool: pg.Pool, now: Temporal.Instant): Promise<number> {
  const { rows } = await pool.query<{ account_id: string }>(
    `select v.account_id from ringback.playbook_version v join ringback.account a on a.id = v.account_id
      left join ringback.hours_cover h on h.account_id = v.account_id and h.playbook_version = v.version
      where h.playbook_version is null or (h.covered_until < $1 and (v.version = a.playbook_version
        or exists (select from ringback.callback b where b.account_id = v.account_id and b.state <> 'closed' and b.playbook_version = v.version)))
      group by 1 limit 200`,
    [hoursEndingBefore(now).toString()],
  );
  const jobs = rows.map(({ account_id }) => coverHoursJob(account_id, now));
  if (jobs.length > 0) await pool.query("select ringback.enqueue($1)", [JSON.stringify(jobs)]);
  return jobs.length;
}
