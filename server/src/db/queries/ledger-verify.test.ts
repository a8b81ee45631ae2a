import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { bareContext } from "#testing/bare-context.ts";
import { openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { openPool } from "#testing/open-pool.ts";
import type { Context } from "#use-cases/context.ts";
import { ledgerHead, verifyLedger } from "./ledger-verify.ts";

let database: TestDatabase;
let db: Database;
let owner: pg.Pool;
let context: Context;
let ours: TestBusiness;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString, 6);
  owner = openPool(database.connectionString, 10);
  // The database is dropped under connections that are just closing; that is no failure.
  owner.on("error", () => {});
  owner.on("connect", (client) => void client.on("error", () => {}));
  context = bareContext(db);
  ours = await openBusiness(context, "maya");
});
afterEach(async () => {
  await Promise.all([db.close(), owner.end()]);
  await database.drop();
});

const run = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows;
const seal = () => run("select ringback.seal_ledger('0 seconds')");
const verify = (expect?: string) => verifyLedger(db, ours.accountId, context.clock.now(), { expect });
const kinds = async (expect?: string) => (await verify(expect)).findings.map(({ kind }) => kind);
const call = async (caller: string) => await (await new TestCall(context, ours).arrive(caller)).hangUp();

/** Four calls in four blocks. */
async function fourBlocks(): Promise<TestCall[]> {
  const calls = [];
  for (const caller of ["+13125550141", "+13125550142", "+13125550143", "+13125550144"]) {
    calls.push(await call(caller));
    await seal();
  }
  return calls;
}

test("a sealed ledger verifies, and goes on to when calls come in after it", async () => {
  await fourBlocks();
  const before = await verify();
  expect(before).toMatchObject({ ok: true, blocks: 4, findings: [], head: { number: 4 } });
  await call("+13125550145");
  await seal();
  const after = await verify(before.head?.hash);
  expect(after).toMatchObject({ ok: true, blocks: 5, calls: 5 });
  expect(after.entries).toBe(Number((await run("select count(*) from ringback.call_event"))[0].count));
  expect((await ledgerHead(db, ours.accountId, context.clock.now()))?.hash).toBe(after.head?.hash);
});

test("an altered entry is found, with its block, its call and its day", async () => {
  const [, second] = await fourBlocks();
  await run(
    `update ringback.call_event set detail = detail || '{"because": "nobody looked"}' where call_id = $1 and kind = 'ended'`,
    [second?.callId],
  );
  const { ok, findings } = await verify();
  expect(ok).toBe(false);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ kind: "entries-changed", block: 2, calls: [second?.callId] });
  expect(findings[0]?.days).toEqual(
    (await run("select distinct local_day::text as day from ringback.call")).map(({ day }) => day),
  );
  expect(findings[0]?.text).toContain("altered");
});

test.each([
  ["kind", "kind = 'answered'"],
  ["at", "at = at - interval '1 microsecond'"],
  ["recorded_at", "recorded_at = recorded_at + interval '1 microsecond'"],
  ["call_id", "call_id = gen_random_uuid()"],
  ["id", "id = gen_random_uuid()"],
])("an altered %s of an entry is found", async (_, change) => {
  const [, second] = await fourBlocks();
  await run(`update ringback.call_event set ${change} where call_id = $1 and kind = 'ended'`, [second?.callId]);
  expect(await kinds()).toEqual(["entries-changed"]);
});

test("a removed entry is found", async () => {
  const [, , third] = await fourBlocks();
  await run("delete from ringback.call_event where call_id = $1 and kind = 'missed'", [third?.callId]);
  const { findings } = await verify();
  expect(findings).toMatchObject([{ kind: "entries-changed", block: 3 }]);
  expect(findings[0]?.text).toContain("1 entry was removed");
});

test("an entry put into a sealed block is found, and one put between or before blocks too", async () => {
  const [first] = await fourBlocks();
  const put = (stamp: string) =>
    run(
      `insert into ringback.call_event (account_id, call_id, id, kind, at, recorded_at, stamped_at)
       values ($1, $2, gen_random_uuid(), 'answered', now(), now(), ${stamp})`,
      [ours.accountId, first?.callId],
    );
  await put("(select to_at - interval '1 microsecond' from ringback.ledger_seal where number = 2)");
  expect(await kinds()).toEqual(["entries-changed"]);
  await put("'1999-12-31'");
  expect((await kinds()).sort()).toEqual(["entries-changed", "entries-outside"]);
  // A stretch in which the account had nothing, so that no block of it reaches there.
  await run("update ringback.ledger_sealed_until set at = clock_timestamp()");
  await put("(select at - interval '1 microsecond' from ringback.ledger_sealed_until)");
  const { findings } = await verify();
  expect(findings.filter(({ kind }) => kind === "entries-outside")).toHaveLength(2);
  expect(findings.find(({ kind }) => kind === "entries-outside")?.calls).toContain(first?.callId);
});

test("a removed block is found, also the last one", async () => {
  await fourBlocks();
  await run("delete from ringback.ledger_seal where number = 2");
  const { findings } = await verify();
  expect(findings.map(({ kind }) => kind).sort()).toEqual(["block-missing", "entries-outside"]);
  expect(findings.find(({ kind }) => kind === "block-missing")?.text).toBe("Block 2 is gone.");
  await run("delete from ringback.ledger_seal where number = 4");
  expect((await kinds()).sort()).toEqual(["block-missing", "entries-outside", "entries-outside"]);
});

test("an altered block is found: its hash, its predecessor, its length", async () => {
  await fourBlocks();
  const [kept] = await run("select * from ringback.ledger_seal where number = 2");
  await run("update ringback.ledger_seal set hash = sha256('x') where number = 2");
  expect((await verify()).findings).toMatchObject([{ kind: "block-altered", block: 2 }]);
  await run("update ringback.ledger_seal set hash = $1, previous_hash = sha256('x') where number = 2", [kept.hash]);
  expect((await kinds()).sort()).toEqual(["chain-broken", "entries-changed"]);
  await run("update ringback.ledger_seal set previous_hash = $1, to_at = from_at where number = 2", [
    kept.previous_hash,
  ]);
  expect((await kinds()).sort()).toEqual(["entries-changed", "entries-outside"]);
});

test("a chain made anew from the first block on is told by a head noted before", async () => {
  const [first] = await fourBlocks();
  const head = (await verify()).head?.hash;
  await run("update ringback.call_event set detail = '{}' where call_id = $1", [first?.callId]);
  await run("delete from ringback.ledger_seal; update ringback.ledger_sealed_until set at = '2000-01-01'");
  await seal();
  expect((await verify()).ok).toBe(true);
  expect(await kinds(head)).toEqual(["head-unknown"]);
});

test("entries that retention removed are no finding: their blocks are followed by their links", async () => {
  await fourBlocks();
  const [second] = await run("select to_at::text as to_at from ringback.ledger_seal where number = 2");
  await run("delete from ringback.call_event where stamped_at < $1", [second.to_at]);
  await run("update ringback.ledger_sealed_until set kept_from = $1", [second.to_at]);
  expect(await verify()).toMatchObject({ ok: true, blocks: 2, linkedBlocks: 2, head: { number: 4 } });
  await run("update ringback.ledger_seal set hash = sha256('x') where number = 1");
  expect(await kinds()).toEqual(["chain-broken"]);
});

test("a wrong standing, a wrong day and a wrong count are named", async () => {
  const [first, second] = await fourBlocks();
  await run("alter table ringback.call disable trigger all");
  await run("update ringback.call set standing = 'recovered' where id = $1", [first?.callId]);
  await run("update ringback.call set local_day = local_day - 1 where id = $1", [second?.callId]);
  const { findings } = await verify();
  expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(["standing-wrong", "day-wrong", "count-wrong"]));
  expect(findings.find(({ kind }) => kind === "standing-wrong")?.calls).toEqual([first?.callId]);
});

test("with many writers and sealers at once every entry is in exactly one block", { timeout: 30_000 }, async () => {
  const others = await openBusiness(context, "rival", "+13125550188", "Rival Plumbing");
  const accounts = [ours, others];
  const until = Date.now() + 3_500;
  let written = 0;
  // Some are through in a moment, some sit on what they stamped for longer than the sealer's own margin.
  const writer = async (index: number) => {
    while (Date.now() < until) {
      const client = await owner.connect();
      try {
        await client.query("begin");
        for (let entry = 0; entry <= index % 3; entry += 1)
          await client.query(
            `insert into ringback.call_event (account_id, call_id, id, kind, at, recorded_at) values ($1, $2, gen_random_uuid(), 'missed', now(), now())`,
            [accounts[index % 2]?.accountId, ours.numberId],
          );
        await pause(index === 0 ? 1_800 : Math.random() * 40);
        if (Math.random() < 0.1) await client.query("rollback");
        else {
          await client.query("commit");
          written += 1 + (index % 3);
        }
      } finally {
        client.release();
      }
    }
  };
  const sealer = async () => {
    while (Date.now() < until) await run("select ringback.seal_ledger('1 second')");
  };
  await Promise.all([...Array.from({ length: 6 }, (_, index) => writer(index)), sealer(), sealer()]);
  await seal();
  const reports = await Promise.all(accounts.map(({ accountId }) => verifyLedger(db, accountId, context.clock.now())));
  expect(reports.map(({ findings }) => findings)).toEqual([[], []]);
  expect(reports.reduce((sum, { entries }) => sum + entries, 0)).toBe(written);
  expect(reports[0]?.blocks).toBeGreaterThan(3);
});

test("a session that may not be seen into holds the sealing back", async () => {
  await run("create role stranger; grant usage on schema ringback to stranger");
  const blind = await owner.connect();
  const settled = async () =>
    (
      await blind.query(
        "select extract(epoch from clock_timestamp() - ringback.ledger_settled_until('0 seconds'))::float as ago",
      )
    ).rows[0].ago;
  try {
    expect(await settled()).toBeLessThan(60);
    await blind.query("set role stranger");
    expect(await settled()).toBeGreaterThan(240);
  } finally {
    await blind.query("reset role; drop owned by stranger; drop role stranger");
    blind.release();
  }
});
