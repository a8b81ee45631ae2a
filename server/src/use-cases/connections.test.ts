import { sql } from "kysely";
import { expect, test } from "vitest";
import { OffsetClock } from "#clock.ts";
import { openDatabase } from "#db/database.ts";
import { openListener } from "#db/listener.ts";
import { acrossAccounts } from "#db/transaction.ts";
import { createEvents } from "#events.ts";
import { uuidV7 } from "#ids.ts";
import { createLog } from "#log.ts";
import { createTelephonyProviders } from "#providers/telephony/registry.ts";
import { createSecretBox } from "#secret-box.ts";
import { createTestDatabase } from "#testing/database.ts";
import { providerPeer } from "#testing/provider-peer.ts";
import { addNumber } from "./add-number.ts";
import { changeNumber } from "./change-number.ts";
import { checkConnection } from "./check-connection.ts";
import { type ConnectTwilio, connectTwilio } from "./connect-twilio.ts";
import type { Context } from "./context.ts";
import { createAccount } from "./create-account.ts";
import { installWebhooks } from "./install-webhooks.ts";
import { listConnections } from "./list-connections.ts";
import { noteEvent, noteRefusedWebhook, writeWebhookNotes } from "./note-webhook.ts";
import { followConnectionChanges, openConnection } from "./open-connection.ts";
import { removeConnection } from "./remove-connection.ts";
import { rotateToken } from "./rotate-token.ts";
import { undoWebhooks } from "./undo-webhooks.ts";

const number = "+13125550100";
const accountSid = "AC00000000000000000000000000000000";

async function office() {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 3);
  const peer = await providerPeer(accountSid, "token-1", number, "+13125550101");
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
  const business = async (name: string) => {
    const owner = { userId: name, name, email: `${name}@shop.example` };
    const created = await createAccount(ctx, { name, timeZone: "America/Chicago", trade: "plumbing", owner });
    if (!created.ok) throw new Error(created.refusal);
    return { accountId: created.accountId, by: created.memberId };
  };
  const who = await business("joe");
  const wanted: ConnectTwilio = { ...who, accountSid, authToken: "token-1", number, apiBaseUrl: peer.url };
  const connected = async () => {
    const answer = await connectTwilio(ctx, wanted);
    if (!answer.ok || answer.numberId === null) throw new Error("not connected");
    return { connectionId: answer.connectionId, numberId: answer.numberId };
  };
  return {
    ctx,
    peer,
    who,
    wanted,
    business,
    connected,
    connectionString: database.connectionString,
    counts: async () =>
      (
        await acrossAccounts<{ connections: number; numbers: number }>(
          db,
          sql`select (select count(*)::integer from ringback.connection) as connections,
          (select count(*)::integer from ringback.phone_number) as numbers`,
        )
      )[0],
    async [Symbol.asyncDispose]() {
      await writeWebhookNotes(ctx);
      await db.close();
      await database.drop();
      await peer.close();
    },
  };
}

test("connecting asks the provider, keeps the token sealed and answers the URLs", async () => {
  await using at = await office();
  const answer = await connectTwilio(at.ctx, at.wanted);
  if (!answer.ok) throw new Error(answer.refusal);
  expect(answer.webhookUrls.voice).toBe(`https://ringback.example/hooks/${answer.connectionId}/voice`);
  const open = await openConnection(at.ctx, answer.connectionId);
  expect(open).toMatchObject({ accountId: at.who.accountId, account: { secret: "token-1", previousSecret: null } });
  const rows = await acrossAccounts<{ row: string }>(
    at.ctx.db,
    sql`select connection::text as row from ringback.connection`,
  );
  expect(rows[0]?.row).not.toContain("token-1");
  expect(rows[0]?.row).not.toContain(Buffer.from("token-1").toString("hex"));
  const { connections, numbers, publicUrlReachable } = await listConnections(at.ctx, at.who.accountId);
  expect(connections).toMatchObject([
    { id: answer.connectionId, label: "Twilio", health: "waiting", hasPreviousToken: false },
  ]);
  expect(numbers).toMatchObject([
    { id: answer.numberId, number, mode: "answers", webhooks: "unknown", canUndo: false },
  ]);
  expect(publicUrlReachable).toBe("configured");
});

test("nothing is stored that the provider did not confirm, unless told so", async () => {
  await using at = await office();
  const refusals = [
    [{ authToken: "wrong" }, "credentials-refused"],
    [{ number: "+13125559999" }, "number-not-at-provider"],
    [{ accountSid: "../AC" }, "invalid-account-sid"],
    [{ apiBaseUrl: "http://api.evil.example" }, "invalid-api-base-url"],
    [{ apiBaseUrl: "https://user:pw@api.example" }, "invalid-api-base-url"],
  ] as const;
  for (const [change, refusal] of refusals) {
    expect(await connectTwilio(at.ctx, { ...at.wanted, ...change })).toMatchObject({ ok: false, refusal });
  }
  at.peer.brokenWith = 503;
  expect(await connectTwilio(at.ctx, at.wanted)).toMatchObject({ ok: false, refusal: "provider-unreachable" });
  expect(await at.counts()).toEqual({ connections: 0, numbers: 0 });
  const told = await connectTwilio(at.ctx, { ...at.wanted, evenIfUnreachable: true });
  expect(told).toMatchObject({ ok: true, warnings: [expect.stringMatching(/without a check/)] });
  expect(await at.counts()).toEqual({ connections: 1, numbers: 1 });
});

test("connecting again renews the token and keeps the URLs; another number joins", async () => {
  await using at = await office();
  const first = await at.connected();
  at.peer.tokens = ["token-2"];
  const again = await connectTwilio(at.ctx, { ...at.wanted, authToken: "token-2", number: "+13125550101" });
  expect(again).toMatchObject({ ok: true, connectionId: first.connectionId });
  expect(await openConnection(at.ctx, first.connectionId)).toMatchObject({
    account: { secret: "token-2", previousSecret: "token-1" },
  });
  expect(await at.counts()).toEqual({ connections: 1, numbers: 2 });
});

test("a token is replaced only by one that works; the old one counts for webhooks until dropped", async () => {
  await using at = await office();
  const { connectionId } = await at.connected();
  const rotate = (authToken: string, dropPrevious = false) =>
    rotateToken(at.ctx, { ...at.who, connectionId, authToken, dropPrevious });
  expect(await rotate("token-2")).toMatchObject({ refusal: "credentials-refused" });
  at.peer.tokens = ["token-1", "token-2"];
  expect(await rotate("token-2")).toEqual({ ok: true });
  const secrets = async () => {
    const open = await openConnection(at.ctx, connectionId);
    return [open?.account.secret, open?.account.previousSecret];
  };
  expect(await secrets()).toEqual(["token-2", "token-1"]);
  expect(await rotate("token-2")).toEqual({ ok: true });
  expect(await secrets()).toEqual(["token-2", "token-1"]);
  expect(await rotate("token-2", true)).toEqual({ ok: true });
  expect(await secrets()).toEqual(["token-2", null]);
});

test("webhooks are written and put back as they were, also after being written twice", async () => {
  await using at = await office();
  const { numberId, connectionId } = await at.connected();
  const asked = { ...at.who, numberId };
  expect(await undoWebhooks(at.ctx, asked)).toEqual({ ok: false, refusal: "nothing-to-undo" });
  const installed = await installWebhooks(at.ctx, asked);
  if (!installed.ok) throw new Error(installed.refusal);
  expect(installed.warnings).toEqual([]);
  expect(installed.changes).toContainEqual({
    setting: "VoiceUrl",
    before: "https://before.example/v",
    after: expect.stringContaining(`/hooks/${connectionId}/voice#`),
  });
  expect(await installWebhooks(at.ctx, asked)).toMatchObject({ ok: true, changes: [] });
  expect((await listConnections(at.ctx, at.who.accountId)).numbers).toMatchObject([
    { webhooks: "installed", canUndo: true },
  ]);
  expect(await undoWebhooks(at.ctx, asked)).toMatchObject({ ok: true });
  expect(at.peer.numbers[0]).toMatchObject({ voice_url: "https://before.example/v", voice_method: "GET", sms_url: "" });
  expect((await listConnections(at.ctx, at.who.accountId)).numbers).toMatchObject([
    { webhooks: "not-installed", canUndo: false },
  ]);
});

test("what somebody else changed after us is left alone when ours is put back", async () => {
  await using at = await office();
  const asked = { ...at.who, numberId: (await at.connected()).numberId };
  await installWebhooks(at.ctx, asked);
  Object.assign(at.peer.numbers[0] ?? {}, { sms_url: "https://somebody.example/sms" });
  await undoWebhooks(at.ctx, asked);
  expect(at.peer.numbers[0]).toMatchObject({
    voice_url: "https://before.example/v",
    sms_url: "https://somebody.example/sms",
  });
});

test("a check says what is wrong and the connection shows it until it is right", async () => {
  await using at = await office();
  const { connectionId, numberId } = await at.connected();
  const check = () => checkConnection(at.ctx, { ...at.who, connectionId });
  const shown = async () => {
    const { connections, numbers } = await listConnections(at.ctx, at.who.accountId);
    return [connections[0]?.health, numbers[0]?.webhooks];
  };
  expect(await check()).toMatchObject({
    healthy: false,
    findings: expect.arrayContaining([expect.stringMatching(/elsewhere/)]),
  });
  expect(await shown()).toEqual(["waiting", "not-installed"]);
  await installWebhooks(at.ctx, { ...at.who, numberId });
  expect(await check()).toMatchObject({ ok: true, healthy: true });
  expect(await shown()).toEqual(["waiting", "installed"]);
  Object.assign(at.peer.numbers[0] ?? {}, { sms_url: "https://somebody.example/sms" });
  expect(await check()).toMatchObject({ healthy: false });
  expect(await shown()).toEqual(["waiting", "changed"]);
  at.peer.tokens = [];
  expect(await check()).toMatchObject({ ok: true, healthy: false, findings: [expect.stringMatching(/refuses/)] });
  expect(await shown()).toEqual(["failing", "changed"]);
});

test("disconnecting puts webhooks back, and waits for a provider that cannot be reached", async () => {
  await using at = await office();
  const { connectionId, numberId } = await at.connected();
  await installWebhooks(at.ctx, { ...at.who, numberId });
  at.peer.brokenWith = 503;
  expect(await removeConnection(at.ctx, { ...at.who, connectionId })).toMatchObject({
    refusal: "provider-unreachable",
  });
  at.peer.brokenWith = null;
  expect(await removeConnection(at.ctx, { ...at.who, connectionId })).toEqual({ ok: true });
  expect(at.peer.numbers[0]).toMatchObject({ voice_url: "https://before.example/v" });
  expect(await openConnection(at.ctx, connectionId)).toBeNull();
  const { connections, numbers } = await listConnections(at.ctx, at.who.accountId);
  expect(connections).toEqual([]);
  expect(numbers).toMatchObject([{ connectionId: null, webhooks: "unknown" }]);
});

test("a provider that refuses us for good does not keep us connected", async () => {
  await using at = await office();
  const { connectionId, numberId } = await at.connected();
  await installWebhooks(at.ctx, { ...at.who, numberId });
  at.peer.tokens = [];
  expect(await removeConnection(at.ctx, { ...at.who, connectionId })).toEqual({ ok: true });
});

test("numbers are added and changed; a business never reaches another's", async () => {
  await using at = await office();
  const { connectionId, numberId } = await at.connected();
  const extra = { label: "Ads", connectionId, mode: "forwarded", source: "ads", lineOfService: null } as const;
  expect(await addNumber(at.ctx, { ...at.who, ...extra, number: "(312) 555-0102" })).toMatchObject({ ok: true });
  expect(await addNumber(at.ctx, { ...at.who, ...extra, number: "+13125550102" })).toEqual({
    ok: false,
    refusal: "number-taken",
  });
  expect(await addNumber(at.ctx, { ...at.who, ...extra, number: "911" })).toEqual({
    ok: false,
    refusal: "invalid-phone",
  });
  const change = { label: "Main", registration: "approved", source: undefined } as const;
  expect(await changeNumber(at.ctx, { ...at.who, numberId, change })).toEqual({ ok: true });
  expect((await listConnections(at.ctx, at.who.accountId)).numbers[0]).toMatchObject({
    label: "Main",
    registration: "approved",
  });
  await installWebhooks(at.ctx, { ...at.who, numberId });
  expect(await changeNumber(at.ctx, { ...at.who, numberId, change: { connectionId: null } })).toMatchObject({
    refusal: "webhooks-installed",
  });

  const other = await at.business("eve");
  expect(await changeNumber(at.ctx, { ...other, numberId, change })).toMatchObject({ refusal: "number-not-found" });
  expect(await installWebhooks(at.ctx, { ...other, numberId })).toMatchObject({ refusal: "number-not-found" });
  expect(await checkConnection(at.ctx, { ...other, connectionId })).toMatchObject({ refusal: "connection-not-found" });
  expect(await removeConnection(at.ctx, { ...other, connectionId })).toMatchObject({ refusal: "connection-not-found" });
  const stolen = { ...other, connectionId, authToken: "token-1", dropPrevious: true };
  expect(await rotateToken(at.ctx, stolen)).toMatchObject({ refusal: "connection-not-found" });
  expect(await addNumber(at.ctx, { ...other, ...extra, number: "+13125550103" })).toMatchObject({
    refusal: "connection-not-found",
  });
  expect((await listConnections(at.ctx, other.accountId)).connections).toEqual([]);
});

test("webhooks are counted without a question each, and the screen hears of it", async () => {
  await using at = await office();
  const { connectionId } = await at.connected();
  const whose = { accountId: at.who.accountId, connectionId };
  for (let n = 0; n < 50; n += 1) noteRefusedWebhook(at.ctx, whose);
  noteEvent(at.ctx, whose);
  expect((await listConnections(at.ctx, at.who.accountId)).connections).toMatchObject([
    { refusedWebhooks: 0, lastEventAt: null },
  ]);
  await writeWebhookNotes(at.ctx);
  await writeWebhookNotes(at.ctx);
  expect((await listConnections(at.ctx, at.who.accountId)).connections).toMatchObject([
    { refusedWebhooks: 50, health: "healthy", lastEventAt: expect.any(String) },
  ]);
});

test("an opened connection is remembered, and forgotten when another process changes it", async () => {
  await using at = await office();
  const { connectionId } = await at.connected();
  const listener = await openListener({ connectionString: at.connectionString, clock: new OffsetClock() });
  const stop = followConnectionChanges(at.ctx, listener);
  const first = await openConnection(at.ctx, connectionId);
  expect(await openConnection(at.ctx, connectionId)).toBe(first);
  // Another process: the same database through another pool, so another memory.
  const elsewhere: Context = { ...at.ctx, db: openDatabase(at.connectionString, 1) };
  at.peer.tokens = ["token-1", "token-2"];
  await rotateToken(elsewhere, { ...at.who, connectionId, authToken: "token-2", dropPrevious: true });
  await expect
    .poll(async () => (await openConnection(at.ctx, connectionId))?.account.secret, { timeout: 3_000 })
    .toBe("token-2");
  expect(await openConnection(at.ctx, "00000000-0000-7000-8000-000000000000")).toBeNull();
  expect(await openConnection(at.ctx, "'; drop table")).toBeNull();
  stop();
  await listener.close();
  await elsewhere.db.close();
});
