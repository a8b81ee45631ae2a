import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, inject, test, vi } from "vitest";
import { openDatabase } from "#db/database.ts";
import { jobGivenUp } from "#db/given-up-jobs.ts";
import { bareContext } from "#testing/bare-context.ts";
import { createTestDatabase } from "#testing/database.ts";
import { openPool } from "#testing/open-pool.ts";
import { onServer } from "#testing/template.ts";
import { takePresence } from "./dead-workers.ts";
import type { JobKind } from "./kinds.ts";
import { QueuePool } from "./queue-pool.ts";
import { startWorker } from "./worker.ts";

const soon = { timeout: 15_000, interval: 20 };

/** A database with a job queue, and the means to put workers on it. */
async function office() {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 2);
  const stack = new AsyncDisposableStack();
  stack.defer(() => database.drop());
  stack.defer(() => db.close());
  const look = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await db.pool.query(text, [...values])).rows as Row[];
  return {
    connectionString: database.connectionString,
    name: new URL(database.connectionString).pathname.slice(1),
    look,
    add: (count: number) =>
      look("select graphile_worker.add_job('long-job', json_build_object('n', n)) from generate_series(1, $1) n", [
        count,
      ]),
    jobs: () =>
      look<{ locked_by: string | null; attempts: number }>("select locked_by, attempts from graphile_worker.jobs"),
    hire: async (run: JobKind["run"]) => {
      const worker = await startWorker(bareContext(db), {
        connectionString: database.connectionString,
        pollIntervalMs: 50,
        kinds: { "long-job": { run } },
      });
      let stopped = false;
      const stop = async () => {
        if (!stopped) await worker.stop();
        stopped = true;
      };
      stack.defer(stop);
      return { stop };
    },
    /** A process of its own; resolves when it has taken a job. */
    hireProcess: async () => {
      const child = spawn(
        process.execPath,
        [new URL("../testing/worker-starter.ts", import.meta.url).pathname, database.connectionString],
        {
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      const exited = once(child, "exit");
      const kill = async () => {
        child.kill("SIGKILL");
        await exited;
      };
      stack.defer(kill);
      await once(createInterface(child.stdout), "line");
      return { kill };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

test("the job of a killed worker runs elsewhere within seconds, and not while it lives", async () => {
  await using place = await office();
  await place.add(1);
  const first = await place.hireProcess();
  const ran: unknown[] = [];
  await place.hire(async (_ctx, payload) => void ran.push(payload));
  const pool = openPool(place.connectionString);
  const observer = await takePresence(pool);
  await observer.sweep();
  expect(await place.jobs()).toMatchObject([{ locked_by: expect.any(String), attempts: 1 }]);
  await observer.leave();
  await pool.end();
  expect(ran).toEqual([]);

  await first.kill();
  await vi.waitFor(() => expect(ran).toEqual([{ n: 1 }]), soon);
  await vi.waitFor(async () => expect(await place.jobs()).toEqual([]), soon);
});

test("two workers on one queue do each job once", async () => {
  await using place = await office();
  const done = new Map<number, number>();
  const run: JobKind["run"] = async (_ctx, payload) => {
    const { n } = payload as { n: number };
    done.set(n, (done.get(n) ?? 0) + 1);
  };
  await Promise.all([place.hire(run), place.hire(run)]);
  await place.add(300);
  await vi.waitFor(async () => expect(await place.jobs()).toEqual([]), soon);
  expect(done.size).toBe(300);
  expect([...done.values()].every((times) => times === 1)).toBe(true);
});

test("a worker whose connections are cut again and again goes on, and loses no job", async () => {
  await using place = await office();
  const done = new Set<number>();
  await place.hire(async (_ctx, payload) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    done.add((payload as { n: number }).n);
  });
  await place.add(400);
  for (const atLeast of [50, 110, 170, 230]) {
    await vi.waitFor(() => expect(done.size).toBeGreaterThan(atLeast), soon);
    await onServer(
      inject("testServerUrl"),
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${place.name}'`,
    );
  }
  // A job cut in the middle waits for its next try, so the last ones take their seconds, more on a busy machine.
  await vi.waitFor(async () => expect(await place.jobs().catch(() => null)).toEqual([]), { ...soon, timeout: 60_000 });
  expect(done.size).toBe(400);
}, 120_000);

test("a job that was handed out on a connection that broke runs all the same, though the worker's lock lives", async () => {
  await using place = await office();
  const ran: unknown[] = [];
  await place.hire(async (_ctx, payload) => void ran.push(payload));
  // What is left when the answer to "give me a job" is lost on its way: locked by a worker who never heard of it.
  await place.look(`do $$ begin
    perform graphile_worker.add_job('long-job', '{"n": 1}');
    update graphile_worker._private_jobs set locked_at = now(), locked_by = (select worker_ids[1] from ringback.worker_process);
  end $$`);
  await onServer(
    inject("testServerUrl"),
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${place.name}'
     and query !~ 'free_dead_workers|advisory_lock|worker_process'`,
  );
  await vi.waitFor(() => expect(ran).toEqual([{ n: 1 }]), soon);
});

test("a connection that is given back twice is given back once", async () => {
  await using place = await office();
  const pool = new QueuePool({ connectionString: place.connectionString, max: 1 });
  // A pool has ended before its connections have, so that the drop may cut one; see `openPool`.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  const release = await new Promise<() => void>((resolve, reject) => {
    pool.connect((error, _client, done) => (error ? reject(error) : resolve(done)));
  });
  release();
  const other = await pool.connect();
  release();
  expect((await other.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  other.release();
  expect(pool.idleCount).toBe(1);
  await pool.end();
});

test("a worker outlives a database that refuses it for a while", async () => {
  await using place = await office();
  const done: unknown[] = [];
  await place.hire(async (_ctx, payload) => void done.push(payload));
  await onServer(inject("testServerUrl"), `alter database ${place.name} allow_connections false`);
  await onServer(
    inject("testServerUrl"),
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${place.name}'`,
  );
  await vi.waitFor(() => expect(place.look("select 1")).rejects.toThrow(), soon);
  await onServer(inject("testServerUrl"), `alter database ${place.name} allow_connections true`);
  await vi.waitFor(() => place.add(1), soon);
  await vi.waitFor(() => expect(done).toEqual([{ n: 1 }]), soon);
});

test("whoever goes in order gives back what is still locked", async () => {
  await using place = await office();
  await place.add(1);
  const pool = openPool(place.connectionString);
  const presence = await takePresence(pool);
  await presence.announce(["me"]);
  await place.look("update graphile_worker._private_jobs set locked_by = 'me', locked_at = now()");
  await presence.leave();
  expect(await place.jobs()).toMatchObject([{ locked_by: null }]);
  expect(await place.look("select id from ringback.worker_process")).toEqual([]);
  await pool.end();
});

test("a job that was killed after it planned its successor is none that was given up; one that ran out of attempts is", async () => {
  await using place = await office();
  const plan = (when: string) =>
    place.look(`select graphile_worker.add_job('long-job', '{"n": 1}', run_at := ${when}, job_key := 'clock')`);
  const givenUp = async () => await place.look(`select id from graphile_worker.jobs where ${jobGivenUp}`);
  await plan("now()");
  const first = await place.hireProcess();
  await plan("now() + interval '1 hour'");
  await first.kill();
  await place.hire(async () => expect.unreachable("neither may run: one is over, one is not due"));
  await vi.waitFor(async () => expect((await place.jobs()).map((job) => job.locked_by)).toEqual([null, null]), soon);
  expect((await place.jobs()).map((job) => job.attempts).sort((a, b) => a - b)).toEqual([0, 25]);
  expect(await givenUp()).toEqual([]);

  await place.look("update graphile_worker._private_jobs set attempts = max_attempts where key = 'clock'");
  expect(await givenUp()).toHaveLength(1);
});
