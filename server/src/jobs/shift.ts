import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Logger, type Runner, run, type Task, type TaskList, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import type { Context } from "#use-cases/context.ts";
import { takePresence } from "./dead-workers.ts";

/** Work from taking the worker's lock until its connection is lost or the queue gave up. */
export interface Shift {
  /** Resolves when it can work no longer; a new one must begin. */
  readonly over: Promise<void>;
  /** Finishes what runs and goes. */
  end(): Promise<void>;
}

export interface ShiftOptions {
  readonly concurrency: number;
  readonly pollIntervalMs: number;
  readonly taskList: TaskList;
  /**
   * Called when any of the pool's connections is lost. The queue may have handed out a job on it of which we never heard:
   * only a shift that ends gives it back.
   */
  readonly whenCut: (tell: () => void) => void;
}

const sweepMs = 3_000;
/** How long a queue may take to say that it has stopped once none of its jobs runs any more. */
const stopMs = 2_000;

/**
 * Begins to take jobs. Every shift locks its jobs under a name of its own, so that after a lost connection the sweep
 * gives back what the queue handed out and we never heard of, as it does for a process that was killed.
 * @throws the database's error.
 */
export async function startShift(ctx: Context, pool: pg.Pool, options: ShiftOptions): Promise<Shift> {
  const presence = await takePresence(pool);
  const sweep = () => presence.sweep().then(() => {});
  try {
    await sweep();
    const announced = Promise.withResolvers<void>();
    const events = new EventEmitter() as WorkerEvents;
    events.once("pool:create", ({ workerPool }) => {
      presence.announce([workerPool.id]).then(announced.resolve, announced.reject);
    });
    const running = countRunning(options.taskList);
    const taskList = running.taskList;
    const runner = await runQueue(ctx, pool, { ...options, taskList }, { events, ready: announced.promise });
    const timer = setInterval(() => {
      sweep().catch((error: unknown) => ctx.events.failed("sweep of dead workers failed", error));
    }, sweepMs);
    const unannounced = new Promise<void>((resolve) => void announced.promise.catch(() => resolve()));
    const cut = new Promise<void>(options.whenCut);
    return {
      over: Promise.race([presence.lost, runner.promise.catch(() => {}), unannounced, cut]),
      end: async () => {
        clearInterval(timer);
        const stopped = runner.stop().catch(() => {}); // stopping a stopped one is not an error
        // A queue that could not write down the end of a job never says that it has stopped. Then it is enough that no
        // job runs: what it still holds is given back by leaving.
        await Promise.race([stopped, running.none().then(() => pause(stopMs, undefined, { ref: false }))]);
        await presence.leave();
      },
    };
  } catch (error) {
    await presence.leave();
    throw error;
  }
}

/** The same tasks, and a promise that resolves when none of them runs. */
function countRunning(tasks: TaskList): { taskList: TaskList; none(): Promise<void> } {
  const running = new Set<Promise<unknown>>();
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]): [string, Task] => [
      name,
      (payload, helpers) => {
        const run = Promise.resolve(task?.(payload, helpers));
        running.add(run);
        const forget = () => void running.delete(run);
        run.then(forget, forget);
        return run as Promise<void>;
      },
    ]),
  );
  return {
    taskList,
    none: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

async function runQueue(
  ctx: Context,
  pgPool: pg.Pool,
  { concurrency, pollIntervalMs, taskList }: ShiftOptions,
  parts: { events: WorkerEvents; ready: Promise<void> },
): Promise<Runner> {
  return await run({
    pgPool,
    concurrency,
    pollInterval: pollIntervalMs,
    noHandleSignals: true,
    taskList,
    parsedCronItems: [],
    events: parts.events,
    // No flag is forbidden; this is the one place where the queue waits before it takes a job.
    forbiddenFlags: async () => {
      await parts.ready;
      return null;
    },
    // With a delay (even of nothing) a job's end that cannot be written stops the queue in order. Without, it is a
    // promise nobody awaits, and ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger: new Logger(() => (level, message) => {
      if (level === "error") ctx.events.failed("job queue", new Error(message.slice(0, 200)));
    }),
  });
}
