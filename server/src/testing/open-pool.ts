import pg from "pg";

/**
 * Connections of a test's own. A pool says that it has ended before its connections have, so the database that is dropped
 * next may cut one: that is no failure, but unheard it would fail the run.
 */
export function openPool(connectionString: string, max = 1): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}
