import type { Database } from "@ringback/server/db/database.ts";
import { acrossAccounts } from "@ringback/server/db/transaction.ts";
import { jobKinds } from "@ringback/server/jobs/kinds.ts";
import type { Context } from "@ringback/server/use-cases/context.ts";
import { LaneClock, laneIds, laneTag, laneTagAt } from "./lane-clock.ts";
import { SeededRandom } from "./seeded-random.ts";
import type { Turns } from "./turns.ts";

/** What the stories of the seed share. */
export interface SeedParts {
  /** The context of the seed: its own database pool, the sample provider, no e-mail. */
  readonly context: Context;
  readonly turns: Turns;
  readonly begin: Temporal.Instant;
  readonly now: Temporal.Instant;
}

/**
 * Where one caller's story plays: a context with a clock and ids of its own. Going to a moment first does the background
 * work that was due on the way, at its own time, as a worker would have done.
 */
export class Stage {
  readonly context: Context;
  readonly random: SeededRandom;
  readonly #parts: SeedParts;
  readonly #clock: LaneClock;
  readonly #tag: string;

  constructor(parts: SeedParts, lane: number) {
    this.#parts = parts;
    this.#clock = new LaneClock(parts.begin, parts.now);
    this.#tag = laneTag(lane);
    this.random = new SeededRandom(lane * 7919 + 17);
    this.context = { ...parts.context, clock: this.#clock, ids: laneIds(lane, this.#clock) };
  }

  get now(): Temporal.Instant {
    return this.#clock.now();
  }

  /** Waits for everybody's turn at this moment. */
  async turn(at: Temporal.Instant): Promise<void> {
    await this.#parts.turns.until(at);
  }

  /** Goes to this moment without a look at the queue: for what leaves no work behind. */
  moveTo(at: Temporal.Instant): void {
    this.#clock.moveTo(at);
  }

  /** Lets a little time go by, in which nothing falls due. */
  pass(milliseconds: number): void {
    this.#clock.pass(milliseconds);
  }

  /** Does all work due until this moment, each piece at its time, and goes there. Work of the kinds `not` is left out for good. */
  async until(at: Temporal.Instant, { not = [] }: { readonly not?: readonly string[] } = {}): Promise<void> {
    const jobs: DueJob[] = [];
    for (;;) {
      jobs.push(...(await takeDueJobs(this.#parts.context.db, this.#tag, at, this.now)));
      jobs.sort((one, other) => Temporal.Instant.compare(one.due, other.due));
      const job = jobs.shift();
      if (job === undefined) break;
      if (not.includes(job.kind)) continue;
      this.#clock.moveTo(job.due);
      this.#clock.pass(this.random.between(150, 700));
      await jobKinds[job.kind]?.run(this.context, job.payload);
    }
    this.#clock.moveTo(at);
  }
}

interface DueJob {
  readonly kind: string;
  readonly payload: unknown;
  readonly due: Temporal.Instant;
}

/** The cheap conditions come first by their cost, so that few payloads are read. */
const takeDueJobsSql = `
  delete from graphile_worker._private_jobs job using graphile_worker._private_tasks task
  where task.id = job.task_id
    and job.task_id <> coalesce((select id from graphile_worker._private_tasks where identifier = 'settle-call'), 0)
    and (job.run_at = job.created_at or job.run_at <= $2)
    and substr(coalesce(job.payload->>'callbackId', job.payload->>'messageId', job.payload->>'recordingId',
      job.payload->>'escalationId', job.payload->>'holdId'), ${laneTagAt.from}, ${laneTagAt.length}) = $1
  returning task.identifier as kind, job.payload, case when job.run_at <> job.created_at then job.run_at end as "runAt"`;

/**
 * Takes a story's due jobs out of the queue. A job without a time has the queue's `now()` for both its times; it is due
 * when it was written, which is the story's present. Looks at calls whose end is known (`settle-call`) are left for
 * `forgetSettledCalls`.
 */
async function takeDueJobs(
  db: Database,
  tag: string,
  until: Temporal.Instant,
  present: Temporal.Instant,
): Promise<DueJob[]> {
  const rows = await acrossAccounts<{ kind: string; payload: unknown; runAt: Temporal.Instant | null }>(db, {
    text: takeDueJobsSql,
    values: [tag, until],
  });
  return rows.map(({ kind, payload, runAt }) => ({ kind, payload, due: runAt ?? present }));
}

/** Takes the looks at ended calls out of the queue: each of them would find nothing to do. */
export async function forgetSettledCalls(db: Database): Promise<void> {
  await acrossAccounts(db, {
    text: `delete from graphile_worker._private_jobs job using graphile_worker._private_tasks task
      where task.id = job.task_id and task.identifier = 'settle-call'
        and exists (select from ringback.call where id = (job.payload->>'callId')::uuid and state = 'ended')`,
    values: [],
  });
}

/** Takes the looks at drills that have ended out of the queue: each of them would find nothing to do. */
export async function forgetEndedDrills(db: Database): Promise<void> {
  await acrossAccounts(db, {
    text: `delete from graphile_worker._private_jobs job using graphile_worker._private_tasks task
      where task.id = job.task_id and task.identifier = 'check-drill'
        and exists (select from ringback.drill where id = (job.payload->>'drillId')::uuid and state <> 'running')`,
    values: [],
  });
}
