import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { verifyLedger } from "#db/queries/ledger-verify.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { acrossAccounts, transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { moveDays } from "./move-days.ts";
import { savePlaybook } from "./save-playbook.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let ours: TestBusiness;
const clock = new HandClock("2026-11-20T05:30:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString, 4);
  context = { ...bareContext(db), clock };
  ours = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const days = async () =>
  (
    await acrossAccounts<{ day: string }>(db, sql`select local_day::text as day from ringback.call order by arrived_at`)
  ).map(({ day }) => day);
const jobs = async () =>
  (await acrossAccounts<{ key: string }>(db, sql`select key from graphile_worker.jobs where key like 'move-days:%'`))
    .length;

async function saveZone(timeZone: string, change = {}) {
  const { version, playbook } = await transaction(db, ours.accountId, clock.now(), currentPlaybook);
  return await savePlaybook(
    context,
    { accountId: ours.accountId, memberId: ours.ownerId },
    {
      expectedVersion: version,
      playbook: { ...playbook, ...change, hours: { ...playbook.hours, timeZone } },
      note: null,
    },
  );
}

test("when the time zone changes every call goes to the day it has there, and the counts follow", async () => {
  for (const caller of ["+13125550141", "+13125550142", "+13125550143"]) {
    await (await new TestCall(context, ours).arrive(caller)).hangUp(); // 23:30, 07:30 and 15:30 in Chicago
    clock.pass({ hours: 8 });
  }
  expect(await days()).toEqual(["2026-11-19", "2026-11-20", "2026-11-20"]);
  expect(await saveZone("America/Chicago", { businessName: "Southside Plumbing" })).toMatchObject({ ok: true });
  expect(await jobs()).toBe(0);
  expect(await saveZone("Pacific/Auckland")).toMatchObject({ ok: true });
  expect(await jobs()).toBe(1);
  const before = await verifyLedger(db, ours.accountId, clock.now());
  // The figures of those days are wrong with them until the calls are moved.
  expect(before.findings.filter(({ kind }) => kind === "day-wrong")).toHaveLength(3);
  expect(new Set(before.findings.map(({ kind }) => kind))).toEqual(new Set(["day-wrong", "count-wrong"]));
  await moveDays(context, ours);
  expect(await days()).toEqual(["2026-11-20", "2026-11-21", "2026-11-21"]);
  expect(await verifyLedger(db, ours.accountId, clock.now())).toMatchObject({ ok: true, calls: 3 });
});
