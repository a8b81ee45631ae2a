import type pg from "pg";

const keptDays = 7;

/** What is kept to answer a repeated tap and to take an action back is of no use after a week. */
export async function forgetActions(pool: pg.Pool, now: Temporal.Instant): Promise<void> {
  const before = now.subtract({ hours: 24 * keptDays }).toString();
  await pool.query("delete from ringback.client_request where at < $1", [before]);
  await pool.query("delete from ringback.undo_step where at < $1", [before]);
}
