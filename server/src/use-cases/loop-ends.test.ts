// What could leave a caller with nobody: an alarm that falls silent, a call that never ends, a line that is not found.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { close, reopen } from "./act-on-callback.ts";
import type { Context } from "./context.ts";
import { settleCall } from "./settle-call.ts";
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

async function missedBy(caller: string): Promise<string> {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  const [row] = await look<{ id: string }>("select id from ringback.callback where caller = $1", [caller]);
  return row?.id ?? "";
}

test("an alarm that only the closing ended goes on when the closing is undone, and so does a review", async () => {
  const { accountId } = business;
  const callbackId = await missedBy("+13125550121");
  clock.pass({ hours: 2 });
  await watchCallback(context, { accountId, callbackId });
  await look(
    "insert into ringback.hold (account_id, id, callback_id, reason, opened_at, due_at) values ($1, gen_random_uuid(), $2, 'unclear', now(), now())",
    [accountId, callbackId],
  );
  const command = { accountId, callbackId, actor: { memberId: business.ownerId, role: "owner" } } as const;
  await close(context, { ...command, disposition: "reached-booked", how: "called" });
  const state = () =>
    look(
      `select e.ended_at is null as runs, h.resolved_at is null as waits,
        exists (select from graphile_worker.jobs where key = 'run-escalation:' || e.id and run_at <= now()) as job
      from ringback.escalation e join ringback.hold h using (callback_id) where e.callback_id = $1`,
      [callbackId],
    );
  expect(await state()).toMatchObject([{ runs: false, waits: false }]);
  clock.pass({ minutes: 1 });
  await look("update ringback.app_clock set offset_ms = $1", [clock.now().epochMilliseconds - Date.now()]);
  expect(await reopen(context, command)).toMatchObject({ ok: true });
  expect(await state()).toEqual([{ runs: true, waits: true, job: true }]);
});

test("a call whose end was never told is missed in the end, also where the provider's log cannot be read", async () => {
  const call = await new TestCall(context, business).arrive("+13125550122"); // its provider is a closed port
  const job = { accountId: business.accountId, callId: call.callId };
  clock.pass({ minutes: 6 });
  await settleCall(context, job);
  expect(await look("select state from ringback.call where id = $1", [call.callId])).toEqual([{ state: "ringing" }]);
  clock.pass({ hours: 5 });
  await settleCall(context, job);
  expect(await look("select state, outcome from ringback.call where id = $1", [call.callId])).toEqual([
    { state: "ended", outcome: "missed" },
  ]);
  expect(await look("select state from ringback.callback where caller = '+13125550122'")).toEqual([{ state: "open" }]);
});

test("a call first heard of by a report without numbers is still of its line, so its caller gets the text", async () => {
  // At night the arrival itself is the miss, so nothing after it could find the line.
  const call = new TestCall({ ...context, clock: new HandClock("2026-11-19T06:00:00Z") }, business);
  await call.tell({ kind: "leg-progress", legId: "CA2", to: "+13125560199", status: "ringing", sequence: 1 } as never);
  await call.arrive("+13125550123");
  expect(await look("select number_id from ringback.call where id = $1", [call.callId])).toEqual([
    { number_id: business.numberId },
  ]);
  expect(await look("select state from ringback.message where to_number = '+13125550123'")).toEqual([
    { state: "queued" },
  ]);
});

test("the second report of a call that came before opening time gets the same instruction after it", async () => {
  const night = new HandClock("2026-11-18T13:59:58Z"); // 07:59:58 in Chicago
  const early = { ...context, clock: night };
  const call = new TestCall(early, business);
  const arrived = {
    kind: "arrived",
    from: "+13125550124",
    to: business.line,
    forwardedFrom: null,
    callerName: null,
    callerIdTrust: "none",
  } as never;
  const first = await call.tell(arrived);
  night.pass({ seconds: 5 });
  const second = await call.tell(arrived);
  expect(first.instruction.do).toBe("take-voicemail");
  expect(second.instruction).toEqual(first.instruction);
});
