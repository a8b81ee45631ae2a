import { type JobKind, jobKinds } from "@ringback/server/jobs/kinds.ts";
import type { FaultTown } from "#faults/fault-town.ts";

/** What the month does without: it asks services that are not here, or keeps books that other tests look at. */
const left = ["transcribe", "ask-model", "send-email", "sync-numbers", "verify-ledger", "run-import", "move-days"];
const attemptsMax = 15;

interface DueJob {
  readonly task: string;
  readonly payload: unknown;
  readonly key: string | null;
}

/** Works the queue on the virtual time, as the worker does: a job that throws comes again later, some die or run twice. */
export class MonthJobs {
  readonly #town: FaultTown;
  readonly #failures = new Map<string, number>();
  readonly #givenUp = new Map<string, number>();
  ran = 0;
  failed = 0;

  constructor(town: FaultTown) {
    this.#town = town;
  }

  /** The jobs that failed for good, each with its reason and how often. */
  get broken(): string[] {
    return [...this.#givenUp].map(([what, times]) => `${times} × ${what}`);
  }

  /** When the next job is due; null when none waits. */
  async nextAt(): Promise<Temporal.Instant | null> {
    const { rows } = await this.#town.context.db.pool.query<{ at: string | null }>(
      `select min(j.run_at)::text as at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier <> all($1)`,
      [left],
    );
    const at = rows[0]?.at;
    return at ? Temporal.Instant.from(at.replace(" ", "T")) : null;
  }

  /** Runs everything that is due, in the order of its time, until nothing is. */
  async run(): Promise<void> {
    for (;;) {
      const { rows } = await this.#town.context.db.pool.query<DueJob>(
        `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
          where t.id = j.task_id and t.identifier <> all($1) and j.run_at <= $2 returning t.identifier as task, j.payload, j.key`,
        [left, this.#town.clock.now().toString()],
      );
      if (rows.length === 0) return;
      await Promise.all(rows.map((job) => this.#one(job)));
    }
  }

  async #one(job: DueJob): Promise<void> {
    const { context, random } = this.#town;
    const kind = jobKinds[job.task] as JobKind | undefined;
    if (kind === undefined) throw new Error(`Nobody works ${job.task}.`);
    this.ran += 1;
    try {
      // The process dies before it began, or after the work and before it could say so.
      const luck = random();
      if (luck < 0.02) throw new Error("The worker died.");
      await kind.run(context, job.payload);
      if (luck < 0.04) await kind.run(context, job.payload);
      // The queue counts a job's own attempts; the next one of its key is another.
      this.#failures.delete(nameOf(job));
    } catch (error) {
      await this.#again(job, error);
    }
  }

  async #again(job: DueJob, error: unknown): Promise<void> {
    const { context, clock } = this.#town;
    const name = nameOf(job);
    const failures = (this.#failures.get(name) ?? 0) + 1;
    this.#failures.set(name, failures);
    this.failed += 1;
    if (failures >= attemptsMax) {
      const what = `${job.task} was given up: ${error instanceof Error ? error.message : String(error)}`;
      this.#givenUp.set(what, (this.#givenUp.get(what) ?? 0) + 1);
      return;
    }
    const runAt = clock
      .now()
      .add({ seconds: Math.min(600, 2 ** failures) })
      .toString();
    const again = { kind: job.task, payload: job.payload, runAt, ...(job.key === null ? {} : { key: job.key }) };
    await context.db.pool.query("select ringback.enqueue($1)", [JSON.stringify([again])]);
  }
}

const nameOf = ({ task, key, payload }: DueJob) => key ?? `${task}:${JSON.stringify(payload)}`;
