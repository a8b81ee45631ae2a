import { type JobKind, jobKinds } from "@ringback/server/jobs/kinds.ts";
import type { FaultTown } from "./fault-town.ts";

/** The kinds that the promises under test hang on; clocks, alarms and staff texts have their own tests. */
const worked = ["send-message", "reconcile"];
const atOnce = 8;

/** Takes the jobs that are due by the virtual time and runs them, until none is left. @throws what a job throws. */
export async function runDueJobs({ context, clock }: FaultTown): Promise<void> {
  for (;;) {
    const { rows } = await context.db.pool.query<{ task: string; payload: unknown }>(
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
        where t.id = j.task_id and t.identifier = any($1) and j.run_at <= $2
        returning t.identifier as task, j.payload`,
      [worked, clock.now().toString()],
    );
    if (rows.length === 0) return;
    const queue = [...rows];
    const turn = async () => {
      for (let job = queue.shift(); job !== undefined; job = queue.shift())
        await (jobKinds[job.task] as JobKind).run(context, job.payload);
    };
    await Promise.all(Array.from({ length: atOnce }, turn));
  }
}
