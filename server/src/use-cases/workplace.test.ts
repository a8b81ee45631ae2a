import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { callbackCase } from "#db/queries/callback-case.ts";
import { customerHistory } from "#db/queries/customer-history.ts";
import { listPresence } from "#db/queries/presence.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { type CallbackCommand, claim, close, recordAttempt, release, snooze } from "./act-on-callback.ts";
import { actOnMany } from "./act-on-many.ts";
import { addMember } from "./add-member.ts";
import { closeStep, snoozeStep } from "./callback-steps.ts";
import type { Context } from "./context.ts";
import { setPresence } from "./set-presence.ts";
import { undoCallback, undoMany } from "./undo-callback.ts";
import { addNote, changeNote } from "./write-note.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;
let dana: CallbackCommand["actor"];
let lastCaller = 200;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
  const added = await addMember(
    context,
    { accountId: business.accountId, memberId: business.ownerId },
    { name: "Dana", role: "agent", email: "dana@example.com", phone: "+13125560155", notifyBySms: false, notifyByEmail: false },
  );
  if (!added.ok) throw new Error(added.refusal);
  dana = { memberId: added.memberId, role: "agent" };
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

function nextCaller(): string {
  lastCaller += 1;
  return `+1312555${String(lastCaller).padStart(4, "0")}`;
}

async function missed(caller = nextCaller()): Promise<CallbackCommand> {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  const [row] = await look<{ id: string }>(
    "select id from ringback.callback where caller = $1 order by opened_at desc limit 1",
    [caller],
  );
  return { accountId: business.accountId, actor: dana, callbackId: row?.id ?? "" };
}

const caseOf = async ({ accountId, callbackId, actor }: CallbackCommand) => {
  const found = await callbackCase(db, accountId, clock.now(), callbackId, actor, {});
  if (found === null) throw new Error("no such case");
  return found;
};

test("an action sent twice under one name happens once and answers the same, also at the same moment", async () => {
  const command = { ...(await missed()), requestId: "tap-0000-0001" };
  const asked = { ...command, channel: "call", result: "no-answer" } as const;
  const [first, second] = await Promise.all([recordAttempt(context, asked), recordAttempt(context, asked)]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toEqual(first);
  clock.pass({ hours: 20 });
  expect(await recordAttempt(context, asked)).toEqual(first);
  expect((await caseOf(command)).attemptCount).toBe(1);
  expect(await claim(context, command)).toEqual({ ok: false, refusal: "request-reused" });
});

test("a refusal is repeated too, even when the action would be accepted by now", async () => {
  const command = await missed();
  const maya = { ...command, actor: { memberId: business.ownerId, role: "owner" } as const };
  await claim(context, maya);
  const named = { ...command, requestId: "tap-0000-0002" };
  expect(await claim(context, named)).toEqual({ ok: false, refusal: "claimed-by-someone-else" });
  await release(context, maya);
  expect(await claim(context, named)).toEqual({ ok: false, refusal: "claimed-by-someone-else" });
  expect(await claim(context, { ...command, requestId: "tap-0000-0003" })).toMatchObject({ ok: true });
});
