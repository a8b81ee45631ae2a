import type pg from "pg";

const keptHours = 24;

/** Files that were brought and never read are removed after a day; the next search for lost jobs sees to it. */
export async function forgetUploads(pool: pg.Pool, now: Temporal.Instant): Promise<void> {
  await pool.query(
    "update ringback.call_import set state = 'removing', cancel_asked = true where state = 'uploading' and created_at < $1",
    [now.subtract({ hours: keptHours }).toString()],
  );
}
