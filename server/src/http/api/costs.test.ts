import { afterAll, beforeAll, expect, test } from "vitest";
import { giveLine } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, type Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let owner: Visitor;
let viewer: Visitor;

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  owner = await firstOwner(http);
  viewer = await someone(http, "vera@example.com", owner, "viewer");
  const { body } = await owner.call("me");
  const me = body.accounts[0];
  await giveLine(http.context, me.id, me.memberId);
});
afterAll(async () => await http[Symbol.asyncDispose]());

test("without a worth no sum is named; typed in, the worked example comes out (S2-42 to S2-44)", async () => {
  const before = await viewer.call("cost", { query: {} });
  expect(before.status).toBe(200);
  expect(before.body).toMatchObject({ currency: "USD", simple: null, realistic: null, inputs: { worth: null } });
  const typed = { missedPerMonth: 30, conversion: 2_000, customerValueCents: 40_000 };
  expect((await viewer.call("putCostSettings", { body: typed })).status).toBe(403);
  expect((await owner.call("putCostSettings", { body: typed })).status).toBe(200);
  const simple = await viewer.call("cost", { query: {} });
  expect(simple.body.simple).toMatchObject({ monthCents: { middle: 240_000 }, yearCents: { middle: 2_880_000 } });
  expect(simple.body.inputs.worth.source).toContain("typed it in on");
  await owner.call("putCostSettings", { body: { repeatValueCents: 30_000, referralValueCents: 10_000 } });
  const realistic = await viewer.call("cost", { query: {} });
  expect(realistic.body.realistic.yearCents.middle).toBe(5_760_000);
  await owner.call("putCostSettings", { body: { customerValueCents: null } });
  expect((await viewer.call("cost", { query: {} })).body.simple).toBeNull();
});

test("what others say comes with its source and how far to trust it", async () => {
  const { body } = await viewer.call("cost", { query: {} });
  for (const { source, caution } of body.outside) expect([source, caution]).not.toContain("");
});

test("a source, a line or a number that is none is refused rather than told as nothing lost", async () => {
  const refusal = async (query: object) => (await viewer.call("cost", { query })).body.code;
  expect(await refusal({ source: "Billboard" })).toBe("source-not-found");
  expect(await refusal({ line: "Roofing" })).toBe("line-not-found");
  expect(await refusal({ number: "01a2003a-0000-7000-8000-000000000000" })).toBe("number-not-found");
});

test("a business without calls has proven nothing, and can read why", async () => {
  const { body } = await viewer.call("scorecard");
  expect(body).toMatchObject({ score: 0, callers: 0 });
  expect(body.checks.map(({ level, colour }: { level: null; colour: string }) => [level, colour])).toEqual(
    Array.from({ length: 5 }, () => [null, "red"]),
  );
  expect((await viewer.call("fourWayTest", { query: {} })).body).toMatchObject({ tested: 0, violations: 0, calls: [] });
  expect((await viewer.call("pilot")).body).toMatchObject({ ready: false, stage: { stage: "not-ready" }, pilot: null });
});
