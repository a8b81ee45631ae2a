// Background work: takes jobs from the queue and calls their use case. A job is another way in, like a request.
import { EventEmitter } from "node:events";
import { Logger, makeWorkerUtils, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import type { Context } from "#use-cases/context.ts";
import { freeDeadWorkers, type WorkerPresence } from "./dead-workers.ts";
import { jobKinds } from "./kinds.ts";

export interface Worker {
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly connectionString: string;
  /** Jobs at the same time. They wait for the network and the database, so more than cores. */
  readonly concurrency?: number;
  /** A timer starts late by up to this; half a second keeps "start lag p99 ≤ 1 s". */
  readonly pollIntervalMs?: number;
}

/** Once an hour the months ahead get their partitions and finished work its cleaning. */
const housekeepingMs = 3_600_000;
const sweepMs = 3_000;

/** Starts working. Jobs of a worker that was killed are freed within seconds, not at the queue's own four hours. */
export async function startWorker(ctx: Context, options: WorkerOptions): Promise<Worker> {
  const concurrency = options.concurrency ?? 8;
  const pool = new pg.Pool({ connectionString: options.connectionString, max: concurrency + 2 });
  // A connection that breaks is replaced at its next use; unheard, its error would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  const events: WorkerEvents = new EventEmitter() as WorkerEvents;
  const presence = await freeDeadWorkers(pool);
  const workerIds = new Set<string>();
  events.on("worker:create", ({ worker }) => {
    workerIds.add(worker.workerId);
    announce(ctx, presence, workerIds);
  });
  const runner = await run({
    pgPool: pool,
    concurrency,
    pollInterval: options.pollIntervalMs ?? 500,
    noHandleSignals: true,
    taskList: taskList(ctx),
    parsedCronItems: [],
    events,
    logger: new Logger(() => (level, message) => {
      if (level === "error") ctx.events.failed("job queue", new Error(message.slice(0, 200)));
    }),
  });
  const sweep = setInterval(
    () => void presence.sweep().catch((error: unknown) => ctx.events.failed("sweep of dead workers failed", error)),
    sweepMs,
  );
  const housekeeping = setInterval(
    () => void keepHouse(pool).catch((error: unknown) => ctx.events.failed("housekeeping failed", error)),
    housekeepingMs,
  );
  return {
    stop: async () => {
      clearInterval(sweep);
      clearInterval(housekeeping);
      await stopRunner(runner);
      await presence.leave();
      await pool.end();
    },
  };
}

function taskList(ctx: Context): TaskList {
  return Object.fromEntries(
    Object.entries(jobKinds).map(([name, kind]) => [
      name,
      async (payload: unknown, { job }: { job: { attempts: number } }) => {
        try {
          await kind.run(ctx, payload);
        } catch (error) {
          ctx.events.jobFailed({ kind: name, attempt: job.attempts, error });
          throw error;
        }
      },
    ]),
  );
}

function announce(ctx: Context, presence: WorkerPresence, workerIds: ReadonlySet<string>): void {
  presence
    .announce([...workerIds])
    .catch((error: unknown) => ctx.events.failed("worker could not announce itself", error));
}

async function stopRunner(runner: Runner): Promise<void> {
  await runner.stop().catch(() => {}); // stopping a stopped one is not an error
}

async function keepHouse(pool: pg.Pool): Promise<void> {
  await pool.query("select ringback.ensure_month_partitions((current_date - 1)::date, (current_date + 62)::date)");
  const utils = await makeWorkerUtils({ pgPool: pool });
  try {
    await utils.cleanup({ tasks: ["GC_JOB_QUEUES"] });
  } finally {
    await utils.release();
  }
}
