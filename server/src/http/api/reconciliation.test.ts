import { afterAll, beforeAll, expect, test } from "vitest";
import { createTelephonyProviders } from "#providers/telephony/registry.ts";
import { giveLine, type TestBusiness } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, type Visitor } from "#testing/visitor.ts";

let http: TestHttp;
let owner: Visitor;
let viewer: Visitor;
let business: TestBusiness;

const run = (text: string, values: unknown[] = []) => http.context.db.pool.query(text, values);

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  Object.assign(http.context.telephony, createTelephonyProviders());
  owner = await firstOwner(http);
  viewer = await someone(http, "vera@example.com", owner, "viewer");
  const [me] = (await owner.call("me")).body.accounts;
  business = await giveLine(http.context, me.id, me.memberId);
  await run("update ringback.connection set created_at = now() - interval '5 days'");
  for (const [index, kind] of ["unknown-number", "never-heard", "duplicate"].entries())
    await run(
      `insert into ringback.reconciliation_gap (account_id, id, connection_id, provider_call_id, kind, state, dialed, arrived_at, local_day, found_in, found_at)
       values ($1, gen_random_uuid(), $2, $3, $4, 'open', '+13125559999', now(), '2026-11-20', gen_random_uuid(), now() - $5 * interval '1 minute')`,
      [business.accountId, business.connectionId, `CA${index}`, kind, index],
    );
});
afterAll(() => http[Symbol.asyncDispose]());

const kinds = async (query: object = {}) =>
  (await viewer.call("listGaps", { query })).body.gaps.map((gap: { kind: string }) => gap.kind);

test("open differences are listed by page and by kind, with words for people", async () => {
  const first = await viewer.call("listGaps", { query: { limit: 2 } });
  expect(first.body.gaps).toMatchObject([{ kind: "unknown-number", title: "Unknown number" }, { kind: "never-heard" }]);
  expect(await kinds({ limit: 2, cursor: first.body.nextCursor })).toEqual(["duplicate"]);
  expect(await kinds({ kind: "duplicate" })).toEqual(["duplicate"]);
  expect(await kinds({ from: "2026-11-21" })).toEqual([]);
});

test("a difference is accepted by whoever may, and taken back", async () => {
  const [gap] = (await viewer.call("listGaps", { query: { kind: "duplicate" } })).body.gaps;
  const params = { id: gap.id };
  expect((await viewer.call("acceptGap", { params })).status).toBe(403);
  expect((await owner.call("acceptGap", { params })).status).toBe(200);
  expect(await kinds()).not.toContain("duplicate");
  const [accepted] = (await viewer.call("listGaps", { query: { state: "accepted" } })).body.gaps;
  expect(accepted).toMatchObject({ kind: "duplicate", settledBy: expect.any(String) });
  expect((await owner.call("reopenGap", { params })).status).toBe(200);
  expect(await kinds()).toContain("duplicate");
  const nobody = await owner.call("acceptGap", { params: { id: "00000000-0000-4000-8000-000000000000" } });
  expect(nobody).toMatchObject({ status: 404, body: { code: "gap-not-found" } });
});

test("a comparison is begun by a person, shows its range, and no second one beside it", async () => {
  const { connectionId } = business;
  const from = Temporal.Now.instant()
    .subtract({ hours: 24 * 30 })
    .toString();
  const begun = await owner.call("startReconciliation", { body: { connectionId, from } });
  expect(begun.status).toBe(200);
  const shown = await viewer.call("getReconciliationRun", { params: { id: begun.body.id } });
  expect(shown.body).toMatchObject({ kind: "manual", state: "running", connectionId });
  // Not from before the connection.
  expect(Temporal.Instant.compare(shown.body.from, from)).toBe(1);
  expect(await owner.call("startReconciliation", { body: { connectionId } })).toMatchObject({
    status: 409,
    body: { code: "reconciliation-running" },
  });
  expect((await viewer.call("listReconciliationRuns")).body.runs).toHaveLength(1);
  expect((await viewer.call("startReconciliation", { body: { connectionId } })).status).toBe(403);
  const jobs = await run("select task_identifier, key from graphile_worker.jobs where key like 'reconcile:%'");
  expect(jobs.rows).toEqual([{ task_identifier: "reconcile", key: `reconcile:${connectionId}:manual` }]);
});

test("a range before the connection has nothing to compare", async () => {
  await run("update ringback.reconciliation_run set state = 'done'");
  const { connectionId } = business;
  const body = { connectionId, from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z" };
  expect(await owner.call("startReconciliation", { body })).toMatchObject({
    status: 422,
    body: { code: "nothing-to-compare" },
  });
});
