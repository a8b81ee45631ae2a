// A pilot from its readiness to its verdict, and that nobody can bend it afterwards.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { readPlace } from "#db/queries/cursor.ts";
import { type AskedRows, figureRows } from "#db/queries/figure-rows.ts";
import { pilotAnswer } from "#db/queries/pilot.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { close } from "./act-on-callback.ts";
import { advancePilot } from "./advance-pilot.ts";
import type { Context } from "./context.ts";
import { planPilot } from "./plan-pilot.ts";
import { startPilot } from "./start-pilot.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-10-19T15:00:00Z");
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const run = (text: string, values: unknown[] = []) => db.pool.query(text, values);
const look = async () => await pilotAnswer(db, business.accountId, clock.now(), context.telephony);
const actor = () => ({ accountId: business.accountId, memberId: business.ownerId });
const wish = () => ({ ownerId: business.ownerId, numberIds: null, baseline: "first-days" as const });

async function recover(caller: string): Promise<void> {
  await (await new TestCall(context, business).arrive(caller)).hangUp();
  clock.pass({ minutes: 1 });
  const { rows } = await run("select id from ringback.callback where caller = $1", [caller]);
  const member = { memberId: business.ownerId, role: "owner" } as const;
  const command = { accountId: business.accountId, actor: member, callbackId: rows[0].id };
  expect(await close(context, { ...command, disposition: "reached-booked", how: "called" })).toMatchObject({
    ok: true,
  });
}

/** As if an older release had taken the verdict. */
async function forgetJudged(): Promise<void> {
  const client = await db.pool.connect();
  try {
    // The verdict is locked for everybody who is not setting the scene.
    await client.query("begin; set local session_replication_role = replica");
    await client.query(
      "update ringback.pilot p set result = o.result, result_hash = encode(sha256(convert_to(o.result, 'UTF8')), 'hex') from (select id, (result::jsonb - 'judged')::text as result from ringback.pilot) o where o.id = p.id",
    );
    await client.query("commit");
  } finally {
    client.release();
  }
}

test("a pilot from not ready to its verdict", async () => {
  // Nobody can read the phone log yet.
  expect((await look()).stage).toEqual({ stage: "not-ready" });
  expect(await planPilot(context, actor(), wish())).toEqual({ ok: false, refusal: "pilot-not-ready" });
  await run("update ringback.connection set log_read_until = $2 where account_id = $1", [
    business.accountId,
    clock.now().toString(),
  ]);
  expect((await look()).stage).toEqual({ stage: "unplanned" });

  // The first fourteen days are over: they are kept at once, and for good.
  await recover("+13125550111");
  clock.pass({ hours: 24 * 15 });
  expect(await planPilot(context, actor(), { ...wish(), baseline: "imported" })).toEqual({
    ok: false,
    refusal: "no-log-for-baseline",
  });
  const planned = await planPilot(context, actor(), wish());
  if (!planned.ok) throw new Error(planned.refusal);
  expect(await planPilot(context, actor(), wish())).toEqual({ ok: false, refusal: "pilot-planned-already" });
  const ready = await look();
  expect(ready.stage).toEqual({ stage: "ready-to-start" });
  expect(ready.figures.find(({ id }) => id === "calls.missed")).toMatchObject({ baseline: 1, pilot: null });
  await expect(
    run("update ringback.pilot set baseline = '{}', baseline_hash = encode(sha256('{}'), 'hex')"),
  ).rejects.toThrow("The baseline of a pilot is locked.");

  // Fourteen whole days from the next one.
  expect(await startPilot(context, actor(), planned.id)).toEqual({ ok: true });
  expect(await startPilot(context, actor(), planned.id)).toEqual({ ok: false, refusal: "pilot-started" });
  expect((await look()).stage).toEqual({ stage: "starting", startsOn: "2026-11-04" });
  clock.pass({ hours: 25 });
  await recover("+13125550112");
  // Seventeen more callers like this one, and two whom nobody tried.
  const alike = (count: number, change: object) =>
    run(
      `insert into ringback.matter select (jsonb_populate_record(m, $2::jsonb || jsonb_build_object('id', gen_random_uuid()))).*
        from ringback.matter m cross join generate_series(1, $3) where m.account_id = $1 and m.started_at > '2026-11-04'`,
      [business.accountId, JSON.stringify(change), count],
    );
  await alike(17, {});
  await run(
    `insert into ringback.matter select (jsonb_populate_record(null::ringback.matter, to_jsonb(m) || '{"attempts": 0, "attempted_in_time": false, "recovered": false, "stale": true}'::jsonb || jsonb_build_object('id', gen_random_uuid()))).*
      from (select * from ringback.matter where account_id = $1 and started_at > '2026-11-04' limit 1) m cross join generate_series(1, 2)`,
    [business.accountId],
  );
  // One of those got through without a try.
  await run(
    `update ringback.matter set attempts = 0, attempted_in_time = false where account_id = $1 and id =
      (select id from ringback.matter where account_id = $1 and recovered and started_at > '2026-11-04' limit 1)`,
    [business.accountId],
  );
  const running = await look();
  expect(running.stage).toMatchObject({ stage: "running", day: 1, of: 14 });
  expect(running.result).toMatchObject({ calls: 20, kept: 18, lacking: { owner: 0, outcome: 0, attempt: 2 } });
  expect(running.records?.differences).toEqual([]);
  // The verdict's own figure says the same and opens the same callbacks; the baseline was counted by the same rule.
  expect(running.figures[0]).toMatchObject({ id: "pilot.acted-on-in-time", baseline: 1, pilot: 0.9, pilotOf: 20 });
  const days = { from: "2026-11-04", to: "2026-11-17" };
  const rowsOf = async (side: "part" | "whole", of: Partial<AskedRows> = {}) => {
    const asked = { ...days, figure: "pilot.acted-on-in-time", side, limit: 50, after: null, ...of };
    const found = await figureRows(db, business.accountId, clock.now(), asked);
    if (!found.ok) throw new Error(found.refusal);
    return found;
  };
  const opened = async (side: "part" | "whole", of: Partial<AskedRows> = {}) =>
    (await rowsOf(side, of)).rows.reduce((calls, row) => calls + row.calls, 0);
  expect([await opened("part"), await opened("whole")]).toEqual([18, 20]);

  // The verdict waits for its day, and is kept like the baseline.
  const job = { accountId: business.accountId, pilotId: planned.id };
  await advancePilot(context, job);
  expect((await look()).stage.stage).toBe("running");
  clock.pass({ hours: 24 * 16 });
  await advancePilot(context, job);
  const ended = await look();
  expect(ended.stage).toEqual({ stage: "ended", verdict: "passed" });
  expect(ended.pilot?.verdictHash).toMatch(/^[0-9a-f]{64}$/);
  expect(ended.claim).toContain("for planning");
  await expect(run("update ringback.pilot set verdict = 'failed'")).rejects.toThrow("A pilot has its verdict.");

  // Its figure opens the callbacks that were judged, whatever becomes of them; without the pilot, those that count today.
  const pilot = planned.id;
  const judged = (await rowsOf("part", { pilot })).rows.map(({ id }) => id);
  expect(judged).toEqual((await rowsOf("part")).rows.map(({ id }) => id));
  await run(
    "update ringback.matter set completed = false, completed_wall = null, completed_open = null where started_at > '2026-11-04'",
  );
  expect([await opened("part"), await opened("part", { pilot }), await opened("whole", { pilot })]).toEqual([
    0, 18, 20,
  ]);
  const { rows, kept, nextCursor } = await rowsOf("part", { pilot, limit: 10 });
  expect([rows.length, kept?.at.toString(), kept?.ids?.length]).toEqual([10, ended.pilot?.verdictAt, 18]);
  const rest = await rowsOf("part", { pilot, limit: 10, after: readPlace(nextCursor ?? "") });
  expect([...rows, ...rest.rows].map(({ id }) => id)).toEqual(judged);
  const { result } = await look();
  expect(result).toMatchObject({ listedToday: false, lackingCalls: [{ lacks: ["attempt"] }, { lacks: ["attempt"] }] });
  // Of the other figures only the number was kept, and of other days nothing.
  expect((await rowsOf("part", { pilot, figure: "callers.attempted" })).kept).toMatchObject({ ids: null });
  expect((await rowsOf("part", { pilot, to: "2026-11-16" })).kept).toBeNull();
  // So does the baseline's.
  const { from, to } = ended.pilot?.baseline ?? days;
  expect((await rowsOf("part", { pilot, from, to })).kept?.ids).toHaveLength(1);
  await forgetJudged();
  expect(await rowsOf("part", { pilot })).toMatchObject({ rows: [], kept: { ids: null } });
  expect((await look()).result).toMatchObject({ kept: 18, listedToday: true, lackingCalls: { length: 20 } });

  // What happens later changes nothing about it.
  await run("delete from ringback.matter where account_id = $1", [business.accountId]);
  expect((await look()).result).toMatchObject({ calls: 20, kept: 18 });
});
