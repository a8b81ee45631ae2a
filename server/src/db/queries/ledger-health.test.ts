import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "#use-cases/context.ts";
import { ledgerHealth } from "./ledger-health.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let ours: TestBusiness;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString, 2);
  context = bareContext(db);
  ours = await openBusiness(context, "maya");
  await (await new TestCall(context, ours).arrive("+13125550141")).hangUp();
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const checks = async () =>
  Object.fromEntries(
    (await transaction(db, ours.accountId, context.clock.now(), ledgerHealth)).map(({ name, ok }) => [name, ok]),
  );

test("a ledger is well while its newest entries wait for their minute, and not when they have waited long", async () => {
  expect(await checks()).toEqual({ "ledger sealed": true, "ledger counts": true });
  await db.pool.query("update ringback.call_event set stamped_at = now() - interval '11 minutes'");
  expect(await checks()).toEqual({ "ledger sealed": false, "ledger counts": true });
  await db.pool.query("select ringback.seal_ledger('0 seconds')");
  expect(await checks()).toEqual({ "ledger sealed": true, "ledger counts": true });
});

test("a wrong count is told", async () => {
  await db.pool.query("update ringback.call_tally set calls = calls + 1");
  expect(await checks()).toMatchObject({ "ledger counts": false });
});
