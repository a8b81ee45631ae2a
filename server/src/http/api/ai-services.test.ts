import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { type LanguageModelPeer, languageModelPeer } from "#testing/language-model-peer.ts";
import { firstOwner, Visitor } from "#testing/visitor.ts";

const key = "sk-a-long-key-for-tests-9f3c";
let http: TestHttp;
let peer: LanguageModelPeer;
let cookie: string;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  peer = await languageModelPeer({ does: "hangs" });
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

const params = { kind: "language-model" } as const;
const wanted = () => ({
  baseUrl: peer.url,
  model: "tiny-1",
  key,
  dailyBudgetDollars: 2.5,
  price: { perMillionInputTokens: 0.15, perMillionOutputTokens: 0.6 },
});
const good = JSON.stringify({
  claims: [
    { label: "intent:booking", quote: "Could somebody come and look at it" },
    { label: "service", quote: "kitchen faucet" },
  ],
  sentences: [],
});

test("an owner sets a model up, tries it, sees what it cost, and removes it", async () => {
  const ann = await owner();
  expect(await ann.call("putAiService", { params, body: wanted() })).toMatchObject({ status: 200 });
  const before = await ann.call("listAiServices");
  expect(before.body).toMatchObject({
    sendsContent: true,
    services: [
      {
        kind: "language-model",
        vendor: "openai-compatible",
        baseUrl: peer.url,
        hasKey: true,
        keyEnd: "9f3c",
        dailyBudgetDollars: 2.5,
        price: { perMillionInputTokens: 0.15, perMillionOutputTokens: 0.6 },
        isInTheHouse: true,
        health: "untried",
      },
    ],
    usage: [],
  });
  expect(before.body.vendors).toContainEqual({
    kind: "language-model",
    name: "openai-compatible",
    label: "OpenAI-compatible server",
    usualPath: "/chat/completions",
  });
  expect(JSON.stringify(before.body)).not.toContain(key);
  peer.behaviour = { does: "answers", content: good };
  const checked = await ann.call("checkAiService", { params });
  expect(checked.body).toEqual({
    ok: true,
    findings: ["It works. Claims about our sample: 2; quotes that stand in it: 2."],
  });
  expect(peer.questions.at(-1)).toMatchObject({ authorization: `Bearer ${key}`, model: "tiny-1" });
  const after = await ann.call("listAiServices");
  expect(after.body).toMatchObject({
    services: [{ health: "working", usedTodayDollars: 0.000027 }],
    usage: [{ kind: "language-model", requests: 1, failures: 0, costDollars: 0.000027 }],
  });
  expect(await ann.call("removeAiService", { params })).toMatchObject({ status: 200 });
  expect(await ann.call("removeAiService", { params })).toMatchObject({
    status: 404,
    body: { code: "ai-service-not-found" },
  });
  expect((await ann.call("listAiServices")).body.services).toEqual([]);
});

test("a key stays when it is left out, goes with null, and never goes to another host", async () => {
  const ann = await owner();
  await ann.call("putAiService", { params, body: wanted() });
  const { key: _, ...without } = wanted();
  expect((await ann.call("putAiService", { params, body: { ...without, model: "tiny-2" } })).status).toBe(200);
  expect((await ann.call("listAiServices")).body.services[0]).toMatchObject({ model: "tiny-2", hasKey: true });
  const moved = await ann.call("putAiService", {
    params,
    body: { ...without, baseUrl: "https://elsewhere.example/v1" },
  });
  expect(moved).toMatchObject({ status: 400, body: { code: "invalid-field", errors: [{ field: "key" }] } });
  expect((await ann.call("putAiService", { params, body: { ...without, key: null } })).status).toBe(200);
  expect((await ann.call("listAiServices")).body.services[0]).toMatchObject({ hasKey: false, keyEnd: null });
});

test.each([
  ["baseUrl", { baseUrl: "http://api.example.com/v1" }],
  ["baseUrl", { baseUrl: "http://169.254.169.254/latest" }],
  ["baseUrl", { baseUrl: "https://user:pass@api.example.com/v1" }],
  ["baseUrl", { baseUrl: "file:///etc/passwd" }],
  ["path", { path: "chat" }],
  ["path", { path: "/a/../../b" }],
  ["model", { model: "x\ny" }],
  ["key", { key: "sk with spaces" }],
  ["agreement.date", { agreement: { date: "2099-01-01", product: "API" } }],
])("a wrong %s is told at that field: %j", async (field, change) => {
  const ann = await owner();
  const answer = await ann.call("putAiService", { params, body: { ...wanted(), ...change } });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test.each([
  [{ does: "fails", status: 401 }, /refuses the key/],
  [{ does: "fails", status: 404 }, /path, the model/],
  [{ does: "fails", status: 500 }, /out of order/],
  [{ does: "sends", body: "<html>", contentType: "text/html" }, /no answer/],
  [{ does: "answers", content: "It is about a faucet." }, /not in the form/],
  [{ does: "cuts-the-line" }, /Nobody answers/],
] as const)("a check says in words what is wrong: %j", async (behaviour, words) => {
  const ann = await owner();
  await ann.call("putAiService", { params, body: wanted() });
  peer.behaviour = behaviour;
  const checked = await ann.call("checkAiService", { params });
  expect(checked.body.ok).toBe(false);
  expect(checked.body.findings.join(" ")).toMatch(words);
  expect(JSON.stringify(checked.body)).not.toContain(key);
});

test("a check warns of a model that invents, and ends a pause", async () => {
  const ann = await owner();
  await ann.call("putAiService", { params, body: wanted() });
  peer.behaviour = { does: "fails", status: 500 };
  for (let failed = 0; failed < 6; failed += 1) await ann.call("checkAiService", { params });
  peer.behaviour = {
    does: "answers",
    content: JSON.stringify({ claims: [{ label: "urgency:high", quote: "water is everywhere" }], sentences: [] }),
  };
  const checked = await ann.call("checkAiService", { params });
  expect(checked.body).toMatchObject({ ok: false });
  expect(checked.body.findings.join(" ")).toMatch(/invents quotes/);
});

test("the switch above all services stops them", async () => {
  const ann = await owner();
  await ann.call("putAiService", { params, body: wanted() });
  expect((await ann.call("setSendsContent", { body: { sendsContent: false } })).status).toBe(200);
  const listed = await ann.call("listAiServices");
  expect(listed.body).toMatchObject({ sendsContent: false, services: [{ health: "stopped" }] });
  const asked = peer.questions.length;
  expect((await ann.call("checkAiService", { params })).body).toMatchObject({ ok: false });
  expect(peer.questions).toHaveLength(asked);
});

test("changes are in the audit trail, without the key", async () => {
  const ann = await owner();
  await ann.call("putAiService", { params, body: wanted() });
  await ann.call("setSendsContent", { body: { sendsContent: false } });
  await ann.call("removeAiService", { params });
  const { rows } = await http.context.db.pool.query(
    "select action, subject, detail from ringback.audit_event where account_id = $1 order by at, id",
    [ann.account],
  );
  const actions = rows.map(({ action }) => action);
  expect(actions).toEqual(
    expect.arrayContaining(["ai-service-changed", "sends-content-changed", "ai-service-removed"]),
  );
  expect(JSON.stringify(rows)).not.toContain(key);
});

test("nobody but an owner sees or changes services", async () => {
  const stranger = new Visitor(http);
  expect((await stranger.call("listAiServices")).status).toBe(401);
});
