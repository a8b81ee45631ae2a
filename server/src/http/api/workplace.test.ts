import { afterAll, beforeAll, expect, test } from "vitest";
import { giveLine, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, type Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let owner: Visitor;
let agent: Visitor;
let viewer: Visitor;
let business: TestBusiness;
let caller = 300;

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  owner = await firstOwner(http);
  agent = await someone(http, "gus@example.com", owner, "agent");
  viewer = await someone(http, "vera@example.com", owner, "viewer");
  const { body } = await owner.call("me");
  business = await giveLine(http.context, body.accounts[0].id, body.accounts[0].memberId);
});
afterAll(async () => await http[Symbol.asyncDispose]());

async function missed(): Promise<string> {
  caller += 1;
  const number = `+13125550${caller}`;
  await new TestCall(http.context, business).arrive(number).then((call) => call.hangUp());
  const { body } = await owner.call("listCallbacks");
  return body.callbacks.find((one: { callerNumber: string }) => one.callerNumber === number).id;
}

test("the name of a tap may stand in the header or in the body, and must look like one", async () => {
  const id = await missed();
  const tap = { channel: "call", result: "no-answer" } as const;
  const named = (headers: Record<string, string>) =>
    agent.call("recordAttempt", { params: { id }, body: tap }, { headers });
  const first = await named({ "idempotency-key": "tap-00000001" });
  expect(first).toMatchObject({ status: 200, body: { state: "open", undoToken: expect.any(String) } });
  expect((await named({ "idempotency-key": "tap-00000001" })).body).toEqual(first.body);
  const inBody = await agent.call("recordAttempt", { params: { id }, body: { ...tap, requestId: "tap-00000001" } });
  expect(inBody.body).toEqual(first.body);
  expect(await named({ "idempotency-key": "no" })).toMatchObject({ status: 400, body: { code: "invalid" } });
  // Names are a person's own: another's tap of the same name is another tap.
  const others = await owner.call("recordAttempt", { params: { id }, body: { ...tap, requestId: "tap-00000001" } });
  expect(others.body.version).toBe(first.body.version + 1);
});

test("many at once answer one by one in words, and are taken back as one", async () => {
  const [one, two] = [await missed(), await missed()];
  await owner.call("claim", { params: { id: two }, body: {} });
  const done = await agent.call("actOnMany", {
    body: { do: { action: "claim" }, items: [{ id: one }, { id: two }], requestId: "many-00000001" },
  });
  expect(done).toMatchObject({
    status: 200,
    body: {
      done: 1,
      refused: 1,
      results: [
        { id: one, done: true, state: "claimed", refusal: null },
        { id: two, done: false, code: "claimed-by-someone-else", refusal: "Somebody else is working on this one." },
      ],
    },
  });
  const { undoToken } = done.body;
  expect(await agent.call("undoMany", { body: { undoToken } })).toMatchObject({
    status: 200,
    body: { undone: "claim", done: 1 },
  });
  expect((await agent.call("undoMany", { body: { undoToken } })).body.code).toBe("nothing-to-take-back");
  expect((await agent.call("undoCallback", { params: { id: one }, body: {} })).status).toBe(409);
  const tooMany = Array.from({ length: 201 }, () => ({ id: one }));
  expect((await agent.call("actOnMany", { body: { do: { action: "claim" }, items: tooMany } })).status).toBe(400);
});

test("in a bulk a role may do no more than alone", async () => {
  const id = await missed();
  const me = (await owner.call("me")).body.accounts[0].memberId;
  const give = { do: { action: "reassign", ownerId: me } as const, items: [{ id }] };
  expect((await agent.call("actOnMany", { body: give })).body.results).toMatchObject([
    { done: false, code: "not-allowed" },
  ]);
  expect((await viewer.call("actOnMany", { body: give })).status).toBe(403);
});

test("a note is written, changed, removed and remembered; a viewer only reads", async () => {
  const id = await missed();
  const written = await agent.call("addNote", { params: { id }, body: { body: "Gate code 7." } });
  expect(written).toMatchObject({ status: 200, body: { body: "Gate code 7.", mayChangeUntil: expect.any(String) } });
  const params = { id, noteId: written.body.id };
  expect((await agent.call("changeNote", { params, body: { body: "Gate code 8." } })).body.body).toBe("Gate code 8.");
  expect((await owner.call("getCallback", { params: { id } })).body.notes).toMatchObject([
    { body: "Gate code 8.", mayChangeUntil: null },
  ]);
  expect((await owner.call("removeNote", { params })).body.code).toBe("note-settled");
  expect((await agent.call("removeNote", { params })).status).toBe(200);
  expect((await agent.call("removeNote", { params })).body.code).toBe("note-not-found");
  const { revisions } = (await viewer.call("noteHistory", { params })).body;
  expect(revisions.map((one: { body: string | null }) => one.body)).toEqual([null, "Gate code 8.", "Gate code 7."]);
  expect((await viewer.call("addNote", { params: { id }, body: { body: "x" } })).status).toBe(403);
});

test("presence and the customer's past are there for everybody of the business, and nobody else", async () => {
  const id = await missed();
  const here = await viewer.call("setPresence", { params: { id }, body: { state: "viewing", screen: "tab-00001" } });
  expect(here).toMatchObject({ status: 200, body: { present: [{ callbackId: id, state: "viewing" }] } });
  expect((await owner.call("listPresence")).body.present).toHaveLength(1);
  expect((await owner.call("customerHistory", { params: { id } })).body).toMatchObject({
    appointments: [],
    nextCursor: null,
  });
  const stranger = crypto.randomUUID();
  expect((await owner.call("customerHistory", { params: { id: stranger } })).status).toBe(404);
  expect((await owner.call("setPresence", { params: { id: stranger }, body: { state: "viewing" } })).status).toBe(404);
});

test("outcomes are retired, not lost, and one for each ending stays", async () => {
  const { body } = await owner.call("getPlaybook");
  const save = (dispositions: unknown) =>
    owner.call("putPlaybook", {
      body: { expectedVersion: body.version, playbook: { ...body.playbook, dispositions } } as never,
    });
  const all: { key: string; recovered: boolean }[] = body.playbook.dispositions;
  expect((await save(all.map((one) => ({ ...one, retired: one.recovered })))).body.errors).toMatchObject([
    { field: "dispositions" },
  ]);
  expect((await save(all.map((one) => ({ ...one, retired: one.key === "vendor" })))).status).toBe(200);
  const { dispositions } = (await owner.call("getCallback", { params: { id: await missed() } })).body;
  expect(dispositions.map((one: { key: string }) => one.key)).not.toContain("vendor");
  expect(dispositions).toHaveLength(all.length - 1);
});
