import { sql } from "kysely";
import { expect, test } from "vitest";
import { acrossAccounts } from "#db/transaction.ts";
import { ProviderError, type TelephonyAccount, type TelephonyProvider } from "#providers/telephony/provider.ts";
import { createWebhook } from "#providers/telephony/webhook/index.ts";
import { createTestHttp } from "#testing/http.ts";
import { changeConnection } from "./change-connection.ts";
import { connectProvider } from "./connect-provider.ts";
import { createAccount } from "./create-account.ts";
import { listConnections } from "./list-connections.ts";
import { openConnection } from "./open-connection.ts";

const { makeSecret: _, ...likeWebhook } = createWebhook();

/** A phone system with every kind of field; it lets in whoever has the key "right", or any with the secret "down" not at all. */
class Pbx {
  readonly asked: TelephonyAccount[] = [];
  readonly provider: TelephonyProvider = {
    ...likeWebhook,
    name: "pbx",
    connectForm: {
      title: "PBX",
      about: "",
      steps: [],
      fields: [
        { name: "user", label: "User", kind: "text", keep: "externalAccountId", required: true, help: "", example: "" },
        { name: "secret", label: "Secret", kind: "text", keep: "secret", required: true, help: "", example: "" },
        { name: "key", label: "Key", kind: "text", keep: "credential", required: false, help: "", example: "" },
        { name: "zone", label: "Zone", kind: "time-zone", keep: "setting", required: false, help: "", example: "" },
      ],
    },
    checkCredentials: async (account) => {
      this.asked.push(account);
      if (account.secret === "down") throw new ProviderError("Nobody answers.", { code: "x", retryable: true });
      return { ok: account.credentials["key"] === "right", note: "The key does not fit." };
    },
  };
}

async function office() {
  const http = await createTestHttp();
  const { context: ctx } = http;
  const pbx = new Pbx();
  Object.assign(ctx.telephony, { pbx: pbx.provider });
  const owner = { userId: "joe", name: "Joe", email: "joe@shop.example" };
  const shop = await createAccount(ctx, { name: "Joe", timeZone: "America/Chicago", trade: "plumbing", owner });
  if (!shop.ok) throw new Error(shop.refusal);
  const who = { accountId: shop.accountId, by: shop.memberId };
  const fields = { user: "joe", secret: "s-1", key: "right", zone: "America/Chicago" };
  const connect = (change: Record<string, string> = {}) =>
    connectProvider(ctx, { ...who, provider: "pbx", fields: { ...fields, ...change } });
  const connected = async () => {
    const answer = await connect();
    if (!answer.ok) throw new Error(answer.refusal);
    return answer.connectionId;
  };
  return { ctx, pbx, who, connect, connected, [Symbol.asyncDispose]: http[Symbol.asyncDispose] };
}

test("secrets are sealed, settings are not, and the adapter is asked with both before anything is stored", async () => {
  await using at = await office();
  expect(await at.connect({ key: "wrong" })).toEqual({
    ok: false,
    refusal: "credentials-refused",
    detail: "The key does not fit.",
  });
  expect((await listConnections(at.ctx, at.who.accountId)).connections).toEqual([]);
  const connectionId = await at.connected();
  expect(at.pbx.asked.at(-1)).toMatchObject({ secret: "s-1", credentials: { key: "right" } });
  const open = await openConnection(at.ctx, connectionId);
  expect(open?.account).toMatchObject({
    externalAccountId: "joe",
    secret: "s-1",
    credentials: { key: "right" },
    settings: { zone: "America/Chicago" },
  });
  const [row] = await acrossAccounts<{ row: string }>(
    at.ctx.db,
    sql`select connection::text as row from ringback.connection`,
  );
  for (const secret of ["s-1", "right"]) {
    expect(row?.row).not.toContain(`"${secret}"`);
    expect(row?.row).not.toContain(Buffer.from(secret).toString("hex"));
  }
  const { connections } = await listConnections(at.ctx, at.who.accountId);
  expect(connections).toMatchObject([
    { title: "PBX", settings: { zone: "America/Chicago" }, abilities: { sms: false } },
  ]);
});

test("the same account again renews secrets and settings and keeps the connection", async () => {
  await using at = await office();
  const first = await at.connected();
  const again = await at.connect({ secret: "s-2", zone: "Europe/London" });
  expect(again).toMatchObject({ ok: true, connectionId: first });
  const open = await openConnection(at.ctx, first);
  expect(open?.account).toMatchObject({ secret: "s-2", previousSecret: "s-1", settings: { zone: "Europe/London" } });
});

test("a change keeps what is not named, is checked first, and never moves to another account", async () => {
  await using at = await office();
  const connectionId = await at.connected();
  const change = (fields: Record<string, string>) => changeConnection(at.ctx, { ...at.who, connectionId, fields });
  expect(await change({ key: "wrong" })).toMatchObject({ ok: false, refusal: "credentials-refused" });
  expect(await change({ user: "ann" })).toMatchObject({ refusal: "invalid-field", field: "user" });
  expect(await change({ zone: "Mars" })).toMatchObject({ refusal: "invalid-field", field: "zone" });
  expect(await change({ secret: "down" })).toMatchObject({ refusal: "provider-unreachable" });
  expect(await change({ secret: "", zone: "" })).toMatchObject({ ok: true, madeSecret: null });
  const open = await openConnection(at.ctx, connectionId);
  expect(open?.account).toMatchObject({
    secret: "s-1",
    previousSecret: null,
    credentials: { key: "right" },
    settings: {},
  });
});

test("one that cannot be reached is stored when the person says so, with a warning", async () => {
  await using at = await office();
  expect(await at.connect({ secret: "down" })).toMatchObject({ refusal: "provider-unreachable" });
  const fields = { user: "joe", secret: "down", key: "right" };
  const wanted = { ...at.who, provider: "pbx", fields, number: "+13125550100", evenIfUnreachable: true };
  expect(await connectProvider(at.ctx, wanted)).toMatchObject({
    ok: true,
    numberId: expect.any(String),
    warnings: ["Stored without a check. Nobody answers."],
  });
});

test("another business's connection is not there", async () => {
  await using at = await office();
  const connectionId = await at.connected();
  const owner = { userId: "ann", name: "Ann", email: "ann@shop.example" };
  const other = await createAccount(at.ctx, { name: "Ann", timeZone: "America/Chicago", trade: "plumbing", owner });
  if (!other.ok) throw new Error(other.refusal);
  const theirs = { accountId: other.accountId, by: other.memberId, connectionId, fields: { key: "right" } };
  expect(await changeConnection(at.ctx, theirs)).toEqual({ ok: false, refusal: "connection-not-found" });
});
