import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { close } from "./act-on-callback.ts";
import type { Context } from "./context.ts";
import { receiveMessage } from "./receive-message.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let business: TestBusiness;
/** Three at night: words of danger are answered at any hour. */
const clock = new HandClock("2026-11-18T09:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const look = async <Row>(text: string, values: readonly unknown[] = []) =>
  (await db.pool.query(text, [...values])).rows as Row[];

let texts = 0;
async function text(from: string, body: string) {
  texts += 1;
  const key = `SM${texts}`;
  await receiveMessage(context, {
    accountId: business.accountId,
    connectionId: business.connectionId,
    key: `${key}:received`,
    providerMessageId: key,
    from,
    to: business.line,
    body,
    mediaCount: 0,
    providerReplies: true,
    optOut: null,
    payload: { From: from },
  });
}

async function missedBy(caller: string) {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
}

const notices = (to: string) =>
  look<{ state: string; body: string }>(
    "select state, body from ringback.message where purpose = 'emergency-notice' and to_number = $1 order by created_at, id",
    [to],
  );

test.each([
  ["+13125550171", "I smell gas in the hallway", /leave the building/i],
  ["+13125550172", "my dad can't breathe", /call 911 now/],
  ["+13125550173", "I want to kill myself", /988/],
])("words of danger by text from %s are answered with whom to dial", async (caller, words, answer) => {
  await missedBy(caller);
  await text(caller, words);
  expect(await notices(caller)).toEqual([{ state: "queued", body: expect.stringMatching(answer) }]);
  expect((await notices(caller))[0]?.body).toMatch(/^This is Northside Plumbing\. .*A person here has been alerted\.$/);
  expect(
    await look(
      "select e.reason from ringback.escalation e join ringback.callback b on b.id = e.callback_id where b.caller = $1",
      [caller],
    ),
  ).toEqual([{ reason: "emergency" }]);
});

test("one notice a matter, and one for the next matter", async () => {
  const caller = "+13125550174";
  await missedBy(caller);
  await text(caller, "I smell gas in the hallway");
  await text(caller, "the gas smell is getting stronger, I smell gas everywhere");
  expect(await notices(caller)).toHaveLength(1);
  const [callback] = await look<{ id: string }>("select id from ringback.callback where caller = $1", [caller]);
  const actor = { memberId: business.ownerId, role: "owner" } as const;
  const command = { accountId: business.accountId, actor, callbackId: callback?.id ?? "" };
  expect(await close(context, { ...command, disposition: "reached-booked", how: "called" })).toMatchObject({
    ok: true,
  });
  clock.pass({ hours: 30 });
  await missedBy(caller);
  await text(caller, "I smell gas again");
  expect(await notices(caller)).toHaveLength(2);
});

test("who never called opens a matter by the text, so people are alarmed, and it is said once", async () => {
  const caller = "+13125550175";
  await text(caller, "I smell gas in the hallway");
  await text(caller, "there is a fire in the kitchen");
  expect(await notices(caller)).toEqual([{ state: "queued", body: expect.stringContaining("alerted") }]);
});

test("who wanted no more texts gets none, and other troubles get none", async () => {
  const [stopped, flooded] = ["+13125550176", "+13125550177"];
  await missedBy(stopped);
  await text(stopped, "stop texting me");
  await text(stopped, "I smell gas in the hallway");
  expect(await notices(stopped)).toEqual([{ state: "suppressed", body: expect.any(String) }]);
  const both = "+13125550179";
  await missedBy(both);
  await text(both, "stop texting me, I smell gas in the hallway");
  expect(await notices(both)).toEqual([{ state: "suppressed", body: expect.any(String) }]);
  await missedBy(flooded);
  await text(flooded, "our basement is flooding");
  expect(await notices(flooded)).toEqual([]);
});
