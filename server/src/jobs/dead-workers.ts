import { randomUUID } from "node:crypto";
import type pg from "pg";

/** How a worker shows that it lives: by a lock that dies with its connection. */
export interface WorkerPresence {
  /** Resolves when the connection, and the lock with it, is gone. Then others may take this worker's jobs. */
  readonly lost: Promise<void>;
  /** Says under which names the queue locks this worker's jobs. Before this resolves no job may be taken. */
  announce(lockNames: readonly string[]): Promise<void>;
  /** Frees the jobs of workers whose lock is gone; answers of how many. */
  sweep(): Promise<number>;
  /** Gives back what is still locked and goes. Harmless after `lost`; then the next sweep gives it back. */
  leave(): Promise<void>;
}

/**
 * Takes a worker's lock. The queue alone would give a killed worker's job back after four hours; a caller cannot wait
 * that long.
 * @throws the database's error.
 */
export async function takePresence(pool: pg.Pool): Promise<WorkerPresence> {
  const id = randomUUID();
  const client = await pool.connect();
  const lost = Promise.withResolvers<void>();
  client.on("error", () => lost.resolve());
  client.once("end", () => lost.resolve());
  let left = false;
  const release = () => {
    if (!left) client.release(true);
    left = true;
  };
  try {
    await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [`worker:${id}`]);
  } catch (error) {
    release();
    throw error;
  }
  return {
    lost: lost.promise,
    announce: async (lockNames) => {
      await client.query("insert into ringback.worker_process (id, worker_ids) values ($1, $2)", [id, lockNames]);
    },
    sweep: async () => {
      const { rows } = await client.query<{ freed: number }>("select ringback.free_dead_workers($1) as freed", [id]);
      return rows[0]?.freed ?? 0;
    },
    leave: async () => {
      if (left) return;
      await client
        .query(
          `with gone as (delete from ringback.worker_process where id = $1 returning worker_ids)
           select graphile_worker.force_unlock_workers(worker_ids) from gone`,
          [id],
        )
        .catch(() => {}); // without a connection there is nothing to say, and the lock is gone anyway
      release();
    },
  };
}
