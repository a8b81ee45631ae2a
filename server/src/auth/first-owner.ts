import type pg from "pg";

/** Whether anybody has a sign-in. */
export async function hasUsers(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>('select exists (select from auth."user") as found');
  return rows[0]?.found === true;
}

/**
 * Takes the one place of the first owner, so that of two people signing up at once one is refused. A claim whose sign-up
 * then failed is free again after a minute.
 */
export async function claimFirstOwner(pool: pg.Pool, email: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into auth.first_owner (email) values ($1)
     on conflict (only_row) do update set email = excluded.email, claimed_at = now()
     where not exists (select from auth."user")
       and (first_owner.email = excluded.email or first_owner.claimed_at < now() - interval '1 minute')`,
    [email],
  );
  return rowCount === 1;
}
