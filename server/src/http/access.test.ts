import { type RouteName, routes } from "@ringback/contract/routes.ts";
import { mayAccess, type Role, roles } from "@ringback/core/people/may.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let people: Record<Role, Visitor>;
let stranger: Visitor;
let otherAccount: string;
const nobodysId = "00000000-0000-4000-8000-000000000000";

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  const owner = await firstOwner(http);
  people = {
    owner,
    coordinator: await someone(http, "cora@example.com", owner, "coordinator"),
    agent: await someone(http, "gus@example.com", owner, "agent"),
    viewer: await someone(http, "vic@example.com", owner, "viewer"),
  };
  stranger = await someone(http, "stan@example.com");
  otherAccount = await stranger.openBusiness("Other business");
  stranger.account = people.owner.account;
});
afterAll(async () => await http[Symbol.asyncDispose]());

const names = Object.keys(routes) as RouteName[];
/** Refusals of access.ts; any other answer means that the request passed. */
const refusals = [
  "sign-in-required",
  "not-allowed",
  "account-not-found",
  "account-required",
  "key-refused",
  "needs-person",
];

/** Ids that do not exist and no body: whoever passes gets a 400, 404 or 501 and changes nothing. */
async function knock(visitor: Visitor, name: RouteName, options = {}): Promise<string> {
  const path = routes[name].path.replace(/:\w+/g, nobodysId);
  const method = routes[name].method;
  // A body that no schema accepts, so that the door is tried and nothing behind it is touched.
  const body = method === "GET" || method === "DELETE" ? undefined : "[]";
  const { body: answer, status } = await visitor.send(method, `/api/v1${path}`, body, options);
  expect(status, `${name} must not fail`).not.toBe(500);
  return refusals.includes(answer?.code) ? answer.code : "passes";
}

test.each(names)("%s opens for its roles and for nobody else", async (name) => {
  const { access } = routes[name];
  for (const role of roles) {
    const expected = mayAccess(role, access) ? "passes" : "not-allowed";
    expect(await knock(people[role], name), role).toBe(expected);
  }
  const open = access === "public";
  expect(await knock(new Visitor(http), name), "nobody").toBe(open ? "passes" : "sign-in-required");
  const forAnyone = open || access === "signed-in";
  expect(await knock(stranger, name), "stranger").toBe(forAnyone ? "passes" : "account-not-found");
});

test("a business that exists and one that does not look the same to a stranger", async () => {
  const real = await people.owner.call("listMembers", {}, { account: otherAccount });
  const none = await people.owner.call("listMembers", {}, { account: nobodysId });
  const nonsense = await people.owner.call("listMembers", {}, { account: "x' or 1=1" });
  expect(real).toMatchObject({ status: 404, body: { code: "account-not-found" } });
  expect(none.body).toEqual(real.body);
  expect(nonsense.body).toEqual(real.body);
});

test("an account has to be named, by header or in the address", async () => {
  const visitor = new Visitor(http);
  await visitor.signIn("vic@example.com");
  expect(await visitor.call("listMembers")).toMatchObject({ status: 400, body: { code: "account-required" } });
  const inAddress = await visitor.send("GET", `/api/v1/members?account=${people.owner.account}`);
  expect(inAddress.status).toBe(200);
});

test("ids of another business are not found, whatever is done with them", async () => {
  const own = (await stranger.call("listMembers", {}, { account: otherAccount })).body.members[0].id;
  const { owner } = people;
  const params = { id: own };
  for (const answer of [
    await owner.call("changeMember", { params, body: { name: "Mallory" } }),
    await owner.call("removeMember", { params }),
    await owner.call("inviteMember", { params }),
  ])
    expect(answer).toMatchObject({ status: 404, body: { code: "member-not-found" } });
  const key = await stranger.call(
    "createApiKey",
    { body: { name: "theirs", role: "viewer" } },
    { account: otherAccount },
  );
  const revoked = await owner.call("deleteApiKey", { params: { id: key.body.id } });
  expect(revoked).toMatchObject({ status: 404, body: { code: "key-not-found" } });
  const still = await stranger.call("listMembers", {}, { account: otherAccount });
  expect(still.body.members).toMatchObject([{ id: own, name: "stan" }]);
});

test("an API key opens its own business with its own role until it is revoked", async () => {
  const { owner } = people;
  const created = await owner.call("createApiKey", { body: { name: "reports", role: "viewer" } });
  expect(created.body.key).toMatch(/^rb_\w{40,}$/);
  const program = new Visitor(http);
  const headers = { authorization: `Bearer ${created.body.key}` };

  expect((await program.call("listMembers", {}, { headers })).status).toBe(200);
  expect(await program.call("listMembers", {}, { headers, account: otherAccount })).toMatchObject({ status: 404 });
  const member = { name: "Zed", email: null, phone: null, role: "viewer" } as const;
  expect(await program.call("addMember", { body: member }, { headers })).toMatchObject({
    status: 403,
    body: { code: "not-allowed" },
  });
  expect(await program.call("me", {}, { headers })).toMatchObject({ status: 403, body: { code: "needs-person" } });

  const { keys } = (await owner.call("listApiKeys")).body;
  expect(keys).toMatchObject([{ id: created.body.id, name: "reports", role: "viewer" }]);
  expect(keys[0].lastUsedAt).not.toBeNull();
  expect(JSON.stringify(keys)).not.toContain(created.body.key);

  expect((await owner.call("deleteApiKey", { params: { id: created.body.id } })).status).toBe(200);
  expect(await program.call("listMembers", {}, { headers })).toMatchObject({
    status: 401,
    body: { code: "key-refused" },
  });
});

test("a key cannot make keys, and sinks and ends with the member who made it", async () => {
  const { owner } = people;
  const olga = await someone(http, "olga@example.com", owner, "owner");
  const { key } = (await olga.call("createApiKey", { body: { name: "all", role: "owner" } })).body;
  const program = new Visitor(http);
  const headers = { authorization: `Bearer ${key}` };
  const make = () => program.call("createApiKey", { body: { name: "more", role: "owner" } }, { headers });
  expect(await make()).toMatchObject({ status: 403, body: { code: "needs-person" } });

  const { members } = (await owner.call("listMembers")).body;
  const params = { id: members.find((member: { email: string }) => member.email === "olga@example.com").id };
  await owner.call("changeMember", { params, body: { role: "viewer" } });
  expect(await make()).toMatchObject({ status: 403, body: { code: "not-allowed" } });
  expect((await program.call("listMembers", {}, { headers })).status).toBe(200);

  await owner.call("removeMember", { params });
  expect(await program.call("listMembers", {}, { headers })).toMatchObject({
    status: 401,
    body: { code: "key-refused" },
  });
  expect(await olga.call("listMembers")).toMatchObject({ status: 404, body: { code: "account-not-found" } });
});

test.each([["rb_nonsense"], [`rb_${"x".repeat(64)}`], ["eyJhbGciOiJub25lIn0.e30."], [""]])(
  "a made-up key is refused: %s",
  async (key) => {
    const answer = await new Visitor(http).call("listMembers", {}, { headers: { authorization: `Bearer ${key}` } });
    expect(answer).toMatchObject({ status: 401, body: { code: "key-refused" } });
  },
);

test.each([
  ["a foreign origin", { origin: "https://evil.example" }, "foreign-origin"],
  ["a frame without origin", { origin: "null" }, "foreign-origin"],
  ["another port of the same machine", { origin: "http://127.0.0.1:9999" }, "foreign-origin"],
  ["our public address", { origin: "http://127.0.0.1:4700" }, null],
  ["the address the browser used", { origin: "http://localhost:4701", host: "localhost:4701" }, null],
] as const)("a cookie and a change from %s", async (_, headers, code) => {
  const answer = await people.owner.call("finishSetup", {}, { headers });
  if (code === null) expect(answer.status).toBe(200);
  else expect(answer).toMatchObject({ status: 403, body: { code } });
});

test("a cookie with neither Origin nor Sec-Fetch-Site changes nothing, but may read", async () => {
  const { cookie, account } = people.owner;
  const headers = { cookie, "ringback-account": account ?? "" };
  const send = (method: "GET" | "POST", url: string, more = {}) =>
    http.server.inject({ method, url, headers: { ...headers, ...more } });
  expect((await send("POST", "/api/v1/setup/finish")).statusCode).toBe(403);
  expect((await send("POST", "/api/v1/setup/finish", { "sec-fetch-site": "same-site" })).statusCode).toBe(403);
  expect((await send("POST", "/api/v1/setup/finish", { "sec-fetch-site": "same-origin" })).statusCode).toBe(200);
  expect((await send("GET", "/api/v1/members")).statusCode).toBe(200);
});

test("another spelling of an address is the same address", async () => {
  expect(await people.owner.send("GET", "/%61pi/v1/members")).toMatchObject({ status: 200 });
  expect(await new Visitor(http).send("GET", "/%61pi/v1/members")).toMatchObject({ status: 401 });
  expect((await people.owner.send("GET", "/%61pi/v1/members")).headers["cache-control"]).toBe("no-store");
});
