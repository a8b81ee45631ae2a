import { afterAll, beforeAll, expect, test } from "vitest";
import { transaction } from "#db/transaction.ts";
import { giveLine } from "#testing/business.ts";
import { createTestHttp, type TestHttp } from "#testing/http.ts";
import { firstOwner, type Visitor } from "#testing/visitor.ts";
import { planText } from "#use-cases/plan-text.ts";

let http: TestHttp;
let ann: Visitor;
beforeAll(async () => {
  http = await createTestHttp({ requestsPerMinute: 100_000 });
  ann = await firstOwner(http);
});
afterAll(async () => await http[Symbol.asyncDispose]());

const bring = (list: "internal" | "national", body: { text: string; replaces: boolean; asOf?: string | null }) =>
  ann.call("bringDoNotCall", { params: { list }, body: { asOf: null, ...body } });
const today = () => Temporal.Now.plainDateISO("America/Chicago");

test("lists are brought, added to, replaced and removed, with counts and the day until the national one counts", async () => {
  expect((await ann.call("getDoNotCall", {})).body).toEqual({ lists: [] });
  expect(
    (await bring("internal", { text: "312 555 0141\n(312) 555-0142\nrubbish 1\n", replaces: false })).body,
  ).toEqual({ added: 2, known: 0, unread: 1, numbers: 2 });
  expect((await bring("internal", { text: "3125550142\n3125550143", replaces: false })).body).toEqual({
    added: 1,
    known: 1,
    unread: 0,
    numbers: 3,
  });
  expect((await bring("internal", { text: "3125550149", replaces: true })).body).toEqual({
    added: 1,
    known: 0,
    unread: 0,
    numbers: 1,
  });
  expect((await bring("national", { text: "312,5550141", replaces: true })).body.code).toBe("list-needs-a-day");
  expect(
    (await bring("national", { text: "312,5550141", replaces: true, asOf: today().add({ days: 2 }).toString() })).body
      .code,
  ).toBe("day-in-the-future");
  expect((await bring("national", { text: "nothing", replaces: true, asOf: today().toString() })).body.code).toBe(
    "no-numbers",
  );
  const asOf = today().subtract({ days: 30 }).toString();
  expect((await bring("national", { text: "312,5550141", replaces: true, asOf })).status).toBe(200);
  const { lists } = (await ann.call("getDoNotCall", {})).body;
  expect(lists).toMatchObject([
    { list: "internal", numbers: 1, asOf: null, standing: "fresh", countsUntil: null },
    { list: "national", numbers: 1, asOf, standing: "soon", countsUntil: today().add({ days: 1 }).toString() },
  ]);
  expect((await ann.call("removeDoNotCall", { params: { list: "internal" } })).status).toBe(200);
  expect((await ann.call("getDoNotCall", {})).body.lists).toHaveLength(1);
  const { rows } = await http.context.db.pool.query(
    "select action, detail from ringback.audit_event where action like 'do-not-call%' order by at, id",
  );
  expect(rows.length).toBe(5);
  expect(JSON.stringify(rows)).not.toContain("5550141");
});

test("advertising goes to no number of either list, and an old national list does not count as compared", async () => {
  const accountId = ann.account ?? "";
  const { pool } = http.context.db;
  const { rows } = await pool.query("select id from ringback.member where account_id = $1", [accountId]);
  const business = await giveLine(http.context, accountId, String(rows[0]?.id));
  await pool.query(
    `update ringback.playbook_version set playbook = jsonb_set(playbook, '{texting}', coalesce(playbook->'texting', '{}') || '{"marketing": {"enabled": true, "comparedOn": null}}')`,
  );
  const rulesFor = (to: string, kind: "marketing" | "service" = "marketing") =>
    transaction(
      http.context.db,
      accountId,
      http.context.clock.now(),
      async (tx) =>
        (
          await planText(http.context, tx, {
            class: kind,
            purpose: "campaign",
            to,
            from: { number: business.line },
            body: "Ace Plumbing: a word. Reply STOP to opt out.",
            usefulUntil: tx.now.add({ hours: 72 }),
          })
        )?.decision.rules,
    );
  const fresh = today().toString();
  await bring("national", { text: "3125550151", replaces: true, asOf: fresh });
  await bring("internal", { text: "3125550152", replaces: true });
  expect(await rulesFor("+13125550151")).toContain("do-not-call");
  expect(await rulesFor("+13125550152")).toContain("do-not-call");
  const other = await rulesFor("+13125550153");
  expect(other).not.toContain("do-not-call");
  expect(other).not.toContain("marketing-off");
  expect(await rulesFor("+13125550151", "service")).not.toContain("do-not-call");
  await bring("national", { text: "3125550151", replaces: true, asOf: today().subtract({ days: 33 }).toString() });
  expect(await rulesFor("+13125550153")).toContain("marketing-off");
});
