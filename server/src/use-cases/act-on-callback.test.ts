import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { type CallbackCommand, claim, close, reopen, snooze } from "./act-on-callback.ts";
import type { Context } from "./context.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

async function missedBy(caller: string): Promise<CallbackCommand> {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  const [row] = await look<{ id: string }>(
    "select id from ringback.callback where caller = $1 order by opened_at desc limit 1",
    [caller],
  );
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  return { accountId: business.accountId, actor, callbackId: row?.id ?? "" };
}

test("who takes a snoozed callback has its clock looked at in time for the warning, not at the snooze's end", async () => {
  const command = await missedBy("+13125550181");
  const until = clock.now().add({ hours: 48 });
  expect(await snooze(context, { ...command, until, reason: "at work" })).toMatchObject({ ok: true });
  const job = () =>
    look<{ run_at: Temporal.Instant }>("select run_at from graphile_worker.jobs where key = $1", [
      `watch-callback:${command.callbackId}`,
    ]);
  expect((await job())[0]?.run_at.toString()).toBe(until.toString());
  expect(await claim(context, command)).toMatchObject({ ok: true });
  const [{ warn_at: warnAt } = { warn_at: until }] = await look<{ warn_at: Temporal.Instant }>(
    "select warn_at from ringback.callback where id = $1",
    [command.callbackId],
  );
  expect((await job())[0]?.run_at.toString()).toBe(warnAt.toString());
});

test("a callback is not reopened beside a newer one of the same caller", async () => {
  const command = await missedBy("+13125550182");
  await close(context, { ...command, disposition: "reached-booked", how: "called" });
  clock.pass({ minutes: 5 });
  const newer = await missedBy("+13125550182");
  expect(newer.callbackId).not.toBe(command.callbackId);
  expect(await reopen(context, command)).toEqual({ ok: false, refusal: "called-again-since" });
});

test("a call that comes at the very moment of reopening is waited for", async () => {
  const caller = "+13125550183";
  const command = await missedBy(caller);
  await close(context, { ...command, disposition: "reached-booked", how: "called" });
  // What every webhook of this caller does first.
  const webhook = await db.pool.connect();
  await webhook.query("begin");
  await webhook.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
    `caller:${business.accountId}:${caller}`,
  ]);
  const answer = reopen(context, command);
  await vi.waitFor(async () =>
    expect(
      await look("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"),
    ).toHaveLength(1),
  );
  await webhook.query(
    "insert into ringback.episode (account_id, id, caller, opened_at, last_call_at) values ($1, $2, $3, now(), now())",
    [business.accountId, context.ids.next(), caller],
  );
  await webhook.query("commit");
  webhook.release();
  expect(await answer).toEqual({ ok: false, refusal: "called-again-since" });
});
