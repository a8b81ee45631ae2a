import { sql } from "kysely";
import { expect, test } from "vitest";
import { OffsetClock } from "#clock.ts";
import { openDatabase } from "#db/database.ts";
import { acrossAccounts } from "#db/transaction.ts";
import { createEvents } from "#events.ts";
import { uuidV7 } from "#ids.ts";
import { planNumberSyncs } from "#jobs/plan-number-syncs.ts";
import { createLog } from "#log.ts";
import { createTelephonyProviders } from "#providers/telephony/registry.ts";
import { createSecretBox } from "#secret-box.ts";
import { createTestDatabase } from "#testing/database.ts";
import { openPool } from "#testing/open-pool.ts";
import { providerPeer } from "#testing/provider-peer.ts";
import { addNumber } from "./add-number.ts";
import { changeNumber } from "./change-number.ts";
import { connectTwilio } from "./connect-twilio.ts";
import type { Context } from "./context.ts";
import { createAccount } from "./create-account.ts";
import { installWebhooks } from "./install-webhooks.ts";
import { listNumbers } from "./list-numbers.ts";
import { syncAllNumbers, syncNumbers } from "./sync-numbers.ts";

const [main, second, third] = ["+13125550100", "+13125550101", "+18005550102"] as const;
const accountSid = "AC00000000000000000000000000000000";

/** A business whose provider has three numbers, of which it added one. */
async function shop() {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 3);
  const peer = await providerPeer(accountSid, "token-1", main, second, third);
  const ctx: Context = {
    db,
    clock: new OffsetClock(),
    ids: uuidV7,
    events: createEvents(createLog("silent", false)),
    secretBox: createSecretBox("a secret for tests that is long enough, 7d1f03b2"),
    telephony: createTelephonyProviders(),
    speech: {},
    languageModels: {},
    email: null,
    push: null,
    chat: null,
    publicUrl: "https://ringback.example",
    staticFallbackUrl: null,
  };
  const owner = { userId: "joe", name: "Joe", email: "joe@shop.example" };
  const created = await createAccount(ctx, { name: "Joe's", timeZone: "America/Chicago", trade: "plumbing", owner });
  if (!created.ok) throw new Error(created.refusal);
  const who = { accountId: created.accountId, by: created.memberId };
  const wanted = { ...who, accountSid, authToken: "token-1", number: main, apiBaseUrl: peer.url };
  const connected = await connectTwilio(ctx, wanted);
  if (!connected.ok || connected.numberId === null) throw new Error("not connected");
  const { connectionId, numberId } = connected;
  return {
    ctx,
    peer,
    who,
    connectionId,
    numberId,
    connectionString: database.connectionString,
    sync: () => syncNumbers(ctx, { accountId: who.accountId, connectionId }),
    inventory: () => listNumbers(ctx, who.accountId),
    async [Symbol.asyncDispose]() {
      await db.close();
      await database.drop();
      await peer.close();
    },
  };
}

test("numbers at the provider that nobody added are shown, and adding one takes it off that list", async () => {
  await using at = await shop();
  expect((await at.inventory()).strangers).toEqual([]);
  expect(await at.sync()).toEqual({ ok: true, numbers: 3 });
  const { strangers, numbers } = await at.inventory();
  expect(strangers.map((one) => one.number)).toEqual([second, third]);
  expect(numbers).toMatchObject([{ number: main, kind: "local", connectionLabel: "Twilio" }]);
  const added = { ...at.who, number: third, label: "", connectionId: at.connectionId, mode: "answers" as const };
  await addNumber(at.ctx, { ...added, source: "Yellow pages", lineOfService: null });
  const after = await at.inventory();
  expect(after.strangers.map((one) => one.number)).toEqual([second]);
  expect(after.numbers[1]).toMatchObject({
    webhooks: "not-installed",
    number: third,
    kind: "toll-free",
    source: "Yellow pages",
  });
});

test("a webhook that somebody changed is seen without a call, repaired with one click, and seen as well again", async () => {
  await using at = await shop();
  await installWebhooks(at.ctx, { ...at.who, numberId: at.numberId });
  await at.sync();
  const problems = async () => (await at.inventory()).numbers[0]?.problems.map((one) => one.problem);
  expect(await problems()).not.toContain("webhooks-changed");
  const [number] = at.peer.numbers;
  if (number === undefined) throw new Error("The peer has no number.");
  number["voice_url"] = "https://somebody.example/else";
  await at.sync();
  expect(await problems()).toContain("webhooks-changed");
  await installWebhooks(at.ctx, { ...at.who, numberId: at.numberId });
  await at.sync();
  expect(await problems()).not.toContain("webhooks-changed");
});

test("a number the provider gave away is told as gone, and comes back when it does", async () => {
  await using at = await shop();
  await at.sync();
  const lost = at.peer.numbers.shift();
  if (lost === undefined) throw new Error("The peer has no number.");
  await at.sync();
  const problems = async () => (await at.inventory()).numbers[0]?.problems.map((one) => one.problem);
  expect(await problems()).toContain("gone-at-provider");
  at.peer.numbers.push(lost);
  await at.sync();
  expect(await problems()).not.toContain("gone-at-provider");
});

test("a token that was revoked is told on the connection, and the list that was known stays", async () => {
  await using at = await shop();
  await at.sync();
  at.peer.tokens.splice(0);
  expect(await at.sync()).toMatchObject({ ok: false, refusal: "provider-refused" });
  expect((await at.inventory()).strangers).toHaveLength(2);
  const [row] = await acrossAccounts<{ last_error: string | null }>(
    at.ctx.db,
    sql`select last_error from ringback.connection`,
  );
  expect(row?.last_error).toMatch(/\w/);
  expect(await syncAllNumbers(at.ctx, at.who.accountId)).toMatchObject([{ ok: false, numbers: 0 }]);
});

test("a business syncs its own connections only", async () => {
  await using at = await shop();
  const owner = { userId: "eve", name: "Eve", email: "eve@shop.example" };
  const other = await createAccount(at.ctx, { name: "Eve's", timeZone: "UTC", trade: "salon", owner });
  if (!other.ok) throw new Error(other.refusal);
  const asked = { accountId: other.accountId, connectionId: at.connectionId };
  expect(await syncNumbers(at.ctx, asked)).toEqual({ ok: false, refusal: "connection-not-found" });
  expect(await syncAllNumbers(at.ctx, other.accountId)).toEqual([]);
  expect((await listNumbers(at.ctx, other.accountId)).strangers).toEqual([]);
});

test("a number is described, taken out of service and put back", async () => {
  await using at = await shop();
  const change = {
    role: "tracking",
    team: "Heating",
    recordingPolicy: "nothing",
    note: "Billboard",
    retired: true,
  } as const;
  expect(await changeNumber(at.ctx, { ...at.who, numberId: at.numberId, change })).toEqual({ ok: true });
  const [number] = (await at.inventory()).numbers;
  expect(number).toMatchObject({ role: "tracking", team: "Heating", recordingPolicy: "nothing", note: "Billboard" });
  expect(number?.retiredAt).not.toBeNull();
  await changeNumber(at.ctx, { ...at.who, numberId: at.numberId, change: { retired: false } });
  expect((await at.inventory()).numbers[0]?.retiredAt).toBeNull();
});

test("an old list is asked for again within the hour, a fresh one is not", async () => {
  await using at = await shop();
  const pool = openPool(at.connectionString);
  try {
    const plan = (minutes: number) => planNumberSyncs(pool, at.ctx.telephony, at.ctx.clock.now().add({ minutes }));
    expect(await plan(0)).toBe(1);
    await at.sync();
    expect(await plan(0)).toBe(0);
    expect(await plan(56)).toBe(1);
  } finally {
    await pool.end();
  }
});
