// The ledger of consent: appended with evidence on every channel, explained in words, and asked before each text.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { consentOfNumber } from "#db/queries/consent-of-number.ts";
import { textDecisions } from "#db/queries/text-decisions.ts";
import { transaction } from "#db/transaction.ts";
import { numberKey } from "#number-key.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "./context.ts";
import { planText } from "./plan-text.ts";
import { receiveMessage } from "./receive-message.ts";
import { forgetPlace, overridePlace, setConsent } from "./set-consent.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let business: TestBusiness;
const clock = new HandClock("2026-11-18T16:00:00Z");

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

let texts = 0;
async function text(from: string, body: string) {
  texts += 1;
  clock.pass({ seconds: 1 });
  await receiveMessage(context, {
    accountId: business.accountId,
    connectionId: business.connectionId,
    key: `SM${texts}:received`,
    providerMessageId: `SM${texts}`,
    from,
    to: business.line,
    body,
    mediaCount: 0,
    providerReplies: false,
    optOut: null,
    payload: { From: from },
  });
}

const who = () => ({ accountId: business.accountId, memberId: business.ownerId });
const standing = async (number: string) =>
  await consentOfNumber(db, business.accountId, clock.now(), number, numberKey(context.secretBox, business.accountId));

async function missedBy(caller: string): Promise<string> {
  const call = await new TestCall(context, business).arrive(caller);
  await call.hangUp();
  const { rows } = await db.pool.query(
    "select id from ringback.callback where caller = $1 order by opened_at desc limit 1",
    [caller],
  );
  return String(rows[0]?.id);
}

/** Plans a text that informs without being asked. */
async function inform(to: string, body = "Northside Plumbing: your part is here. Reply STOP to opt out.") {
  return await transaction(db, business.accountId, clock.now(), (tx) =>
    planText(context, tx, {
      class: "service",
      purpose: "notice",
      to,
      from: { number: business.line },
      body,
      usefulUntil: tx.now.add({ hours: 48 }),
    }),
  );
}

test("an opt-out in any words is written once, with the words it rests on, and a person can lift it with a reason", async () => {
  const caller = "+13125550131";
  const callbackId = await missedBy(caller);
  await text(caller, "please stop texting me");
  const { words, entries, optedOutAt } = await standing(caller);
  expect(optedOutAt).not.toBeNull();
  expect(words).toMatch(/^Wants no texts/);
  expect(entries.map(({ kind, source, quote }) => [kind, source, quote])).toEqual([
    ["opt_out", "a text", "stop texting"],
    ["inbound_sms", "a text", null],
    ["inbound_call", "a call", null],
  ]);
  clock.pass({ seconds: 1 });
  const lifted = await setConsent(context, who(), {
    number: caller,
    kind: "opt_in",
    reason: "Asked on the phone for texts again",
    callbackId,
  });
  expect(lifted.ok).toBe(true);
  expect(await standing(caller)).toMatchObject({
    optedOutAt: null,
    entries: expect.arrayContaining([
      expect.objectContaining({ quote: "Asked on the phone for texts again", by: expect.any(String) }),
    ]),
  });
  expect(
    await setConsent(context, who(), { number: "+13125550100", kind: "opt_out", reason: "not theirs", callbackId }),
  ).toEqual({ ok: false, refusal: "not-found" });
});

test("YES lifts an opt-out only where no question of ours waits for it", async () => {
  const plain = "+13125550132";
  await text(plain, "STOP");
  await text(plain, "Yes");
  expect((await standing(plain)).optedOutAt).toBeNull();
  const asked = "+13125550133";
  await text(asked, "Hi there, is this the plumber");
  await text(asked, "STOP");
  await text(asked, "It is urgent, who comes");
  await db.pool.query(
    `insert into ringback.message (account_id, id, direction, purpose, class, state, from_number, to_number, body, created_at)
     values ($1, gen_random_uuid(), 'out', 'staff-text', 'staff', 'sent', $2, $3, 'Is 3 o''clock good?', $4)`,
    [business.accountId, business.line, asked, clock.now().add({ milliseconds: 500 }).toString()],
  );
  await text(asked, "YES");
  expect((await standing(asked)).optedOutAt).not.toBeNull();
});

test("a text that informs needs consent, waits for the day of its reader, and says why", async () => {
  const stranger = "+13125550134";
  expect(await inform(stranger)).toMatchObject({ state: "suppressed", decision: { rules: ["no-consent"] } });
  await setConsent(context, who(), { number: stranger, kind: "verbal", reason: "Said yes at the counter" });
  expect(await inform(stranger)).toMatchObject({ state: "queued" });
  // The same number belongs to somebody in Honolulu, where it is six in the morning.
  expect(
    await overridePlace(context, who(), { number: stranger, timeZone: "Mars/Olympus", region: null, reason: "moved" }),
  ).toEqual({ ok: false, refusal: "invalid-time-zone" });
  await overridePlace(context, who(), {
    number: stranger,
    timeZone: "Pacific/Honolulu",
    region: "US-HI",
    reason: "Moved to Hawaii",
  });
  const held = await inform(stranger);
  expect(held).toMatchObject({ state: "held", decision: { rules: ["outside-sending-hours"] } });
  expect(held?.heldUntil?.toString()).toBe("2026-11-18T18:00:00Z");
  expect(await standing(stranger)).toMatchObject({
    places: [{ region: "US-HI", zones: ["Pacific/Honolulu"] }],
    override: { reason: "Moved to Hawaii" },
  });
  await forgetPlace(context, who(), stranger);
  expect((await standing(stranger)).places).toEqual([{ region: "US-IL", zones: ["America/Chicago"] }]);
});

test("the case says why its caller was not texted, with the facts and versions, and what would change it", async () => {
  const caller = "+13125550135";
  await setConsent(context, who(), { number: caller, kind: "opt_out", reason: "Told us so at the door" });
  const callbackId = await missedBy(caller);
  const found = await textDecisions(db, business.accountId, clock.now(), callbackId);
  expect(found?.texts).toHaveLength(1);
  expect(found?.texts[0]).toMatchObject({
    purpose: "acknowledgement",
    state: "suppressed",
    decisions: [
      {
        decision: "block",
        rules: [
          { rule: "opted-out", words: "this person asked for no texts", remedy: expect.stringContaining("START") },
        ],
        facts: expect.arrayContaining([{ label: "Where they may be", value: "US-IL (time of Chicago)" }]),
        tables: expect.arrayContaining([{ table: "windows", version: expect.any(String) }]),
        playbookVersion: 1,
      },
    ],
  });
  expect(await textDecisions(db, business.accountId, clock.now(), business.ownerId)).toBeNull();
  const { rows } = await db.pool.query("select target_minutes from ringback.callback where id = $1", [callbackId]);
  expect(rows).toEqual([{ target_minutes: 10 }]);
});

test("what a decision keeps holds no words of the text", async () => {
  const { rows } = await db.pool.query("select inputs::text as inputs from ringback.decision where kind = 'outbound'");
  expect(rows.length).toBeGreaterThan(3);
  for (const { inputs } of rows) expect(inputs).not.toMatch(/part is here|missed your call/);
});
