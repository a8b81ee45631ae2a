import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let cookie: string;
let ann: Visitor;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  cookie = (await firstOwner(http)).cookie;
});
afterAll(async () => await http[Symbol.asyncDispose]());
beforeEach(async () => {
  ann = new Visitor(http);
  ann.adopt(cookie);
  await ann.openBusiness();
});

test("a new business starts with the rules of its trade, complete and valid", async () => {
  const { body } = await ann.call("getPlaybook");
  expect(body).toMatchObject({ version: 1, changedBy: "ann", playbook: { businessName: "Ace Plumbing" } });
  const saved = await ann.call("putPlaybook", { body: { expectedVersion: 1, playbook: body.playbook } });
  expect(saved).toMatchObject({ status: 200, body: { version: 2 } });
});

test("a changed name and zone are the business's everywhere", async () => {
  const { playbook } = (await ann.call("getPlaybook")).body;
  playbook.businessName = "Ace & Sons";
  playbook.hours.timeZone = "Europe/Madrid";
  expect((await ann.call("putPlaybook", { body: { expectedVersion: 1, playbook, note: "renamed" } })).status).toBe(200);
  const { accounts } = (await ann.call("me")).body;
  expect(accounts.find(({ id }: { id: string }) => id === ann.account)).toMatchObject({
    name: "Ace & Sons",
    timeZone: "Europe/Madrid",
  });
});

test("of two who save at once, one is told and nothing of theirs is lost on the way", async () => {
  const { playbook } = (await ann.call("getPlaybook")).body;
  const save = (ringSeconds: number) =>
    ann.call("putPlaybook", {
      body: { expectedVersion: 1, playbook: { ...playbook, answering: { ...playbook.answering, ringSeconds } } },
    });
  const answers = await Promise.all([save(10), save(30)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe("playbook-changed");
  const { version, playbook: kept } = (await ann.call("getPlaybook")).body;
  expect(version).toBe(2);
  expect(kept.answering.ringSeconds).toBe(answers[0]?.status === 200 ? 10 : 30);
});

test("rules with a hole are refused with the field that has it", async () => {
  const { playbook } = (await ann.call("getPlaybook")).body;
  playbook.ownership.fallbackId = "00000000-0000-4000-8000-000000000000";
  playbook.acknowledgement.template = "We are {business} and call back in 5 minutes. Reply STOP to opt out.";
  const answer = await ann.call("putPlaybook", { body: { expectedVersion: 1, playbook } });
  expect(answer).toMatchObject({ status: 422, body: { code: "playbook-invalid" } });
  const fields = answer.body.errors.map(({ field }: { field: string }) => field);
  expect(fields).toContain("ownership.fallbackId");
  expect(fields).toContain("acknowledgement.template");
  expect((await ann.call("getPlaybook")).body.version).toBe(1);
});

test("a text is checked while it is written", async () => {
  const { status, body } = await ann.call("checkTemplate", { body: { template: "{business} misses you" } });
  expect(status).toBe(200);
  expect(body).toMatchObject({ rendered: "Ace Plumbing misses you", segments: 1, problems: [{ rule: "no-opt-out" }] });
});

test("finishing the set-up is noted once", async () => {
  await ann.call("finishSetup");
  expect(await ann.call("finishSetup")).toMatchObject({ status: 200, body: { ok: true } });
  const { accounts } = (await ann.call("me")).body;
  expect(accounts.find(({ id }: { id: string }) => id === ann.account).setupDone).toBe(true);
  const { rows } = await http.context.db.pool.query(
    "select action from ringback.audit_event where account_id = $1 and action = 'setup-finished'",
    [ann.account],
  );
  expect(rows).toHaveLength(1);
});

test("the due question is answered for anybody, as the command does", async () => {
  const weekly = { mon: [["08:00", "17:00"]], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const question = { id: "q1", tz: "America/Chicago", weekly, start_utc: "2026-11-21T12:00:00Z", minutes: 15 };
  const visitor = new Visitor(http);
  expect((await visitor.call("due", { body: question })).body).toEqual({ id: "q1", due_utc: "2026-11-23T14:15:00Z" });
  expect((await visitor.call("due", { body: { ...question, tz: "Mars/Base" } })).body).toMatchObject({
    id: "q1",
    error: "invalid_timezone",
  });
});
