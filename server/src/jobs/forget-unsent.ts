import type pg from "pg";

const keptHours = 24;

/** A picture or file that was attached and never sent is let go of after a day. */
export async function forgetUnsent(pool: pg.Pool, now: Temporal.Instant): Promise<void> {
  const before = now.subtract({ hours: keptHours }).toString();
  await pool.query("delete from ringback.message_media where message_id is null and created_at < $1", [before]);
}
