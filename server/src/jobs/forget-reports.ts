import type pg from "pg";

const keptDays = 400;

/** Addresses that reports went to, and links that have long ended, are let go of after a year. */
export async function forgetReports(pool: pg.Pool, now: Temporal.Instant): Promise<void> {
  const before = now.subtract({ hours: 24 * keptDays }).toString();
  await pool.query("delete from ringback.report_mail where created_at < $1", [before]);
  await pool.query("delete from ringback.report_link where expires_at < $1", [before]);
}
