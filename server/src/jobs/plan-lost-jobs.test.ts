import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { openPool } from "#testing/open-pool.ts";
import type { Context } from "#use-cases/context.ts";
import { planLostJobs } from "./plan-lost-jobs.ts";
import { startWorker } from "./worker.ts";

let database: TestDatabase;
let db: Database;
let owner: pg.Pool;
let context: Context;
let business: TestBusiness;
let callbackId: string;
let callId: string;
let messageId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  owner = openPool(database.connectionString, 2);
  context = bareContext(db);
  business = await openBusiness(context, "maya");
  const call = await new TestCall(context, business).arrive("+13125550141");
  await call.hangUp();
  const ringing = await new TestCall(context, business).arrive("+13125550142");
  const [row] = await look<{ callback: string; message: string }>(
    "select b.id as callback, m.id as message from ringback.callback b join ringback.message m on m.callback_id = b.id where b.caller = '+13125550141'",
  );
  [callbackId, messageId, callId] = [row?.callback ?? "", row?.message ?? "", ringing.callId];
  await look("delete from ringback.callback where id <> $1", [callbackId]); // outside of office hours the other call is a miss too
});
afterAll(async () => {
  await Promise.all([db.close(), owner.end()]);
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];
const keys = async () =>
  (await look<{ key: string }>("select key from graphile_worker.jobs where key is not null order by key")).map(
    (job) => job.key,
  );
const loseAll = () => look("delete from graphile_worker._private_jobs");

/** The callback is far from due, the text sent, the call over, no alarm. */
beforeEach(async () => {
  await look(`update ringback.callback set state = 'open', snoozed_until = null, warned_at = null, breached_at = null,
    warn_at = now() + interval '1 hour', due_at = now() + interval '2 hours'`);
  await look("update ringback.message set state = 'delivered', created_at = now() - interval '5 minutes'");
  await look("update ringback.call set state = 'ended'");
  await look("delete from ringback.escalation");
  await loseAll();
});

const plan = async () => Object.fromEntries(await planLostJobs(owner, context.clock.now()));

test("where nothing is overdue nothing is planned", async () => {
  expect(await plan()).toEqual({});
  expect(await keys()).toEqual([]);
});

test.each<[string, string]>([
  ["a warning", "update ringback.callback set warn_at = now() - interval '2 minutes'"],
  [
    "a breach",
    "update ringback.callback set warned_at = now(), warn_at = now() - interval '1 hour', due_at = now() - interval '2 minutes'",
  ],
  ["a waking", "update ringback.callback set state = 'snoozed', snoozed_until = now() - interval '2 minutes'"],
])("%s whose job is lost is planned again, once", async (_what, makeOverdue) => {
  await look(makeOverdue);
  expect(await plan()).toEqual({ "watch-callback": 1 });
  expect(await keys()).toEqual([`watch-callback:${callbackId}`]);
  expect(await plan()).toEqual({});
});

test("an overdue clock does not wait for hours because its job failed some times, or too often", async () => {
  await look("update ringback.callback set due_at = now() - interval '2 minutes'");
  await plan();
  for (const failed of ["attempts = 7, run_at = now() + interval '1 hour'", "attempts = 25"]) {
    await look(`update graphile_worker._private_jobs set ${failed}`);
    expect(await plan()).toEqual({ "watch-callback": 1 });
    expect(
      await look("select attempts, run_at <= now() as due from graphile_worker.jobs where key is not null"),
    ).toEqual([{ attempts: 0, due: true }]);
  }
});

test("an alarm whose next step is overdue climbs on; one that is acknowledged or through does not", async () => {
  const escalationId = context.ids.next();
  await look(
    "insert into ringback.escalation (account_id, id, callback_id, reason, raised_at, next_at) values ($1, $2, $3, 'overdue', now(), now() - interval '2 minutes')",
    [business.accountId, escalationId, callbackId],
  );
  expect(await plan()).toEqual({ "run-escalation": 1 });
  expect(await keys()).toEqual([`run-escalation:${escalationId}`]);
  for (const over of ["next_at = null", "next_at = now() - interval '2 minutes', acknowledged_at = now()"]) {
    await loseAll();
    await look(`update ringback.escalation set ${over}`);
    expect(await plan()).toEqual({});
  }
});

test("a review that nobody decided in time is looked at again, until somebody was told", async () => {
  const holdId = context.ids.next();
  await look(
    "insert into ringback.hold (account_id, id, callback_id, reason, opened_at, due_at) values ($1, $2, $3, 'price-asked', now(), now() - interval '2 minutes')",
    [business.accountId, holdId, callbackId],
  );
  expect(await plan()).toEqual({ "watch-hold": 1 });
  expect(await keys()).toEqual([`watch-hold:${holdId}`]);
  for (const over of ["overdue_told_at = now()", "overdue_told_at = null, resolved_at = now()"]) {
    await loseAll();
    await look(`update ringback.hold set ${over} where id = $1`, [holdId]);
    expect(await plan()).toEqual({});
  }
});

test.each<[string, string, Record<string, number>]>([
  ["a text not sent", "state = 'queued'", { "send-message": 1 }],
  ["a text of unknown outcome", "state = 'sending'", { "send-message": 1 }],
  ["a text whose outcome will never be known", "state = 'unknown', reason = 'outcome-never-known'", {}],
])("%s", async (_what, change, planned) => {
  await look(`update ringback.message set ${change} where id = $1`, [messageId]);
  expect(await plan()).toEqual(planned);
});

test("a text the provider wants later waits", async () => {
  await look("update ringback.message set state = 'queued' where id = $1", [messageId]);
  await plan();
  await look("update graphile_worker._private_jobs set run_at = now() + interval '30 minutes'");
  expect(await plan()).toEqual({});
});

test("a call without an end is asked about again", async () => {
  await look("update ringback.call set state = 'ringing', arrived_at = now() - interval '11 minutes' where id = $1", [
    callId,
  ]);
  expect(await plan()).toEqual({ "settle-call": 1 });
  expect(await keys()).toEqual([`settle-call:${callId}`]);
});

test("a worker finds what was lost by itself, and the alarm rings", async () => {
  await look("update ringback.callback set due_at = now() - interval '2 minutes'");
  const worker = await startWorker(context, {
    connectionString: database.connectionString,
    pollIntervalMs: 50,
    lostJobsMs: 100,
  });
  try {
    await vi.waitFor(
      async () => expect(await look("select reason from ringback.escalation")).toEqual([{ reason: "overdue" }]),
      { timeout: 10_000, interval: 50 },
    );
  } finally {
    await worker.stop();
  }
});
