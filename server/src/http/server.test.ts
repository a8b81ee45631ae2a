import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let owner: Visitor;
beforeAll(async () => {
  const fail = async () => {
    throw new Error("duplicate key (phone)=(+13125550117)");
  };
  const away = async ({ query }: { query: { cursor?: string | undefined } }) => {
    // The forms in which a database that is gone was seen to show itself.
    const [code, message = ""] = (query.cursor ?? "").split("|");
    throw Object.assign(new Error(message), { code });
  };
  http = await createTestHttp({ requestsPerMinute: 100_000, handlers: { doctor: fail, listCalls: away } });
  owner = await firstOwner(http);
});
afterAll(async () => await http[Symbol.asyncDispose]());

test("a refusal is problem details with a code, and field errors where a form has them", async () => {
  const answer = await owner.call("createAccount", {
    body: { name: " ", timeZone: "x", trade: "circus" as "general" },
  });
  expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ type: "urn:ringback:problem:invalid", status: 400, code: "invalid" });
  expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(["name", "trade"]);
  const zone = await owner.call("createAccount", { body: { name: "Ace", timeZone: "Mars/Base", trade: "general" } });
  expect(zone).toMatchObject({ status: 400, body: { code: "invalid-time-zone" } });
});

test("what nobody foresaw is internal to the sender", async () => {
  const answer = await owner.call("doctor");
  expect(answer).toMatchObject({ status: 500, body: { code: "internal", status: 500 } });
  expect(JSON.stringify(answer.body)).not.toMatch(/duplicate|3125550117|at /);
});

test.each([
  ["malformed JSON", '{"name":', "application/json", 400, "malformed-json"],
  ["no JSON at all", "", "application/json", 400, "malformed-json"],
  ["a key that poisons prototypes", '{"__proto__":{"admin":true}}', "application/json", 400, "malformed-json"],
  ["a form", "name=Ace", "application/x-www-form-urlencoded", 415, "unsupported-media-type"],
  ["2 MB", JSON.stringify({ name: "x".repeat(2 * 1024 * 1024) }), "application/json", 413, "too-large"],
])("a body of %s gets a clear status", async (_, body, type, status, code) => {
  const answer = await owner.send("POST", "/api/v1/accounts", body, { headers: { "content-type": type } });
  expect(answer).toMatchObject({ status, body: { code } });
});

test("an address that does not exist is a problem below /api and the app elsewhere", async () => {
  expect(await owner.send("GET", "/api/v1/nothing")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await owner.send("POST", "/today")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await owner.send("GET", "/hooks/nothing")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await owner.send("GET", "/assets/gone.js")).toMatchObject({ status: 404, body: { code: "not-found" } });
  const screen = await owner.send("GET", "/today/some-callback");
  expect(screen.status).toBe(200);
  expect(screen.headers["content-type"]).toMatch(/^text\/html/);
});

test("a browser is told to be careful", async () => {
  const { headers } = await owner.send("GET", "/today");
  const policy = String(headers["content-security-policy"]);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("style-src 'self' 'unsafe-inline'");
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("base-uri 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  expect(headers["strict-transport-security"], "would lock out a plain address").toBeUndefined();
  expect((await owner.call("me")).headers["cache-control"]).toBe("no-store");
});

test("under https browsers are told to stay there", async () => {
  await using secure = await createTestHttp({ publicUrl: "https://ringback.example" });
  const { headers } = await new Visitor(secure).send("GET", "/");
  expect(headers["strict-transport-security"]).toBe("max-age=31536000");
});

test("the probes say whether the process lives and can serve", async () => {
  expect(await owner.send("GET", "/healthz")).toMatchObject({ status: 200, body: "ok\n" });
  expect(await owner.send("GET", "/readyz")).toMatchObject({ status: 200, body: { database: true, jobs: true } });
  await using broken = await createTestHttp();
  const visitor = new Visitor(broken);
  await broken.context.db.pool.query("drop schema graphile_worker cascade");
  expect(await visitor.send("GET", "/readyz")).toMatchObject({ status: 503, body: { code: "not-ready" } });
  expect((await visitor.send("GET", "/healthz")).status).toBe(200);
});

test("the counters are for the inside only", async () => {
  const inside = await owner.send("GET", "/metrics");
  expect(inside.status).toBe(200);
  expect(inside.body).toContain("ringback_calls_total");
  const outside = await owner.send("GET", "/metrics", undefined, { headers: { "x-forwarded-for": "203.0.113.9" } });
  expect(outside.status).toBe(404);
});

test("one person's flood does not reach another's", async () => {
  await using limited = await createTestHttp({ requestsPerMinute: 20 });
  const ann = await firstOwner(limited);
  const statuses: number[] = [];
  for (let request = 0; request < 30; request += 1) statuses.push((await ann.call("me")).status);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5);
  expect(await ann.call("me")).toMatchObject({ status: 429, body: { code: "too-many-requests" } });
  expect((await new Visitor(limited).call("installation")).status).toBe(200);
});

test("the built app is served with names that may be kept and an index that may not", async () => {
  const webFolder = await mkdtemp(join(tmpdir(), "ringback-web-"));
  try {
    await mkdir(join(webFolder, "assets"));
    await writeFile(join(webFolder, "index.html"), "<!doctype html><title>the app</title>");
    await writeFile(join(webFolder, "assets", "main-abc123.js"), "1;");
    await using app = await createTestHttp({ webFolder });
    const visitor = new Visitor(app);
    // A figure's page is named after the figure, which may look like a file.
    for (const path of ["/", "/index.html", "/today/x", "/measure/figures/calls.missed?weekday=6&hour=11"]) {
      const { status, body, headers } = await visitor.send("GET", path);
      expect({ path, status, body }).toMatchObject({ status: 200, body: expect.stringContaining("the app") });
      expect(headers["cache-control"], path).toBe("no-cache");
    }
    const script = await visitor.send("GET", "/assets/main-abc123.js");
    expect(script.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    await writeFile(join(webFolder, "assets", "main-def456.js"), "2;");
    expect(await visitor.send("GET", "/assets/main-def456.js"), "built under a running server").toMatchObject({
      status: 200,
    });
    expect((await visitor.send("GET", "/assets/..%2f..%2fetc%2fpasswd")).status).toBe(404);
    expect((await visitor.send("GET", "/api/v1/nothing")).status).toBe(404);
    expect((await visitor.send("GET", "/gone.txt")).status).toBe(404);
  } finally {
    await rm(webFolder, { recursive: true });
  }
});

test.each([
  ["57P01|terminating connection due to administrator command", 503, "unavailable"],
  ["57P03|the database system is starting up", 503, "unavailable"],
  ["ECONNREFUSED|connect ECONNREFUSED 127.0.0.1:5432", 503, "unavailable"],
  ["ENOENT|connect ENOENT /tmp/.s.PGSQL.5432", 503, "unavailable"],
  ["|Connection terminated unexpectedly", 503, "unavailable"],
  ["23505|duplicate key value violates unique constraint", 500, "internal"],
  ["ENOENT|no such file", 500, "internal"],
])("whether a failure may be tried again: %s", async (cursor, status, code) => {
  expect(await owner.call("listCalls", { query: { cursor } })).toMatchObject({ status, body: { code } });
});
