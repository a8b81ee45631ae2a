import type pg from "pg";
import { sendDigestJob } from "#db/jobs.ts";

/**
 * Plans the summaries of everybody whose next one has come due, who changed what they want, or whose business changed its
 * hours. Answers how many were planned.
 * @throws the database's error.
 */
export async function planDigests(pool: pg.Pool, now: Temporal.Instant): Promise<number> {
  const { rows } = await pool.query<{ account_id: string; id: string }>(
    `select m.account_id, m.id from ringback.member m
      join ringback.account a on a.id = m.account_id
      left join ringback.member_notice n on n.account_id = m.account_id and n.member_id = m.id
      where m.removed_at is null
        and (n.next_digest_at is null or n.next_digest_at <= $1 or n.planned_playbook is distinct from a.playbook_version)
      limit 500`,
    [now.toString()],
  );
  const jobs = rows.map(({ account_id: accountId, id }) => sendDigestJob(accountId, id, now));
  if (jobs.length > 0) await pool.query("select ringback.enqueue($1)", [JSON.stringify(jobs)]);
  return jobs.length;
}
