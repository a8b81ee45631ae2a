// Two things at one moment: whoever comes second neither loses the caller nor waits in a ring.
import type pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { receiveMessage } from "./receive-message.ts";
import { runEscalation } from "./run-escalation.ts";
import { watchCallback } from "./watch-callback.ts";

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

const callbackOf = async (callId: string) => {
  const [row] = await look<{ id: string; state: string; episode_id: string }>(
    "select b.id, b.state, b.episode_id from ringback.call c join ringback.callback b on b.episode_id = c.episode_id where c.id = $1",
    [callId],
  );
  if (row === undefined) throw new Error("The call has no callback.");
  return row;
};

/** Somebody has the callback under lock, as every action on it does, until `let go`. */
async function holdCallback(callbackId: string, meanwhile: Promise<unknown>[], start: () => Promise<unknown>) {
  const client: pg.PoolClient = await db.pool.connect();
  await client.query("begin");
  await client.query("set local deadlock_timeout = '100ms'");
  await client.query("select 1 from ringback.callback where id = $1 for update", [callbackId]);
  meanwhile.push(start());
  await vi.waitFor(async () => {
    const waiting = await look(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    expect(waiting).toHaveLength(1);
  });
  return {
    do: (text: string, values: unknown[]) => client.query(text, values),
    letGo: async () => {
      await client.query("commit");
      client.release();
      await Promise.all(meanwhile);
    },
  };
}

test("a call at the very moment its matter is closed gets a callback of its own, and no second text", async () => {
  const first = await new TestCall(context, business).arrive("+13125550101");
  await first.hangUp();
  const before = await callbackOf(first.callId);
  const second = await new TestCall(context, business).arrive("+13125550101");
  const closer = await holdCallback(before.id, [], () => second.hangUp());
  await closer.do(
    "update ringback.callback set state = 'closed', closed_at = now(), close_kind = 'person', disposition = 'reached-booked' where id = $1",
    [before.id],
  );
  await closer.do("update ringback.episode set closed_at = now() where id = $1", [before.episode_id]);
  await closer.letGo();
  const after = await callbackOf(second.callId);
  expect(after.id).not.toBe(before.id);
  expect(after.state).toBe("open");
  const texts = await look("select 1 from ringback.message where to_number = '+13125550101' and state <> 'suppressed'");
  expect(texts).toHaveLength(1);
});

async function alarm(caller: string) {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  const { id: callbackId } = await callbackOf(call.callId);
  clock.pass({ hours: 2 });
  await watchCallback(context, { accountId: business.accountId, callbackId });
  const [running] = await look<{ id: string }>("select id from ringback.escalation where callback_id = $1", [
    callbackId,
  ]);
  if (running === undefined) throw new Error("No alarm runs.");
  return { callbackId, escalationId: running.id };
}

test("an alarm climbs while somebody takes it in hand, and neither waits for the other for ever", async () => {
  const { callbackId, escalationId } = await alarm("+13125550102");
  clock.pass({ hours: 1 });
  const person = await holdCallback(callbackId, [], () =>
    runEscalation(context, { accountId: business.accountId, escalationId }),
  );
  await person.do("update ringback.escalation set acknowledged_at = now(), next_at = null where id = $1", [
    escalationId,
  ]);
  await person.letGo();
  expect(await look("select level from ringback.escalation where id = $1", [escalationId])).toEqual([{ level: 0 }]);
});

test("an answer by text waits its turn behind whoever closes the callback", async () => {
  const { callbackId, escalationId } = await alarm("+13125550103");
  await runEscalation(context, { accountId: business.accountId, escalationId });
  const person = await holdCallback(callbackId, [], () =>
    receiveMessage(context, {
      accountId: business.accountId,
      connectionId: business.connectionId,
      key: "SM1:received",
      providerMessageId: "SM1",
      from: business.line.replace(/^(\+1312)555/, "$1556"),
      to: business.line,
      body: "OK",
      mediaCount: 0,
      providerReplies: true,
      optOut: null,
      payload: { Body: "OK" },
    }),
  );
  await person.do("update ringback.escalation set ended_at = now(), next_at = null where id = $1", [escalationId]);
  await person.letGo();
  expect(await look("select acknowledged_at from ringback.escalation where id = $1", [escalationId])).toEqual([
    { acknowledged_at: null },
  ]);
});
