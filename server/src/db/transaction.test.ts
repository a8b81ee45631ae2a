import type { LiveEvent } from "@ringback/contract/live.ts";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { createTestDatabase } from "#testing/database.ts";
import { openDatabase } from "./database.ts";
import { type Transaction, transaction } from "./transaction.ts";

const account = "00000000-0000-7000-8000-000000000001";
const now = Temporal.Instant.from("2026-11-20T12:00:00Z");

async function office() {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 2);
  return {
    connectionString: database.connectionString,
    work: <Result>(work: (tx: Transaction) => Promise<Result>) => transaction(db, account, now, work),
    jobs: async () =>
      (await db.pool.query("select key, task_identifier as kind, run_at from graphile_worker.jobs order by id")).rows,
    [Symbol.asyncDispose]: async () => {
      await db.close();
      await database.drop();
    },
  };
}

const job = (key: string, minutes: number) => ({
  kind: "watch-callback",
  payload: {},
  key,
  runAt: now.add({ minutes }),
});

test("of two jobs with one key in one transaction the last counts", async () => {
  await using place = await office();
  await place.work(async (tx) => tx.enqueue(job("a", 1), job("b", 1), job("a", 5)));
  expect(await place.jobs()).toEqual([
    { key: "a", kind: "watch-callback", run_at: now.add({ minutes: 5 }) },
    { key: "b", kind: "watch-callback", run_at: now.add({ minutes: 1 }) },
  ]);
});

test("jobs without a key are each their own", async () => {
  await using place = await office();
  await place.work(async (tx) => tx.enqueue({ kind: "tell-staff", payload: {} }, { kind: "tell-staff", payload: {} }));
  expect(await place.jobs()).toHaveLength(2);
});

test("what is taken back after it was enqueued does not run, what is enqueued after it was taken back does", async () => {
  await using place = await office();
  await place.work(async (tx) => tx.enqueue(job("a", 1)));
  await place.work(async (tx) => {
    tx.enqueue(job("b", 1));
    tx.cancelJobs("a", "b");
    tx.enqueue(job("c", 1));
  });
  expect(await place.jobs()).toMatchObject([{ key: "c" }]);
  await place.work(async (tx) => {
    tx.cancelJobs("c");
    tx.enqueue(job("c", 9));
  });
  expect(await place.jobs()).toMatchObject([{ key: "c", run_at: now.add({ minutes: 9 }) }]);
});

test("work that fails leaves neither rows nor jobs", async () => {
  await using place = await office();
  const work = place.work(async (tx) => {
    tx.enqueue(job("a", 1));
    tx.write({ text: "select 1 / 0", values: [] });
  });
  await expect(work).rejects.toThrow("division by zero");
  expect(await place.jobs()).toEqual([]);
});

test("screens hear of every change of a transaction that made hundreds", async () => {
  await using place = await office();
  const listener = new pg.Client({ connectionString: place.connectionString });
  await listener.connect();
  try {
    const heard: string[] = [];
    listener.on("notification", ({ payload }) => {
      for (const event of (JSON.parse(payload ?? "") as { events: LiveEvent[] }).events) heard.push(event.id);
    });
    await listener.query("listen ringback_changes");
    const ids = Array.from({ length: 250 }, (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`);
    await place.work(async (tx) => {
      for (const id of ids) tx.changed({ kind: "connection", id });
    });
    await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(ids.length));
    expect(heard.sort()).toEqual(ids);
  } finally {
    await listener.end();
  }
});

test("what failed first is said, not that the rest was in vain", async () => {
  await using place = await office();
  const work = place.work(async (tx) => {
    tx.write({ text: "select 1 / 0", values: [] });
    await tx.rows({ text: "select 1", values: [] });
  });
  await expect(work).rejects.toThrow("division by zero");
});
