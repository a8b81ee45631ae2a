import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sealLedger } from "#db/stores/ledger.ts";
import { acrossAccounts } from "#db/transaction.ts";
import { giveLine, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, someone, type Visitor } from "#testing/visitor.ts";
import { verifyLedger } from "#use-cases/verify-ledger.ts";

let http: TestHttp;
let owner: Visitor;
let viewer: Visitor;
let business: TestBusiness;
let other: TestBusiness;

const run = (text: string, values: unknown[] = []) => http.context.db.pool.query(text, values);

beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  owner = await firstOwner(http);
  viewer = await someone(http, "vera@example.com", owner, "viewer");
  const { body } = await owner.call("me");
  const me = body.accounts[0];
  business = await giveLine(http.context, me.id, me.memberId);
  other = await giveLine(http.context, me.id, me.memberId, "+13125550198");
  // Two days at the first line, one at the second; one call of each standing, and what must not count.
  const calls = [
    ["answered", "2026-03-07T18:00:00Z", business],
    ["answered", "2026-03-08T05:59:00Z", business], // 23:59 on the 7th in Chicago
    ["answered", "2026-03-08T06:00:00Z", business], // midnight; at 2:00 the clocks go forward
    ["missed", "2026-03-08T18:00:00Z", business],
    ["live", "2026-03-09T04:30:00Z", business], // 23:30 on the 8th
    ["answered", "2026-03-08T18:00:00Z", other],
    ["history", "2026-03-08T18:00:00Z", other],
    ["drill", "2026-03-08T18:00:00Z", other],
  ] as const;
  for (const [index, [kind, at, line]] of calls.entries())
    await run(
      `insert into ringback.call (account_id, id, connection_id, provider_call_id, number_id, dialed, caller, caller_name, arrived_at, state, outcome, playbook_version, facts, entered, drill_id, created_at)
       values ($1, gen_random_uuid(), $2, $3, $4, $5, '+13125550117', '=HYPERLINK("http://x")', $6, 'ended', $7, 1, '{}', $8, $9, now())`,
      [
        me.id,
        business.connectionId,
        `CA${index}`,
        line.numberId,
        line.line,
        at,
        kind === "live" ? null : kind === "missed" ? "missed" : "answered",
        kind === "history" ? "import" : "webhook",
        kind === "drill" ? me.id : null,
      ],
    );
  for (const [id, kind, state] of [
    ["CAgone", "never-heard", "open"],
    ["CAdone", "never-heard", "accepted"],
    ["CA3", "answered-only-there", "open"],
  ])
    await run(
      `insert into ringback.reconciliation_gap (account_id, id, connection_id, provider_call_id, kind, state, call_id, number_id, dialed, arrived_at, local_day, found_in, found_at)
       values ($1, gen_random_uuid(), $2, $3, $4, $5, (select id from ringback.call where provider_call_id = $3), $6, $7, '2026-03-08T18:00:00Z', '2026-03-08', gen_random_uuid(), now())`,
      [me.id, business.connectionId, id, kind, state, business.numberId, business.line],
    );
});
afterAll(async () => await http[Symbol.asyncDispose]());

const march = { from: "2026-03-01", to: "2026-03-31" };

test("the books of a range: known, accounted for, going on, imported, and the differences to the provider's log", async () => {
  const { status, body } = await viewer.call("ledger", { query: march });
  expect(status).toBe(200);
  expect(body.total).toEqual({
    live: 1,
    answered: 4,
    open: 0,
    recovered: 0,
    closed: 0,
    loose: 1,
    history: 1,
    unheard: 1,
    gaps: 2,
  });
  expect(body.timeZone).toBe("America/Chicago");
  expect(body.firstDay).toBe("2026-03-07");
  expect(
    body.numbers.map(({ number, total }: { number: string; total: object }) => ({ number, ...total })),
  ).toMatchObject([
    { number: business.line, answered: 3, loose: 1, live: 1, gaps: 2 },
    { number: other.line, answered: 1, history: 1, loose: 0, gaps: 0 },
  ]);
  const one = await viewer.call("ledger", { query: { ...march, number: other.numberId } });
  expect(one.body.total).toMatchObject({ answered: 1, history: 1, unheard: 0, gaps: 0 });
  expect(body.connections).toMatchObject([
    { id: business.connectionId, readUntil: null, error: null },
    { id: other.connectionId },
  ]);
});

test("days are those of the business's calendar, latest first, a page at a time", async () => {
  const first = await viewer.call("ledgerDays", { query: { ...march, limit: 1 } });
  expect(first.body.days).toMatchObject([
    { day: "2026-03-08", total: { answered: 2, loose: 1, live: 1, history: 1, unheard: 1, gaps: 2 } },
  ]);
  expect(first.body.days[0].numbers).toHaveLength(2);
  const second = await viewer.call("ledgerDays", { query: { ...march, limit: 1, before: first.body.nextBefore } });
  expect(second.body).toMatchObject({ days: [{ day: "2026-03-07", total: { answered: 2 } }], nextBefore: null });
  const none = await viewer.call("ledgerDays", { query: { from: "2025-01-01", to: "2025-12-31" } });
  expect(none.body).toEqual({ days: [], nextBefore: null });
});

test("the calls of a day are those its counts are made of", async () => {
  const of = async (query: object) =>
    (await viewer.call("listCalls", { query })).body.calls.map(
      (call: { providerCallId: string }) => call.providerCallId,
    );
  const day = { from: "2026-03-08", to: "2026-03-08" };
  expect((await of({ ...day, number: business.numberId })).sort()).toEqual(["CA2", "CA3", "CA4"]);
  expect(await of({ ...day, standing: "loose" })).toEqual(["CA3"]);
  expect(await of({ ...day, standing: "answered" })).toHaveLength(2);
  expect(await of({ ...day, entered: "import" })).toEqual(["CA6"]);
  expect(await of({ from: "2026-03-07", to: "2026-03-07" })).toEqual(["CA1", "CA0"]);
  const page = await viewer.call("listCalls", { query: { ...day, limit: 2 } });
  const next = await viewer.call("listCalls", { query: { ...day, limit: 50, cursor: page.body.nextCursor } });
  expect(page.body.calls.length + next.body.calls.length).toBe(6);
});

test("exceptions are the calls nobody owes and the open differences, and nothing that was accepted", async () => {
  const { body } = await viewer.call("ledgerExceptions", { query: march });
  expect(body.loose).toMatchObject([{ from: "+13125550117", to: business.line, day: "2026-03-08" }]);
  expect(body.gaps.map((gap: { kind: string }) => gap.kind).sort()).toEqual(["answered-only-there", "never-heard"]);
  expect(body.more).toBe(false);
  expect((await viewer.call("ledgerExceptions", { query: { ...march, number: other.numberId } })).body).toMatchObject({
    loose: [],
    gaps: [],
  });
});

test("the export has every call but drills, the differences first, readable numbers and no formula", async () => {
  const { body, headers } = await viewer.send("GET", "/api/v1/ledger/export.csv?from=2026-03-01&to=2026-03-31");
  expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
  const lines = String(body).trimEnd().split("\n");
  expect(lines).toHaveLength(1 + 2 + 7);
  expect(lines[1]).toContain("difference to the provider's log");
  expect(String(body)).toContain("(312) 555-0117");
  expect(String(body)).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(lines.some((line) => line.startsWith("2026-03-07,23:59:00,"))).toBe(true);
  expect((await viewer.send("GET", "/api/v1/ledger/export.csv?from=yesterday&to=2026-03-31")).status).toBe(400);
});

test("a check asked for is made by its job, and its report comes with the books", async () => {
  await (await new TestCall(http.context, business).arrive("+13125550121")).hangUp();
  await run("select ringback.seal_ledger('0 seconds')");
  expect(await sealLedger(http.context.db)).toBe(0);
  expect((await viewer.call("checkLedger")).status).toBe(200);
  const asked = await viewer.call("ledger", { query: march });
  expect(asked.body.check).toMatchObject({ finishedAt: null, report: null });
  const jobs = await acrossAccounts<{ payload: { accountId: string } }>(
    http.context.db,
    sql`select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'verify-ledger'`,
  );
  expect(jobs).toMatchObject([{ payload: { accountId: business.accountId } }]);
  await verifyLedger(http.context, business);
  const done = await viewer.call("ledger", { query: march });
  // The loose call is an exception of the business, not of the books.
  expect(done.body.check).toMatchObject({ error: null, report: { ok: true, blocks: 1, findings: [] } });
  expect(done.body.seal).toMatchObject({ number: 1, hash: done.body.check.report.head.hash });
});
