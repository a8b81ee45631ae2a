import { afterAll, beforeAll, expect, test } from "vitest";
import { createTelephonyProviders } from "#providers/telephony/registry.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { type ProviderPeer, providerPeer } from "#testing/provider-peer.ts";
import { firstOwner, Visitor } from "#testing/visitor.ts";

const accountSid = "AC00000000000000000000000000000000";
const number = "+13125550100";
let http: TestHttp;
let peer: ProviderPeer;
let cookie: string;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  Object.assign(http.context.telephony, createTelephonyProviders());
  peer = await providerPeer(accountSid, "token-1", number);
  cookie = (await firstOwner(http)).cookie;
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  await peer.close();
});

async function owner(): Promise<Visitor> {
  const visitor = new Visitor(http);
  visitor.adopt(cookie);
  await visitor.openBusiness();
  return visitor;
}

test("an owner connects a number, installs its webhooks, checks them, puts them back and disconnects", async () => {
  const ann = await owner();
  const body = { accountSid, authToken: "token-1", number, apiBaseUrl: peer.url };
  const connected = await ann.call("connectTwilio", { body });
  expect(connected.status).toBe(200);
  const { connectionId, numberId } = connected.body;
  const listed = await ann.call("listConnections");
  expect(listed.status).toBe(200);
  expect(listed.body).toMatchObject({
    connections: [{ id: connectionId, webhookUrls: connected.body.webhookUrls, health: "waiting" }],
    numbers: [{ id: numberId, number, connectionId, callsLast30Days: 0, lastCallAt: null }],
    publicUrlReachable: "loopback",
  });
  expect(JSON.stringify(listed.body)).not.toContain("token-1");
  const installed = await ann.call("installWebhooks", { params: { id: numberId } });
  expect(installed).toMatchObject({ status: 200, body: { warnings: [] } });
  expect(installed.body.changes).toContainEqual(expect.objectContaining({ setting: "VoiceUrl" }));
  const checked = await ann.call("checkConnection", { params: { id: connectionId } });
  expect(checked).toMatchObject({ status: 200, body: { ok: true } });
  expect((await ann.call("undoWebhooks", { params: { id: numberId } })).status).toBe(200);
  const rotated = await ann.call("rotateToken", { params: { id: connectionId }, body: { authToken: "token-1" } });
  expect(rotated).toMatchObject({ status: 200, body: { ok: true } });
  const renamed = await ann.call("changeNumber", { params: { id: numberId }, body: { label: "Main" } });
  expect(renamed.status).toBe(200);
  expect((await ann.call("removeConnection", { params: { id: connectionId } })).status).toBe(200);
  expect((await ann.call("listConnections")).body).toMatchObject({ connections: [], numbers: [{ label: "Main" }] });
});

test("a refusal has its status and words, and no secret in them", async () => {
  const ann = await owner();
  const body = { accountSid, authToken: "not-the-token", apiBaseUrl: peer.url };
  const refused = await ann.call("connectTwilio", { body });
  expect(refused).toMatchObject({ status: 422, body: { code: "credentials-refused" } });
  expect(JSON.stringify(refused.body)).not.toContain("not-the-token");
  peer.brokenWith = 503;
  expect(await ann.call("connectTwilio", { body })).toMatchObject({
    status: 503,
    body: { code: "provider-unreachable" },
  });
  peer.brokenWith = null;
  const nowhere = { params: { id: "00000000-0000-7000-8000-000000000000" } };
  expect(await ann.call("installWebhooks", nowhere)).toMatchObject({ status: 404, body: { code: "number-not-found" } });
  expect(await ann.call("checkConnection", nowhere)).toMatchObject({
    status: 404,
    body: { code: "connection-not-found" },
  });
  const added = { number: "(312) 555-0102", label: "Ads", connectionId: null, mode: "forwarded" } as const;
  expect((await ann.call("addNumber", { body: added })).status).toBe(200);
  expect(await ann.call("addNumber", { body: added })).toMatchObject({ status: 409, body: { code: "number-taken" } });
});
