import { randomUUID } from "node:crypto";
import type pg from "pg";

/** How a worker process shows that it lives: by a lock that dies with its connection. */
export interface WorkerPresence {
  /** Says which of the queue's worker ids are this process's. */
  announce(workerIds: readonly string[]): Promise<void>;
  /** Frees the jobs of processes whose lock is gone. */
  sweep(): Promise<number>;
  leave(): Promise<void>;
}

/**
 * Takes this process's lock and frees what dead ones left. The queue alone would give a killed worker's job back after
 * four hours; a caller cannot wait that long.
 */
export async function freeDeadWorkers(pool: pg.Pool): Promise<WorkerPresence> {
  const id = randomUUID();
  let client = await pool.connect();
  const hold = async () => {
    await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [`worker:${id}`]);
  };
  await hold();
  const sweep = async () => {
    // A connection that broke took the lock with it: take it again before others think us dead.
    try {
      await client.query("select 1");
    } catch (broken) {
      client.release(broken instanceof Error ? broken : true);
      client = await pool.connect();
      await hold();
    }
    const { rows } = await pool.query<{ freed: number }>("select ringback.free_dead_workers($1) as freed", [id]);
    return rows[0]?.freed ?? 0;
  };
  await sweep();
  return {
    announce: async (workerIds) => {
      await pool.query(
        "insert into ringback.worker_process (id, worker_ids) values ($1, $2) on conflict (id) do update set worker_ids = excluded.worker_ids",
        [id, workerIds],
      );
    },
    sweep,
    leave: async () => {
      await pool.query("delete from ringback.worker_process where id = $1", [id]);
      client.release(true);
    },
  };
}
