import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { type ProviderPeer, providerPeer } from "#testing/provider-peer.ts";
import type { Context } from "./context.ts";
import { sendMessage } from "./send-message.ts";
import { textCaller } from "./text-caller.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let clock: HandClock;
let business: TestBusiness;
/** A provider that takes nothing. */
let peer: ProviderPeer;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  clock = new HandClock("2026-11-18T16:00:00Z");
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
  peer = await providerPeer("AC1", "token", business.line);
  peer.brokenWith = 429;
  await db.pool.query("update ringback.connection set api_base_url = $1", [peer.url]);
});
afterAll(async () => {
  await peer.close();
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

/** A text typed to a caller. */
async function typeText(caller: string): Promise<string> {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  const [row] = await look<{ id: string }>("select id from ringback.callback where caller = $1", [caller]);
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  const command = { accountId: business.accountId, actor, callbackId: row?.id ?? "" };
  const answer = await textCaller(context, { ...command, body: "Which address is it?", confirmedPromise: false });
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.messageId;
}

/** When the queue will try again, in seconds from now. */
async function nextTrySeconds(messageId: string): Promise<number> {
  const [job] = await look<{ run_at: Temporal.Instant }>("select run_at from graphile_worker.jobs where key = $1", [
    `send-message:${messageId}`,
  ]);
  if (job === undefined) throw new Error("No job waits for this text.");
  return Math.round((job.run_at.epochMilliseconds - clock.now().epochMilliseconds) / 1000);
}

test("at night a typed text goes only when its writer says so", async () => {
  const call = await new TestCall(context, business).arrive("+13125550162");
  await call.hangUp();
  const [row] = await look<{ id: string }>("select id from ringback.callback where caller = '+13125550162'");
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  const night = { ...context, clock: new HandClock("2026-11-19T04:30:00Z") };
  const command = { accountId: business.accountId, actor, callbackId: row?.id ?? "", confirmedPromise: false };
  expect(await textCaller(night, { ...command, body: "Which address is it?" })).toEqual({
    ok: false,
    refusal: "outside-texting-hours",
    why: "It is 10:30 PM in America/Chicago. Send it again if it cannot wait until 8 AM.",
  });
  expect(await textCaller(night, { ...command, body: "We come at 3pm." })).toMatchObject({
    refusal: "reads-like-a-promise",
    why: expect.stringMatching(/reads like a promise.*10:30 PM/),
  });
  expect(await textCaller(night, { ...command, body: "We come at 3pm.", confirmedPromise: true })).toMatchObject({
    ok: true,
    warnings: [expect.stringContaining("promise"), expect.stringContaining("10:30 PM")],
  });
});

test("a text that cannot leave is tried with growing pauses, and given up when it would come too late", async () => {
  const messageId = await typeText("+13125550161");
  const pauses: number[] = [];
  const started = clock.now();
  for (let tries = 0; tries < 200; tries += 1) {
    await sendMessage(context, { accountId: business.accountId, messageId });
    const [message] = await look<{ state: string }>("select state from ringback.message where id = $1", [messageId]);
    if (message?.state !== "queued") break;
    pauses.push(await nextTrySeconds(messageId));
    clock.pass({ seconds: pauses.at(-1) ?? 0 });
  }
  expect(pauses.slice(0, 7)).toEqual([2, 4, 8, 16, 32, 60, 60]);
  expect(clock.now().since(started).total("minutes")).toBe(60);
  expect(await look("select state, reason from ringback.message where id = $1", [messageId])).toEqual([
    { state: "expired", reason: "too-late-to-be-useful" },
  ]);
});
