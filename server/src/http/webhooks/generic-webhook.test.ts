import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTelephonyProviders } from "#providers/telephony/registry.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, Visitor } from "#testing/visitor.ts";
import { writeWebhookNotes } from "#use-cases/note-webhook.ts";

const number = "+13125550100";
let http: TestHttp;
let ann: Visitor;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  Object.assign(http.context.telephony, createTelephonyProviders());
  const { cookie } = await firstOwner(http);
  ann = new Visitor(http);
  ann.adopt(cookie);
  await ann.openBusiness();
});
afterAll(async () => {
  await writeWebhookNotes(http.context);
  await http[Symbol.asyncDispose]();
});

async function connect(name: string): Promise<{ connectionId: string; madeSecret: string }> {
  const body = { provider: "webhook", fields: { externalAccountId: name } };
  const answer = await ann.call("connectProvider", { body });
  expect(answer.status).toBe(200);
  return answer.body;
}

let sent = 0;
/** Posts an event as any sender does, signed by the standard's own package. */
async function send(
  { connectionId, madeSecret }: { connectionId: string; madeSecret: string },
  event: unknown,
  change: { id?: string; headers?: Record<string, string> } = {},
) {
  const id = change.id ?? `msg_${++sent}`;
  const payload = JSON.stringify(event);
  const now = new Date(http.context.clock.now().epochMilliseconds);
  const response = await http.server.inject({
    method: "POST",
    url: `/hooks/${connectionId}/events`,
    payload,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(madeSecret).sign(id, now, payload),
      ...change.headers,
    },
  });
  return { status: response.statusCode, body: response.json() };
}

test("a system tells of a missed call in one event, and the caller waits on the list", async () => {
  const connection = await connect("front-desk");
  const added = { number, label: "Main", connectionId: connection.connectionId, mode: "answers" } as const;
  expect((await ann.call("addNumber", { body: added })).status).toBe(200);
  const data = { call_id: "c-1", from: "(312) 555-0199", to: number, reason: "no-answer", ring_seconds: 25 };
  const event = { type: "call.missed", data };
  expect(await send(connection, event, { id: "msg_once" })).toEqual({ status: 200, body: { ok: true } });
  expect(await send(connection, event, { id: "msg_once" })).toEqual({ status: 200, body: { ok: true } });
  const calls = await ann.call("listCalls");
  expect(calls.body.calls).toHaveLength(1);
  expect(calls.body.calls[0]).toMatchObject({ outcome: "missed", missReason: "no-answer" });
  const list = await ann.call("listCallbacks");
  expect(list.body.callbacks).toHaveLength(1);
});

test("a refusal is JSON that names the field", async () => {
  const connection = await connect("nameless");
  const nobody = { type: "call.missed", data: { call_id: "c-9", to: number } };
  expect(await send(connection, nobody)).toEqual({ status: 400, body: { ok: false, error: "data.from is missing." } });
  const stranger = { ...connection, madeSecret: `whsec_${Buffer.alloc(32, 7).toString("base64")}` };
  expect(await send(stranger, nobody)).toMatchObject({ status: 403, body: { ok: false } });
  expect(await send(connection, nobody, { headers: { "webhook-signature": "" } })).toMatchObject({ status: 401 });
  expect(await send(connection, nobody, { headers: { "content-type": "text/plain" } })).toMatchObject({ status: 415 });
  const elsewhere = { ...connection, connectionId: "00000000-0000-7000-8000-000000000000" };
  expect(await send(elsewhere, nobody)).toMatchObject({ status: 404, body: { ok: false } });
  expect(await send(connection, { type: "something.new" })).toEqual({ status: 200, body: { ok: true } });
});

test("a new secret is told once, and the one before counts until it is dropped", async () => {
  const before = await connect("rotating");
  expect(before.madeSecret).toMatch(/^whsec_/);
  const listed = await ann.call("listConnections");
  expect(JSON.stringify(listed.body)).not.toContain("whsec_");
  const change = { params: { id: before.connectionId } };
  const { body } = await ann.call("changeConnection", { ...change, body: { newSecret: true } });
  expect(body.madeSecret).not.toBe(before.madeSecret);
  expect(body.example).toContain(body.madeSecret);
  const after = { ...before, madeSecret: body.madeSecret };
  expect((await send(before, { type: "ping" })).status).toBe(200);
  expect((await send(after, { type: "ping" })).status).toBe(200);
  await ann.call("changeConnection", { ...change, body: { dropPrevious: true } });
  expect((await send(before, { type: "ping" })).status).toBe(403);
  expect((await send(after, { type: "ping" })).status).toBe(200);
});

test("the same system again renews the secret and keeps its address", async () => {
  const first = await connect("again");
  const second = await connect("again");
  expect(second.connectionId).toBe(first.connectionId);
  expect(second.madeSecret).not.toBe(first.madeSecret);
  expect((await send(first, { type: "ping" })).status).toBe(200);
});

test("what is wrong with a field is told at the field, and never what was given", async () => {
  const refused = async (fields: Record<string, string>, provider = "webhook") =>
    (await ann.call("connectProvider", { body: { provider, fields } })).body;
  expect(await refused({})).toMatchObject({
    code: "invalid-field",
    errors: [{ field: "fields.externalAccountId", message: "Name of the system: is missing." }],
  });
  const odd = await refused({ externalAccountId: "desk", secret: "hunter2" });
  expect(odd.errors[0].field).toBe("fields.secret");
  expect(JSON.stringify(odd)).not.toContain("hunter2");
  expect((await refused({ externalAccountId: "desk", colour: "red" })).errors[0].field).toBe("fields.colour");
  expect(await refused({}, "carrier-pigeon")).toMatchObject({ status: 404, code: "unknown-provider" });
  expect(await refused({}, "constructor")).toMatchObject({ code: "unknown-provider" });
});
