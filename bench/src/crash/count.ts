import { setTimeout as pause } from "node:timers/promises";
import { jobGivenUp } from "@ringback/server/db/given-up-jobs.ts";
import type { Rig } from "#rig/rig.ts";
import { countCalls } from "./count-calls.ts";
import { countMessages } from "./count-messages.ts";
import { countWebhooks } from "./count-webhooks.ts";
import { networkCalls, networkMessages } from "./network-view.ts";
import type { LoadReport } from "./webhook-record.ts";

export interface Counted {
  /** What was counted, for the table. */
  readonly counts: Readonly<Record<string, number>>;
  /** Promises seen broken, each in a sentence with a number; empty when all were kept. */
  readonly broken: readonly string[];
}

/** Gathers counts and broken promises. */
export class Tally {
  readonly counts: Record<string, number> = {};
  readonly broken: string[] = [];

  count(what: string, number: number): void {
    this.counts[what] = number;
  }

  /** Counts what must not be. Ids of a few go into the sentence, so that the case can be looked up. */
  none(what: string, found: readonly string[]): void {
    this.counts[what] = found.length;
    if (found.length > 0) this.broken.push(`${found.length} × ${what}: ${found.slice(0, 5).join(", ")}`);
  }
}

/** Counts what the database and the network hold after the storm, against what was acknowledged and promised. */
export async function countWhatIsLeft(rig: Rig, report: LoadReport): Promise<Counted> {
  const tally = new Tally();
  await countWebhooks(rig, report, tally);
  await countCalls(rig, await networkCalls(rig.network, report.callSids), tally);
  await countMessages(rig, await networkMessages(rig.network), tally);
  await countJobs(rig, tally);
  if (process.env["BENCH_HOLD"] !== undefined && tally.broken.length > 0) {
    process.stderr.write(`Held for a look: ${rig.connectionString}\n${tally.broken.join("\n")}\n`);
    await pause(Number(process.env["BENCH_HOLD"]) * 1_000);
  }
  return tally;
}

/** Every promise that waits for its time has its job, and no job was given up. */
async function countJobs(rig: Rig, tally: Tally): Promise<void> {
  const ids = async (what: string, sql: string) => {
    const { rows } = await rig.context.db.pool.query<{ id: string }>(sql);
    tally.none(
      what,
      rows.map((row) => row.id),
    );
  };
  await ids(
    "job given up",
    `select task_identifier || ' ' || coalesce(left(last_error, 80), '') as id from graphile_worker.jobs where ${jobGivenUp}`,
  );
  await ids(
    "job that could run and does not",
    "select task_identifier || ' ' || id as id from graphile_worker.jobs where attempts < max_attempts and run_at < now() - interval '10 seconds'",
  );
  await ids(
    "job held by a worker that is gone",
    `select t.identifier || ' ' || j.id as id from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      where j.locked_by is not null and not exists (select from ringback.worker_process where j.locked_by = any(worker_ids))`,
  );
  await ids(
    "open callback without a clock",
    `select id::text from ringback.callback c where state in ('open', 'claimed') and breached_at is null
      and not exists (select from graphile_worker.jobs where key = 'watch-callback:' || c.id)`,
  );
  await ids(
    "voicemail announced and not fetched",
    `select id::text from ringback.recording r where state = 'announced'
      and not exists (select from graphile_worker.jobs where key = 'fetch-recording:' || r.id)`,
  );
}
