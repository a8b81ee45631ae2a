import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { planDigests } from "#jobs/plan-digests.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { saveNoticeSettings } from "./save-notice-settings.ts";
import { sendDigest } from "./send-digest.ts";

let database: TestDatabase;
let db: Database;
let clock: HandClock;
let context: Context;
let business: TestBusiness;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  // A Thursday, before the plumber in Chicago opens.
  clock = new HandClock("2026-11-19T13:30:00Z");
  const email = { send: () => Promise.resolve({ outcome: "sent" } as const) };
  context = { ...bareContext(db), clock, email };
  business = await openBusiness(context, "maya");
  clock.pass({ minutes: 90 });
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

const digest = () => sendDigest(context, { accountId: business.accountId, memberId: business.ownerId });
const mails = async () =>
  (
    await db.pool.query(
      "select subject, body from ringback.notification where channel = 'email' and kind like 'digest:%' order by created_at",
    )
  ).rows;
const miss = async (from: string) => (await new TestCall(context, business).arrive(from)).hangUp();

test("the morning says who waits, once a day however often it is asked; the evening says who still does", async () => {
  await miss("+13125550142");
  clock.pass({ minutes: 20 });
  await Promise.all([digest(), digest()]);
  await digest();
  expect(await mails()).toEqual([
    {
      subject: "Northside Plumbing: 1 caller is waiting, 1 overdue",
      body: expect.stringMatching(/\(312\) 555-0142, was due .*Maya Chen/),
    },
  ]);
  clock.pass({ hours: 8 });
  await digest();
  expect((await mails()).map(({ subject }) => subject)).toEqual([
    "Northside Plumbing: 1 caller is waiting, 1 overdue",
    "Northside Plumbing: 1 caller is still waiting, 1 overdue",
  ]);
});

test("a day on which nobody waits says nothing, unless that is wanted", async () => {
  await digest();
  expect(await mails()).toEqual([]);
  expect((await db.pool.query("select kind, waiting, sent from ringback.digest")).rows).toEqual([
    { kind: "morning", waiting: 0, sent: false },
  ]);
  const wish = {
    choices: { emergency: [], high: [], normal: [], digest: ["email" as const] },
    quiet: { weekly: {}, emergenciesComeThrough: true },
    timeZone: null,
    morningAt: "09:30",
    morningDigest: true,
    eveningDigest: false,
    emptyDigests: true,
  };
  await saveNoticeSettings(context, { accountId: business.accountId, memberId: business.ownerId }, wish);
  clock.pass({ hours: 24 });
  await digest();
  clock.pass({ minutes: 31 });
  await digest();
  expect(await mails()).toMatchObject([{ subject: "Northside Plumbing: Nobody is waiting" }]);
});

test("where the trade is discreet a summary only counts", async () => {
  await db.pool.query("update ringback.account set trade = 'legal'");
  await db.pool.query('update ringback.playbook_version set playbook = playbook || \'{"trade": "legal"}\'');
  await miss("+13125550142");
  await digest();
  const [mail] = await mails();
  expect(`${mail.subject} ${mail.body}`).not.toContain("555");
});

test("who is due is planned, and nobody again before their next time; changed hours are looked at anew", async () => {
  const planned = () => planDigests(db.pool, clock.now());
  expect(await planned()).toBe(1);
  await digest();
  expect(await planned()).toBe(0);
  clock.pass({ hours: 8, minutes: 1 });
  expect(await planned()).toBe(1);
  await digest();
  expect(await planned()).toBe(0);
  await db.pool.query("update ringback.account set playbook_version = playbook_version + 1");
  expect(await planned()).toBe(1);
});
