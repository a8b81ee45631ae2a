import { expect, inject, test, vi } from "vitest";
import { createTestDatabase } from "#testing/database.ts";
import { onServer } from "#testing/template.ts";
import { openDatabase } from "./database.ts";
import { transaction } from "./transaction.ts";

const account = "00000000-0000-7000-8000-000000000001";
const now = Temporal.Instant.from("2026-11-20T12:00:00Z");

test("a connection cut between two questions fails the transaction, not the process, and the pool goes on", async () => {
  await using database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 2);
  const work = transaction(db, account, now, async (tx) => {
    const pid = (await tx.rows<{ pid: number }>({ text: "select pg_backend_pid() as pid", values: [] }))[0]?.pid ?? 0;
    await onServer(inject("testServerUrl"), `select pg_terminate_backend(${pid})`);
    // Until it is gone; nothing is asked on it meanwhile.
    await vi.waitFor(async () => {
      const { rows } = await db.pool.query("select from pg_stat_activity where pid = $1", [pid]);
      expect(rows).toEqual([]);
    });
    await tx.rows({ text: "select 1", values: [] });
  });
  await expect(work).rejects.toThrow();
  const [row] = await transaction(db, account, now, (tx) =>
    tx.rows<{ one: number }>({ text: "select 1 as one", values: [] }),
  );
  expect(row).toEqual({ one: 1 });
  await db.close();
});

test("everything sent on a connection that breaks is refused, nothing hangs", async () => {
  await using database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 1);
  const work = transaction(db, account, now, async (tx) => {
    tx.write({ text: "select pg_sleep(30)", values: [] });
    tx.write({ text: "select 2", values: [] });
    const asked = tx.rows({ text: "select 3", values: [] });
    asked.catch(() => {});
    await onServer(
      inject("testServerUrl"),
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(database.connectionString).pathname.slice(1)}'`,
    );
    return await asked;
  });
  await expect(work).rejects.toThrow();
  await db.close();
});
