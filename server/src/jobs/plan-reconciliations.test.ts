import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "#use-cases/context.ts";
import { planReconciliations } from "./plan-reconciliations.ts";

let database: TestDatabase;
let db: Database;
let clock: HandClock;
let context: Context;
let business: TestBusiness;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T18:00:00Z"); // noon in Chicago
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  clock = new HandClock("2026-11-18T18:00:00Z");
  await db.pool.query("delete from ringback.reconciliation_run");
  await db.pool.query("delete from graphile_worker._private_jobs");
  await db.pool.query("update ringback.connection set log_error = null, log_read_until = null");
});

/** What is planned now, and forgotten. */
async function planned(): Promise<string[]> {
  await planReconciliations(db.pool, context.telephony, clock.now());
  const { rows } = await db.pool.query<{ kind: string }>(
    "delete from graphile_worker._private_jobs returning payload->>'kind' as kind",
  );
  return rows.map(({ kind }) => kind).sort();
}
const ran = (kind: string, state = "done") =>
  db.pool.query(
    `insert into ringback.reconciliation_run (account_id, id, connection_id, kind, from_at, to_at, state, started_at)
     values ($1, gen_random_uuid(), $2, $3, $4, $4, $5, $4)`,
    [business.accountId, business.connectionId, kind, clock.now().toString(), state],
  );

test("the last hours are compared every few minutes, more rarely after a failure", async () => {
  expect(await planned()).toEqual(["recent"]);
  await ran("recent");
  clock.pass({ minutes: 3 });
  expect(await planned()).toEqual([]);
  clock.pass({ minutes: 3 });
  expect(await planned()).toEqual(["recent"]);
  await ran("recent", "failed");
  await db.pool.query("update ringback.connection set log_error = 'refused'");
  clock.pass({ minutes: 10 });
  expect(await planned()).toEqual([]);
  clock.pass({ minutes: 6 });
  expect(await planned()).toEqual(["recent"]);
});

test("after an outage the comparison is one that catches up", async () => {
  await db.pool.query("update ringback.connection set log_read_until = $1", [
    clock.now().subtract({ hours: 9 }).toString(),
  ]);
  expect(await planned()).toEqual(["catch-up"]);
});

test("the last days are compared once a night, also when Ringback was away at that hour", async () => {
  await ran("recent");
  clock.pass({ hours: 14 }); // two at night
  await ran("recent");
  expect(await planned()).toEqual([]);
  clock.pass({ hours: 5 }); // seven in the morning
  await ran("recent");
  expect(await planned()).toEqual(["nightly"]);
  await ran("nightly", "failed");
  expect(await planned()).toEqual([]);
  clock.pass({ minutes: 16 });
  await ran("recent");
  expect(await planned()).toEqual(["nightly"]);
  await ran("nightly");
  clock.pass({ hours: 10 });
  await ran("recent");
  expect(await planned()).toEqual([]);
});

test("a comparison under way is let finish, one that shows no sign of life is replaced", async () => {
  await ran("recent", "running");
  clock.pass({ minutes: 20 });
  expect(await planned()).toEqual([]);
  await db.pool.query("update ringback.reconciliation_run set touched_at = now() - interval '10 minutes'");
  expect(await planned()).toEqual(["recent"]);
});

test("a phone system without a log is left alone", async () => {
  const { twilio } = context.telephony;
  if (twilio === undefined) throw new Error("no twilio");
  const telephony = { twilio: { ...twilio, abilities: { ...twilio.abilities, callLog: false } } };
  expect(await planReconciliations(db.pool, telephony, clock.now())).toBe(0);
});
