// The day's budget for texts (docs/rules.md C5): counted from what left, kept to, and told to the owners once a day.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { createSmtp } from "#providers/email/smtp/index.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { startMailServer } from "#testing/mail-server.ts";
import type { Context } from "./context.ts";
import { sendEmail } from "./send-email.ts";
import { textCaller } from "./text-caller.ts";

let database: TestDatabase;
let db: Database;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let context: Context;
let business: TestBusiness;
let clock: HandClock;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  mail = await startMailServer();
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock, email: createSmtp({ url: mail.url, from: "Ringback <ringback@localhost>" }) };
  business = await openBusiness(context, "maya");
  await look(`update ringback.playbook_version set playbook = jsonb_set(playbook, '{texting}',
    coalesce(playbook->'texting', '{}') || '{"dailyBudgetCents": 10, "centsPerSegment": 2.5}')`);
});
afterEach(async () => {
  await db.close();
  await mail[Symbol.asyncDispose]();
  await database.drop();
});

const look = async (text: string, values: readonly unknown[] = []) => (await db.pool.query(text, [...values])).rows;
const acknowledgementTo = async (caller: string) => {
  const [row] = await look(
    "select id, state, reason, segments from ringback.message where purpose = 'acknowledgement' and to_number = $1 order by created_at desc limit 1",
    [caller],
  );
  return row as { id: string; state: string; reason: string | null; segments: number } | undefined;
};
const alerts = async () =>
  await look(
    "select id, member_id, notice_key, state from ringback.notification where kind like 'budget-spent%' order by created_at",
  );

let callers = 0;
/** Somebody rings in vain; answers what became of their text. */
async function missed() {
  callers += 1;
  // Each of another thousand: neighbours would be stopped for another reason.
  const caller = `+1312${550 + callers}0141`;
  await (await new TestCall(context, business).arrive(caller)).hangUp();
  return await acknowledgementTo(caller);
}

/** As the worker does when it sends. */
const left = async (id: string | undefined, segments: number, state = "sent") =>
  await look("update ringback.message set state = $2, segments = $3, claimed_at = $4 where id = $1", [
    id,
    state,
    segments,
    clock.now().toString(),
  ]);

test("texts go while the day's budget lasts, then none; owners hear it once a day, by a mail that arrives", async () => {
  const first = await missed();
  expect(first).toMatchObject({ state: "queued" });
  await left(first?.id, 3);
  // 3 segments at 2.5 cents have left; one more of a segment fits into 10 cents, one of two does not.
  const second = await missed();
  expect(second?.state).toBe(second?.segments === 1 ? "queued" : "suppressed");
  await left(second?.id, 1);
  expect(await missed()).toMatchObject({ state: "suppressed", reason: "spend-cap" });
  const told = await alerts();
  expect(told).toMatchObject([{ member_id: business.ownerId, notice_key: "budget-spent:2026-11-18", state: "queued" }]);
  expect(
    await look("select count(*)::int as jobs from graphile_worker.jobs where key = 'send-email:' || $1", [told[0]?.id]),
  ).toEqual([{ jobs: 1 }]);
  await sendEmail(context, { accountId: business.accountId, notificationId: String(told[0]?.id) });
  expect(mail.mails).toHaveLength(1);
  expect(mail.mails[0]).toContain("budget for texts is spent");

  // The same day: no second mail, whatever becomes of the first.
  clock.pass({ hours: 2 });
  expect(await missed()).toMatchObject({ reason: "spend-cap" });
  expect(await alerts()).toHaveLength(1);
});

test("what did not leave, and what left more than 24 hours ago, costs nothing; the next day it is told anew", async () => {
  const first = await missed();
  await left(first?.id, 4);
  expect(await missed()).toMatchObject({ reason: "spend-cap" });
  await left(first?.id, 4, "failed");
  const third = await missed();
  expect(third).toMatchObject({ state: "queued" });
  await left(third?.id, 4);
  expect(await missed()).toMatchObject({ reason: "spend-cap" });
  clock.pass({ hours: 24, minutes: 1 });
  const next = await missed();
  expect(next).toMatchObject({ state: "queued" });
  await left(next?.id, 4);
  expect(await missed()).toMatchObject({ reason: "spend-cap" });
  expect((await alerts()).map(({ notice_key }) => notice_key)).toEqual([
    "budget-spent:2026-11-18",
    "budget-spent:2026-11-19",
  ]);
});

test("what a person types goes on, and another business has a budget of its own", async () => {
  const first = await missed();
  await left(first?.id, 4);
  const caller = "+17735550141";
  await (await new TestCall(context, business).arrive(caller)).hangUp();
  expect(await acknowledgementTo(caller)).toMatchObject({ reason: "spend-cap" });
  const [callback] = await look("select id from ringback.callback where caller = $1", [caller]);
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  const command = { accountId: business.accountId, actor, callbackId: String(callback?.id) };
  expect(
    await textCaller(context, { ...command, body: "Which address is it?", confirmedPromise: false }),
  ).toMatchObject({ ok: true });
  const other = await openBusiness(context, "stan", "+13125550198", "Southside Plumbing");
  await (await new TestCall(context, other).arrive("+17735550142")).hangUp();
  expect(await acknowledgementTo("+17735550142")).toMatchObject({ state: "queued" });
});

test("two owners are told, each once; who is no owner is not", async () => {
  await look(
    `insert into ringback.member (account_id, id, name, email, role, created_at) values
    ($1, gen_random_uuid(), 'Second', 'second@example.com', 'owner', now()), ($1, gen_random_uuid(), 'Agent', 'agent@example.com', 'agent', now())`,
    [business.accountId],
  );
  const first = await missed();
  await left(first?.id, 4);
  await Promise.all([missed(), missed(), missed()]);
  const told = await alerts();
  expect(told).toHaveLength(2);
  expect(new Set(told.map(({ member_id }) => member_id)).size).toBe(2);
});
