import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { readWeeklyCursor, type WeeklyPlace, weeklyCallers, weeklyEmergencies } from "#db/queries/weekly-lists.ts";
import { weeklyReview } from "#db/queries/weekly-review.ts";
import { transaction } from "#db/transaction.ts";
import { planWeeklyReviews } from "#jobs/plan-weekly-reviews.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { addMember } from "./add-member.ts";
import type { Context } from "./context.ts";
import { openWeeklyReview } from "./open-weekly-review.ts";
import { finishWeek, judgeEmergency, nameWeeklyOwner } from "./review-week.ts";

let database: TestDatabase;
let db: Database;
let clock: HandClock;
let context: Context;
let business: TestBusiness;
let agentId: string;
const week = "2026-11-16";

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  // A Thursday; the business is in Chicago.
  clock = new HandClock("2026-11-19T16:30:00Z");
  const email = { send: () => Promise.resolve({ outcome: "sent" } as const) };
  context = { ...bareContext(db), clock, email };
  business = await openBusiness(context, "maya");
  const facts = {
    name: "Luis Ortega",
    email: null,
    phone: null,
    role: "agent",
    notifyBySms: false,
    notifyByEmail: false,
  } as const;
  const added = await addMember(context, { accountId: business.accountId, memberId: business.ownerId }, facts);
  if (!added.ok) throw new Error(added.refusal);
  agentId = added.memberId;
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

const miss = async (from: string) => (await new TestCall(context, business).arrive(from)).hangUp();
const open = () => openWeeklyReview(context, { accountId: business.accountId });
const read = async () => {
  const { review } = await weeklyReview(db, business.accountId, clock.now(), undefined);
  if (review === null) throw new Error("There is no review.");
  return review;
};
const page = (limit: number, after: WeeklyPlace | null = null) =>
  weeklyCallers(db, business.accountId, clock.now(), { week, limit, after });
const callers = async () => (await page(200)).callers;
const emergencies = async () =>
  (await weeklyEmergencies(db, business.accountId, clock.now(), { week, limit: 200, after: null })).emergencies;
const command = () => ({ accountId: business.accountId, memberId: business.ownerId, week, note: null });
const mails = async () =>
  (
    await db.pool.query(
      "select subject, body from ringback.notification where channel = 'email' and kind like 'weekly:%'",
    )
  ).rows;
const untilMonday = () => clock.pass({ hours: 24 * 3 + 21 });

test("it opens on Monday at seven, once however often it is asked, and mails what is left and what changed", async () => {
  await miss("+13125550142");
  await miss("+13125550143");
  clock.pass({ hours: 24 * 3 + 20 }); // Monday 6:30
  expect(await planWeeklyReviews(db.pool, clock.now())).toBe(0);
  clock.pass({ minutes: 31 });
  expect(await planWeeklyReviews(db.pool, clock.now())).toBe(1);
  await Promise.all([open(), open()]);
  await open();
  expect(await planWeeklyReviews(db.pool, clock.now())).toBe(0);
  const sent = await mails();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toEqual({
    subject: expect.stringContaining("2 callers without an answer"),
    body: expect.stringMatching(/Missed by people: 100 %.*Callers missed: 2.*\/measure\/weekly\?week=2026-11-16/s),
  });
  expect(sent[0].body).not.toMatch(/555/);
});

test("it cannot be finished before every caller has an outcome or a named owner", async () => {
  await miss("+13125550142");
  untilMonday();
  await open();
  expect(await finishWeek(context, command())).toEqual({ ok: false, refusal: "callers-unresolved" });
  const [caller] = await callers();
  if (caller === undefined) throw new Error("No caller on it.");
  const naming = { ...command(), callbackId: caller.callbackId };
  expect(await nameWeeklyOwner(context, { ...naming, ownerId: agentId })).toEqual({
    ok: false,
    refusal: "changed-meanwhile",
  });
  expect(await nameWeeklyOwner(context, { ...naming, ownerId: caller.owner.id })).toEqual({ ok: true });
  expect((await read()).left).toEqual({ callers: 0, emergencies: 0 });
  expect(await finishWeek(context, command())).toEqual({ ok: true });
  expect((await read()).finished?.by.id).toBe(business.ownerId);
  expect(await finishWeek(context, command())).toEqual({ ok: false, refusal: "already-finished" });
});

test("a named owner who gave the caller away leaves them unresolved again", async () => {
  await miss("+13125550142");
  untilMonday();
  await open();
  const [caller] = await callers();
  if (caller === undefined) throw new Error("No caller on it.");
  await nameWeeklyOwner(context, { ...command(), callbackId: caller.callbackId, ownerId: caller.owner.id });
  await db.pool.query("update ringback.callback set owner_id = $1", [
    caller.owner.id === agentId ? business.ownerId : agentId,
  ]);
  expect((await read()).left.callers).toBe(1);
  expect(await finishWeek(context, command())).toEqual({ ok: false, refusal: "callers-unresolved" });
});

test("an emergency of the week needs somebody's word, also when it was closed", async () => {
  await miss("+13125550142");
  await db.pool.query("update ringback.callback set urgency = 'emergency'");
  untilMonday();
  await open();
  const [emergency] = await emergencies();
  const [caller] = await callers();
  if (emergency === undefined || caller === undefined) throw new Error("Nothing on it.");
  await nameWeeklyOwner(context, { ...command(), callbackId: caller.callbackId, ownerId: caller.owner.id });
  expect(await finishWeek(context, command())).toEqual({ ok: false, refusal: "emergencies-not-judged" });
  await judgeEmergency(context, { ...command(), callbackId: emergency.callbackId, verdict: "too-late" });
  expect(await finishWeek(context, command())).toEqual({ ok: true });
});

test("another business has no part in it, and a week nobody was missed in has no review", async () => {
  untilMonday();
  expect(await planWeeklyReviews(db.pool, clock.now())).toBe(0);
  await open();
  expect((await weeklyReview(db, business.accountId, clock.now(), undefined)).review).toBeNull();
  await miss("+13125550142");
  clock.pass({ hours: 24 * 7 });
  await open();
  const other = await openBusiness(context, "other");
  const stranger = { ...command(), accountId: other.accountId, memberId: other.ownerId, week: "2026-11-23" };
  expect(await finishWeek(context, stranger)).toEqual({ ok: false, refusal: "not-found" });
  const seen = await transaction(db, other.accountId, clock.now(), (tx) =>
    tx.rows(sql`select from ringback.weekly_item`),
  );
  expect(seen).toEqual([]);
});

test("of many it is read page by page, those still to be done first, and all of them are counted", async () => {
  const numbers = [1, 2, 3, 4, 5].map((last) => `+1312555014${last}`);
  for (const number of numbers) await miss(number);
  untilMonday();
  await open();
  const [first, second] = await callers();
  for (const { callbackId, owner } of [first, second].flatMap((one) => one ?? []))
    expect(await nameWeeklyOwner(context, { ...command(), callbackId, ownerId: owner.id })).toMatchObject({ ok: true });
  const seen: Awaited<ReturnType<typeof callers>> = [];
  for (let after: WeeklyPlace | null = null, pages = 0; pages < 3; pages++) {
    const { callers: some, nextCursor } = await page(2, after);
    seen.push(...some);
    expect(nextCursor === null).toBe(pages === 2);
    after = nextCursor === null ? null : readWeeklyCursor(nextCursor);
  }
  expect(seen.map(({ isSettled }) => isSettled)).toEqual([false, false, false, true, true]);
  expect(seen.map(({ callerNumber }) => callerNumber).sort()).toEqual(numbers);
  expect(await read()).toMatchObject({
    all: { callers: 5, emergencies: 0 },
    left: { callers: 3, emergencies: 0 },
  });
  expect(readWeeklyCursor("none of ours")).toBeNull();
});

test("a tap reads what it is about, however much is on the review", async () => {
  await miss("+13125550142");
  await db.pool.query("update ringback.callback set urgency = 'emergency'");
  untilMonday();
  await open();
  const [caller] = await callers();
  if (caller === undefined) throw new Error("No caller on it.");
  await putMore(400);
  const { callbackId, owner } = caller;
  const taps = [
    () => nameWeeklyOwner(context, { ...command(), callbackId, ownerId: owner.id }),
    () => judgeEmergency(context, { ...command(), callbackId, verdict: "in-time" }),
    () => finishWeek(context, command()),
  ];
  const answers: unknown[] = [];
  for (const tap of taps) {
    const before = await bytesRead();
    answers.push(await tap());
    // Four hundred of them are forty kilobytes.
    expect((await bytesRead()) - before).toBeLessThan(4_000);
  }
  expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: false, refusal: "callers-unresolved" }]);
});

/** As many callbacks like the first, all on the week's review. */
async function putMore(count: number): Promise<void> {
  const client = await db.pool.connect();
  try {
    // Without their calls and measures, which no review reads.
    await client.query("begin; set local session_replication_role = replica");
    await client.query(
      `with more as (
        insert into ringback.callback select (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid(), 'episode_id', gen_random_uuid()))).*
        from ringback.callback b, generate_series(1, $1) returning account_id, id
      )
      insert into ringback.weekly_item (account_id, week, callback_id, kind)
      select account_id, $2::date, id, kind from more, unnest(array['unresolved', 'emergency']) kind`,
      [count, week],
    );
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** What the database has sent so far. The pool's connections are used in turn, so all that are there are looked at. */
async function bytesRead(): Promise<number> {
  const clients = await Promise.all(Array.from({ length: db.pool.totalCount }, () => db.pool.connect()));
  for (const client of clients) client.release();
  return clients.reduce((sum, client) => sum + socketOf(client).bytesRead, 0);
}

function socketOf(client: object): { readonly bytesRead: number } {
  const { connection } = client as { connection: { stream: { bytesRead: number } } }; // not in the driver's types
  return connection.stream;
}
