import { type AlarmReason, alarmReasonWords } from "@ringback/core/escalation/alarm-reason.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { lockCallbackOfEpisode } from "#db/stores/callbacks.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { raiseEscalation } from "./raise-escalation.ts";
import { tellStaff } from "./tell-staff.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let business: TestBusiness;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  context = { ...bareContext(db), clock: new HandClock("2026-11-18T16:00:00Z") };
  business = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const reasons = Object.keys(alarmReasonWords) as AlarmReason[]; // a Record's keys are its key type
test.each(reasons.map((reason, n) => [reason, n] as const))("an alarm says that it is about %s", async (reason, n) => {
  const { accountId, ownerId } = business;
  const call = await new TestCall(context, business).arrive(`+131255501${40 + n}`);
  await call.hangUp();
  const callbackId = await transaction(db, accountId, context.clock.now(), async (tx) => {
    const episode = await tx.first<{ episode_id: string }>({
      text: "select episode_id from ringback.call where id = $1",
      values: [call.callId],
    });
    const stored = await lockCallbackOfEpisode(tx, episode?.episode_id ?? "");
    if (stored === null) throw new Error("The call has no callback.");
    await raiseEscalation(context, tx, stored, reason);
    return stored.callback.id;
  });
  await tellStaff(context, { accountId, callbackId, memberIds: [ownerId], about: "escalation" });
  const texts = await db.pool.query(
    "select body from ringback.message where callback_id = $1 and purpose = 'staff-alert'",
    [callbackId],
  );
  expect(texts.rows).toEqual([{ body: expect.stringContaining(`(${alarmReasonWords[reason]})`) }]);
});
