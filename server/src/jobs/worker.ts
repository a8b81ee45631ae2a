// Background work: takes jobs from the queue and calls their use case. A job is another way in, like a request.
import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { makeWorkerUtils, type TaskList } from "graphile-worker";
import type pg from "pg";
import { auditPromises } from "#use-cases/audit-promises.ts";
import type { Context } from "#use-cases/context.ts";
import { sealLedger } from "#use-cases/seal-ledger.ts";
import { forgetActions } from "./forget-actions.ts";
import { forgetReports } from "./forget-reports.ts";
import { forgetUnsent } from "./forget-unsent.ts";
import { forgetUploads } from "./forget-uploads.ts";
import { type JobKind, jobKinds } from "./kinds.ts";
import { planDigests } from "./plan-digests.ts";
import { planHours } from "./plan-hours.ts";
import { planLeaks } from "./plan-leaks.ts";
import { planLostJobs } from "./plan-lost-jobs.ts";
import { planNumberSyncs } from "./plan-number-syncs.ts";
import { planReconciliations } from "./plan-reconciliations.ts";
import { planReportSchedules } from "./plan-report-schedules.ts";
import { planWeeklyReviews } from "./plan-weekly-reviews.ts";
import { QueuePool } from "./queue-pool.ts";
import { type Shift, startShift } from "./shift.ts";

export interface Worker {
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly connectionString: string;
  /** Jobs at the same time. They wait for the network and the database, so more than cores. */
  readonly concurrency?: number;
  /** A timer starts late by up to this; half a second keeps "start lag p99 ≤ 1 s". */
  readonly pollIntervalMs?: number;
  /** How often lost jobs are looked for. */
  readonly lostJobsMs?: number;
  /** How often the ledger is sealed and its counts summed up. */
  readonly sealMs?: number;
  /** How often promises that broke unheard are looked for. */
  readonly auditMs?: number;
  readonly kinds?: Readonly<Record<string, JobKind>>;
}

/** Once an hour the months ahead get their partitions and finished work its cleaning. */
const housekeepingMs = 3_600_000;
/** How often what waits for a job that got lost is looked for. */
const lostJobsMs = 60_000;
/** How long an entry of the ledger may stand unsealed. */
const sealMs = 60_000;
/** How often promises that broke unheard are looked for. */
const auditMs = 60_000;
/** Within so long, lost connections count as one. Every new shift may cost a job one of its attempts. */
const cutsGatheredMs = 1_000;
/** How soon after a lost database the next try. */
const comebackMs = 250;

/**
 * Starts working and keeps at it: a database that goes away and comes back starts a new shift. Jobs of a worker that was
 * killed are freed within seconds, not at the queue's own four hours.
 * @throws the database's error when the first shift cannot begin.
 */
export async function startWorker(ctx: Context, options: WorkerOptions): Promise<Worker> {
  const concurrency = options.concurrency ?? 8;
  // Two for listening and for the lock, and again two while one shift follows another.
  const pool = new QueuePool({ connectionString: options.connectionString, max: concurrency + 4, keepAlive: true });
  // A connection that breaks is replaced at its next use; unheard, its error would end the process.
  const cuts = new EventEmitter();
  let telling: NodeJS.Timeout | undefined;
  // A database that goes away cuts every connection, each heard by itself: they count as one.
  const noteCut = () => {
    telling ??= setTimeout(() => {
      telling = undefined;
      cuts.emit("cut");
    }, cutsGatheredMs);
  };
  pool.on("error", noteCut);
  pool.on("connect", (client) => void client.on("error", noteCut));
  const begin = () =>
    startShift(ctx, pool, {
      concurrency,
      pollIntervalMs: options.pollIntervalMs ?? 500,
      taskList: taskList(ctx, options.kinds ?? jobKinds),
      whenCut: (tell) => void cuts.once("cut", tell),
    });
  const working = await begin().catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const stopping = new AbortController();
  const worked = followShifts(ctx, working, begin, stopping.signal);
  const housekeeping = setInterval(
    () => void keepHouse(ctx, pool).catch((error: unknown) => ctx.events.failed("housekeeping failed", error)),
    housekeepingMs,
  );
  const lostJobs = setInterval(
    () => void planLost(ctx, pool).catch((error: unknown) => ctx.events.failed("search for lost jobs failed", error)),
    options.lostJobsMs ?? lostJobsMs,
  );
  const auditing = inTurns(
    options.auditMs ?? auditMs,
    async () => {
      try {
        await auditPromises(ctx);
      } catch (error) {
        ctx.events.failed("broken promises could not be looked for", error);
      }
    },
    "later",
  );
  const sealing = inTurns(options.sealMs ?? sealMs, async () => {
    try {
      await sealLedger(ctx);
    } catch (error) {
      ctx.events.failed("ledger could not be sealed", error);
    }
  });
  return {
    stop: async () => {
      clearInterval(housekeeping);
      clearInterval(lostJobs);
      await sealing.stop();
      await auditing.stop();
      clearTimeout(telling);
      stopping.abort();
      await worked;
      await pool.end();
    },
  };
}

/** Does `round` every so often, never twice at a time, and first at once unless told `later`. Stopping waits for the one under way. */
function inTurns(
  everyMs: number,
  round: () => Promise<void>,
  first: "at-once" | "later" = "at-once",
): { stop(): Promise<void> } {
  let underWay: Promise<void> | null = null;
  const begin = () => {
    underWay ??= round().finally(() => {
      underWay = null;
    });
  };
  if (first === "at-once") begin();
  const timer = setInterval(begin, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}

/** One shift after another until told to stop; then waits until the last ones have finished. */
async function followShifts(
  ctx: Context,
  first: Shift,
  begin: () => Promise<Shift>,
  stopping: AbortSignal,
): Promise<void> {
  const told = new Promise<void>((resolve) => stopping.addEventListener("abort", () => resolve()));
  const ends: Promise<void>[] = [];
  let shift: Shift | null = first;
  while (shift !== null) {
    await Promise.race([shift.over, told]);
    // Not awaited: a job that waits for a slow provider must not hold up the others.
    ends.push(shift.end().catch((error: unknown) => ctx.events.failed("a worker's shift did not end cleanly", error)));
    shift = stopping.aborted ? null : await comeBack(ctx, begin, stopping);
  }
  await Promise.all(ends);
}

async function comeBack(ctx: Context, begin: () => Promise<Shift>, stopping: AbortSignal): Promise<Shift | null> {
  ctx.events.failed("worker lost its place at the job queue", null);
  while (!stopping.aborted) {
    try {
      return await begin();
    } catch {
      await pause(comebackMs);
    }
  }
  return null;
}

function taskList(ctx: Context, kinds: Readonly<Record<string, JobKind>>): TaskList {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      async (payload: unknown, { job, abortSignal }: { job: { attempts: number }; abortSignal?: AbortSignal }) => {
        try {
          await kind.run(ctx, payload, abortSignal);
        } catch (error) {
          ctx.events.jobFailed({ kind: name, attempt: job.attempts, error });
          throw error;
        }
      },
    ]),
  );
}

async function planLost(ctx: Context, pool: pg.Pool): Promise<void> {
  for (const [kind, count] of await planLostJobs(pool, ctx.clock.now())) ctx.events.jobsPlannedAgain({ kind, count });
  await planReconciliations(pool, ctx.telephony, ctx.clock.now());
  await planDigests(pool, ctx.clock.now());
  await planHours(pool, ctx.clock.now());
  await planWeeklyReviews(pool, ctx.clock.now());
  await planReportSchedules(pool, ctx.clock.now());
  await planLeaks(pool, ctx.clock.now());
}

async function keepHouse(ctx: Context, pool: pg.Pool): Promise<void> {
  await forgetUploads(pool, ctx.clock.now());
  await forgetActions(pool, ctx.clock.now());
  await forgetUnsent(pool, ctx.clock.now());
  await forgetReports(pool, ctx.clock.now());
  await planNumberSyncs(pool, ctx.telephony, ctx.clock.now());
  await pool.query("select ringback.ensure_month_partitions((current_date - 1)::date, (current_date + 62)::date)");
  const utils = await makeWorkerUtils({ pgPool: pool });
  try {
    await utils.cleanup({ tasks: ["GC_JOB_QUEUES"] });
  } finally {
    await utils.release();
  }
}
