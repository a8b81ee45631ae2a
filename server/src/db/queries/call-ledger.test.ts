// What the page of one call and the list of calls tell about why it was missed and who was tried.
import type { CallEvent } from "@ringback/core/calls/call-event.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "#use-cases/context.ts";
import { recordCallEvents } from "#use-cases/record-call-event.ts";
import { callLedger } from "./call-ledger.ts";
import { listCalls } from "./list-calls.ts";

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

async function report(providerCallId: string, events: readonly CallEvent[]): Promise<string> {
  const { accountId, connectionId } = business;
  const keyed = events.map((event, place) => ({ key: `${providerCallId}:${place}`, event, payload: {} }));
  return (await recordCallEvents(context, { accountId, connectionId, providerCallId, events: keyed })).callId;
}

test("a call tells who was tried, for how long, and where the caller waited; the list finds it by its reason", async () => {
  const { accountId, line } = business;
  const at = clock.now();
  const s = (seconds: number) => at.add({ seconds });
  const arrived: CallEvent = {
    kind: "arrived",
    at,
    from: "+13125550161",
    to: line,
    forwardedFrom: null,
    callerName: null,
    callerIdTrust: "none",
  };
  const phones = { maya: line.replace(/^(\+1312)555/, "$1556"), desk: "PJSIP/6001" };
  const leg = (legId: keyof typeof phones, seconds: number, status: "ringing" | "no-answer"): CallEvent => ({
    kind: "leg-progress",
    at: s(seconds),
    legId,
    to: phones[legId],
    status,
    sequence: null,
  });
  const callId = await report("queue", [
    arrived,
    { kind: "queue-joined", at: s(1), queue: "sales" },
    leg("desk", 2, "ringing"),
    leg("maya", 12, "ringing"),
    leg("desk", 22, "no-answer"),
    { kind: "queue-left", at: s(40), queue: "sales", result: "abandoned", waitedSeconds: 39 },
    { kind: "ended", at: s(40), status: "completed", durationSeconds: 40 },
  ]);
  await report("hung-up", [
    { ...arrived, from: "+13125550162" },
    { kind: "ended", at: s(3), status: "canceled", durationSeconds: 3 },
  ]);
  expect(await callLedger(db, accountId, clock.now(), callId)).toMatchObject({
    call: {
      missReason: "abandoned-in-queue",
      waitedSeconds: 40,
      answeredLate: false,
      drill: false,
      entered: "webhook",
    },
    queues: [{ queue: "sales", waitedSeconds: 39, result: "abandoned" }],
    tried: [
      { to: "PJSIP/6001", member: null, rangSeconds: 20, became: "no-answer" },
      { to: phones.maya, member: "Maya Chen", rangSeconds: 28, became: "stopped" },
    ],
  });
  const found = await listCalls(db, accountId, clock.now(), { limit: 10, after: null, reason: "abandoned-in-queue" });
  expect(found.calls.map((call) => call.id)).toEqual([callId]);
});
