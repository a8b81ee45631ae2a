import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { planLeaks } from "#jobs/plan-leaks.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { changeMember } from "./change-member.ts";
import type { Context } from "./context.ts";
import { whileWaiting } from "./leak-question.ts";
import { remakeLeakReport } from "./make-leak-report.ts";
import { prepareLeaks } from "./prepare-leaks.ts";
import { readLeakCalls, readLeaks } from "./read-leaks.ts";

let database: TestDatabase;
let db: Database;
let clock: HandClock;
let context: Context;
let accountId: string;
let ownerId: string;
/** The last four digits: each test's business has a number of its own. */
let lines = 1000;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  clock = new HandClock("2026-11-18T18:00:00Z"); // noon in Chicago
  context = { ...bareContext(db), clock };
  await db.pool.query("delete from ringback.leak_report");
  await db.pool.query("delete from ringback.call_tally");
  await db.pool.query("delete from graphile_worker._private_jobs");
  lines += 1;
  const line = `+1312555${String(lines)}`;
  const business = await openBusiness(context, `maya${context.ids.next()}`, line);
  ({ accountId, ownerId } = business);
  const call = new TestCall(context, business);
  await call.arrive("+13125550117");
  await call.hangUp();
  await db.pool.query("delete from graphile_worker._private_jobs");
});

/** As if the business had so many calls that their report is made in the background. */
const haveManyCalls = (day = "2026-11-18") =>
  transaction(db, accountId, clock.now(), async (tx) =>
    tx.write(
      sql`insert into ringback.call_tally (account_id, local_day, standing, calls) values (${accountId}, ${day}, 'history', ${whileWaiting + 1})`,
    ),
  );

/** The jobs that wait, with the queue they wait in. */
async function waiting(kind: string): Promise<{ accountId: string; key: string; queue: string | null; at: string }[]> {
  const { rows } = await db.pool.query(
    `select j.payload->>'accountId' as "accountId", j.payload->>'key' as key, q.queue_name as queue, j.run_at::text as at
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       left join graphile_worker._private_job_queues q on q.id = j.job_queue_id where t.identifier = $1 order by j.id`,
    [kind],
  );
  return rows;
}
async function work(): Promise<void> {
  const jobs = await waiting("leak-report");
  await db.pool.query("delete from graphile_worker._private_jobs");
  for (const { accountId, key } of jobs) await remakeLeakReport(context, { accountId, key });
}
/** All minutes from here on: each business has its own. */
async function plannedWithin(minutes: number): Promise<number> {
  let planned = 0;
  for (let minute = 0; minute < minutes && planned === 0; minute += 1) {
    planned = await planLeaks(db.pool, clock.now());
    clock.pass({ minutes: 1 });
  }
  return planned;
}
async function leaks(query: Parameters<typeof readLeaks>[2] = {}) {
  const found = await readLeaks(context, accountId, query);
  if (!found.ok) throw new Error(found.refusal);
  return found;
}
const nextDay = () => {
  clock = new HandClock("2026-11-19T06:00:00Z"); // midnight in Chicago
  context = { ...context, clock };
};

test("what somebody asked for is ready on the next day, before they ask again", async () => {
  await leaks();
  await leaks({ range: "last-7-days", returning: "false" });
  expect(await plannedWithin(65)).toBe(0);
  nextDay();
  expect(await planLeaks(db.pool, clock.now())).toBe(0); // not all businesses at the stroke of midnight
  expect(await plannedWithin(65)).toBe(1);
  await prepareLeaks(context, { accountId });
  expect((await waiting("leak-report")).map(({ queue }) => queue)).toEqual(["leaks-ahead", "leaks-ahead"]);
  await work();
  expect(await plannedWithin(65)).toBe(0);
  const { rows } = await db.pool.query(
    "select report->'range'->>'to' as to from ringback.leak_report where account_id = $1 order by 1",
    [accountId],
  );
  expect(rows).toEqual([{ to: "2026-11-19" }, { to: "2026-11-19" }]);
});

test("each business has a moment of its own within the hour after midnight", async () => {
  await leaks();
  nextDay();
  const { rows } = await db.pool.query<{ second: number }>(
    "select 30 + abs(hashtext($1)::bigint)::int % 3600 as second",
    [accountId],
  );
  clock.pass({ seconds: (rows[0]?.second ?? 0) - 1 });
  expect(await planLeaks(db.pool, clock.now())).toBe(0);
  clock.pass({ seconds: 1 });
  expect(await planLeaks(db.pool, clock.now())).toBe(1);
});

test("nothing is made for a business without calls, nor what nobody asked for within a week", async () => {
  await leaks();
  await db.pool.query("delete from ringback.call_tally where account_id = $1", [accountId]);
  nextDay();
  expect(await plannedWithin(65)).toBe(0);
  await haveManyCalls();
  await db.pool.query("update ringback.call_tally set calls = 1");
  clock.pass({ hours: 8 * 24 });
  expect(await plannedWithin(65)).toBe(0);
});

test("the usual report of a business with many calls is made before anybody ever asks", async () => {
  await haveManyCalls();
  expect(await plannedWithin(61)).toBe(1);
  await prepareLeaks(context, { accountId });
  await work();
  expect(await leaks()).toMatchObject({ working: false, ofEarlierDay: false, report: { range: { to: "2026-11-18" } } });
  expect(await plannedWithin(61)).toBe(0);
});

test("a number that is gone is asked about no more", async () => {
  const { rows } = await db.pool.query<{ id: string }>("select id from ringback.phone_number where account_id = $1", [
    accountId,
  ]);
  await leaks({ number: rows[0]?.id });
  await db.pool.query("update ringback.leak_report set about = jsonb_set(about, '{daily,asked,number}', $1)", [
    JSON.stringify(crypto.randomUUID()),
  ]);
  nextDay();
  expect(await plannedWithin(65)).toBe(1);
  await prepareLeaks(context, { accountId });
  expect(await plannedWithin(65)).toBe(0);
});

test("until the day's report is made, the one of the day before stands in, says so, and opens its own calls", async () => {
  await haveManyCalls();
  expect(await leaks()).toMatchObject({ report: null, working: true, ofEarlierDay: false });
  await work();
  const before = await leaks();
  expect(before).toMatchObject({ working: false, ofEarlierDay: false, report: { refreshing: false } });
  await db.pool.query("update ringback.leak_report set calls = calls || '{\"lunch\": []}'");
  nextDay();
  await haveManyCalls("2026-11-19");
  expect(await leaks()).toMatchObject({
    working: true,
    ofEarlierDay: true,
    key: before.key,
    report: { refreshing: true, range: { to: "2026-11-18" } },
  });
  expect(await readLeakCalls(context, accountId, { finding: "lunch", limit: 10 })).toMatchObject({ ok: true });
  // Another question has none to stand in.
  expect(await leaks({ returning: "false" })).toMatchObject({ report: null, working: true });
  await work();
  expect(await leaks()).toMatchObject({ working: false, ofEarlierDay: false, report: { range: { to: "2026-11-19" } } });
  const { rows } = await db.pool.query("select about->'daily'->>'day' as day from ringback.leak_report");
  expect(rows).toEqual([{ day: "2026-11-19" }, { day: "2026-11-19" }]);
});

test("somebody who asks for what is made ahead has it before all that is", async () => {
  await haveManyCalls();
  await prepareLeaks(context, { accountId });
  expect(await waiting("leak-report")).toMatchObject([{ queue: "leaks-ahead" }]);
  await leaks();
  expect(await waiting("leak-report")).toMatchObject([{ queue: `replays:${accountId}` }]);
});

test("a report that is fresh is not made again by a job that comes twice", async () => {
  const { key, report } = await leaks();
  clock.pass({ minutes: 5 });
  await remakeLeakReport(context, { accountId, key });
  expect((await leaks()).report?.madeAt).toBe(report?.madeAt);
  clock.pass({ minutes: 6 });
  await remakeLeakReport(context, { accountId, key });
  expect((await leaks()).report?.madeAt).not.toBe(report?.madeAt);
});

test("when people change, what was asked for lately is made anew", async () => {
  const { report } = await leaks();
  await changeMember(context, { accountId, memberId: ownerId }, ownerId, { notifyByEmail: false });
  expect(await waiting("leak-report")).toEqual([]);
  await changeMember(context, { accountId, memberId: ownerId }, ownerId, { name: "Maya Li" });
  expect(await waiting("leak-report")).toMatchObject([{ accountId, queue: "leaks-ahead" }]);
  expect(await leaks()).toMatchObject({ report: { refreshing: true, madeAt: report?.madeAt } });
  clock.pass({ minutes: 1 });
  await work();
  expect(await leaks()).toMatchObject({ report: { refreshing: false, madeAt: clock.now().toString() } });
});

test("a report made while its last day went on is old when that day is over", async () => {
  await haveManyCalls();
  const query = { from: "2026-11-01", to: "2026-11-18" };
  await leaks(query);
  await work();
  expect(await leaks(query)).toMatchObject({ report: { refreshing: false } });
  nextDay();
  expect(await leaks(query)).toMatchObject({ report: { refreshing: true }, ofEarlierDay: false });
});
