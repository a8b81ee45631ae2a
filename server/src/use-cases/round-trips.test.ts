import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { type Wire, watchWire } from "#testing/watch-wire.ts";
import type { Context } from "./context.ts";
import { receiveMessage } from "./receive-message.ts";

let database: TestDatabase;
let db: Database;
let wire: Wire;
let context: Context;
let business: TestBusiness;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString, 1);
  wire = watchWire(db);
  context = { ...bareContext(db), clock: new HandClock("2026-11-18T17:00:00Z") };
  business = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

let made = 0;
const someNumber = () => {
  made += 1;
  return `+1312555${String(3_000 + made)}`;
};

/** Counts the second time: the first pays for the connection, the playbook, and statements nobody sent before. */
async function tripsOf(prepare: () => Promise<() => Promise<unknown>>): Promise<number> {
  await (await prepare())();
  const measured = await prepare();
  const before = { ...wire };
  await measured();
  expect(wire.transactions - before.transactions).toBe(1);
  return wire.roundTrips - before.roundTrips;
}

function text(from: string, body: string): Promise<unknown> {
  made += 1;
  const key = `SM${made}`;
  return receiveMessage(context, {
    ...{ accountId: business.accountId, connectionId: business.connectionId },
    ...{ key: `${key}:received`, providerMessageId: key, from, to: business.line, body, payload: { From: from } },
    ...{ mediaCount: 0, providerReplies: false, optOut: null },
  });
}

async function missed(): Promise<{ caller: string; call: TestCall }> {
  const caller = someNumber();
  const call = new TestCall(context, business);
  await call.arrive(caller);
  await call.hangUp();
  return { caller, call };
}

test("a missed call waits twice for the database: for what is known, and for the commit", async () => {
  const trips = await tripsOf(async () => {
    const call = new TestCall(context, business);
    await call.arrive(someNumber());
    return () => call.hangUp();
  });
  expect(trips).toBe(2);
});

test("a second call about the same matter waits three times: its callback is locked before it is joined", async () => {
  const trips = await tripsOf(async () => {
    const { caller } = await missed();
    const again = new TestCall(context, business);
    await again.arrive(caller);
    return () => again.hangUp();
  });
  expect(trips).toBe(3);
});

test.each([
  ["a question about an open matter", "Is tomorrow at nine possible?"],
  ["an alarm", "I want to speak to your manager, this is a disgrace and I will sue you"],
  ["words of danger, which are answered", "I smell gas in the hallway"],
  ["STOP, which is confirmed", "STOP"],
  ["a wish in their own words, which is confirmed", "please stop texting me"],
])("a text waits three times, whatever it brings: %s", async (_, body) => {
  const trips = await tripsOf(async () => {
    const { caller } = await missed();
    return () => text(caller, body);
  });
  expect(trips).toBe(3);
});

test("a text out of nothing opens its matter within the same three, alarm and answer to danger included", async () => {
  const trips = await tripsOf(async () => () => text(someNumber(), "I smell gas, what do I do?"));
  expect(trips).toBe(3);
});

test("a person of the team who takes an alarm in hand by text waits three times", async () => {
  const look = (words: string, values: readonly unknown[] = []) => db.pool.query(words, [...values]);
  const { rows } = await look("select phone from ringback.member where id = $1", [business.ownerId]);
  const trips = await tripsOf(async () => {
    const { caller } = await missed();
    await text(caller, "I smell gas in the hallway");
    await look("update ringback.escalation set told = $1", [JSON.stringify([business.ownerId])]);
    return () => text(String(rows[0]?.phone), "ok");
  });
  expect(trips).toBe(3);
  const { rows: taken } = await look("select count(*)::int as n from ringback.escalation where acknowledged_by = $1", [
    business.ownerId,
  ]);
  expect(taken).toEqual([{ n: 2 }]);
});

test("the words of a voicemail wait three times, also where they raise an alarm", async () => {
  const trips = await tripsOf(async () => {
    const { call } = await missed();
    return () =>
      call.tell({
        kind: "transcript-ready",
        ...{ transcriptId: `TR${call.providerCallId}`, recordingId: null, state: "ready" },
        text: "I smell gas in the basement and there is a hissing sound, please hurry",
      } as Parameters<TestCall["tell"]>[0]);
  });
  expect(trips).toBe(3);
  const { rows } = await db.pool.query(
    `select count(*)::int as n from ringback.escalation e join ringback.callback b on b.account_id = e.account_id and b.id = e.callback_id
      join ringback.transcript t on t.call_id = b.first_call_id`,
  );
  expect(rows).toEqual([{ n: 2 }]);
});
