import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { importRejects } from "#db/queries/import-rejects.ts";
import { acrossAccounts } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { HandClock, openBusiness, type TestBusiness, TestCall } from "#testing/business.ts";
import { createTestDatabase } from "#testing/database.ts";
import { makeNastyLog } from "#testing/nasty-log/make-nasty-log.ts";
import { addImportChunk, beginImport } from "./bring-import.ts";
import type { Context } from "./context.ts";
import { findImport } from "./list-imports.ts";
import { previewImport } from "./preview-import.ts";
import { runImport } from "./run-import.ts";
import { startImport } from "./start-import.ts";
import { undoImport } from "./undo-import.ts";

async function shop() {
  const database = await createTestDatabase();
  const db = openDatabase(database.connectionString, 3);
  const clock = new HandClock("2027-01-04T15:00:00Z");
  const ctx: Context = { ...bareContext(db), clock };
  const business = await openBusiness(ctx, "maya");
  return {
    ctx,
    clock,
    business,
    [Symbol.asyncDispose]: async () => {
      await db.close();
      await database.drop();
    },
  };
}

/** Brings a file in pieces of this size and reads it. */
async function bring(ctx: Context, { accountId }: TestBusiness, bytes: Uint8Array, pieceBytes = 100_000) {
  const importId = await beginImport(ctx, { accountId, by: null, fileName: "log.csv" });
  for (let number = 0; number * pieceBytes < bytes.length; number += 1)
    await addImportChunk(ctx, {
      accountId,
      importId,
      number,
      bytes: bytes.subarray(number * pieceBytes, (number + 1) * pieceBytes),
    });
  const previewed = await previewImport(ctx, { accountId, importId });
  if (!previewed.ok) throw new Error(previewed.refusal);
  const { mapping } = previewed;
  const started = await startImport(ctx, { accountId, by: null, importId, mapping, connectionId: null, runHere: true });
  if (!started.ok) throw new Error(started.refusal);
  await runImport(ctx, { accountId, importId });
  const found = await findImport(ctx, { accountId, importId });
  if (found === null) throw new Error("The import is gone.");
  return found;
}

async function writtenCalls(db: Database) {
  return await acrossAccounts<{ direction: string; other: string | null; at: string; ending: string }>(
    db,
    sql`select * from (
      select 'inbound' as direction, caller as other, to_char(arrived_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, coalesce(miss_reason, outcome) as ending, provider_call_id as id
      from ringback.call where entered = 'import'
      union all
      select 'outbound', called, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), outcome, provider_call_id from ringback.outbound_call where entered = 'import') calls
    order by id`,
  );
}

async function countRows(db: Database, table: string): Promise<number> {
  const [row] = await acrossAccounts<{ count: number }>(db, {
    text: `select count(*)::int as count from ringback.${table}`,
    values: [],
  });
  return row?.count ?? -1;
}

test("the log of two thousand nasty rows gives exactly the right calls and rejected rows, and a second import adds nothing", async () => {
  await using place = await shop();
  const { ctx, business } = place;
  const { bytes, calls, rejected, repeated } = makeNastyLog();
  const done = await bring(ctx, business, bytes);
  const rejects = await importRejects(ctx.db, business.accountId, ctx.clock.now(), {
    importId: done.id,
    after: 0,
    limit: 5_000,
  });
  expect(rejects.map(({ row, reason }) => ({ line: row, reason }))).toEqual(rejected);
  const byTime = (a: { at: string; other: string | null }, b: { at: string; other: string | null }) =>
    a.at.localeCompare(b.at) || String(a.other).localeCompare(String(b.other));
  const written = (await writtenCalls(ctx.db)).map(({ direction, other, at, ending }) => ({
    direction,
    other,
    at,
    ending,
  }));
  expect(written.toSorted(byTime)).toEqual(calls.map(({ line: _, ...call }) => call).toSorted(byTime));
  expect(done).toMatchObject({
    state: "done",
    inbound: calls.filter(({ direction }) => direction === "inbound").length,
    outbound: calls.filter(({ direction }) => direction === "outbound").length,
    rejected: rejected.length,
    repeated,
    rowsRead: 2_000,
  });
  expect(await countRows(ctx.db, "call_import_chunk")).toBe(0);

  const again = await bring(ctx, business, bytes, 7_777);
  expect(again).toMatchObject({
    state: "done",
    inbound: 0,
    outbound: 0,
    rejected: rejected.length,
    repeated: calls.length + repeated,
  });
});

test("the files beside the generator are what it makes", async () => {
  const folder = new URL("../testing/nasty-log/", import.meta.url);
  const { bytes, ...expected } = makeNastyLog();
  expect((await readFile(new URL("nasty-log.csv", folder))).equals(bytes)).toBe(true);
  expect(JSON.parse(await readFile(new URL("nasty-log.expected.json", folder), "utf8"))).toEqual(expected);
});

const head = "Call ID,Start Time,Direction,From,To,Result,Duration\n";

test("imported calls are history: no callback, no text, no contact, no job", async () => {
  await using place = await shop();
  const { ctx, business } = place;
  await bring(
    ctx,
    business,
    Buffer.from(`${head}a1,2026-12-01 10:00:00,Inbound,+14155550101,${business.line},Missed,12\n`),
  );
  const [call] = await acrossAccounts<Record<string, unknown>>(
    ctx.db,
    sql`select standing, outcome, miss_reason, number_id, local_day::text, contact_id, episode_id from ringback.call`,
  );
  expect(call).toEqual({
    standing: "history",
    outcome: "missed",
    miss_reason: "no-answer",
    number_id: business.numberId,
    local_day: "2026-12-01",
    contact_id: null,
    episode_id: null,
  });
  for (const table of ["callback", "message", "contact", "escalation", "notification", "episode"])
    expect([table, await countRows(ctx.db, table)]).toEqual([table, 0]);
  const jobs = await ctx.db.pool.query("select task_identifier from graphile_worker.jobs");
  expect(jobs.rows.filter(({ task_identifier }) => task_identifier !== "sync-numbers")).toEqual([]);
});

test("a call that is known live is not added again, by its id in any connection or, without ids, by its time and caller", async () => {
  await using place = await shop();
  const { ctx, business, clock } = place;
  const live = await new TestCall(ctx, business, "CAlive1").arrive("+14155550101");
  await live.hangUp();
  clock.pass({ minutes: 10 });
  const at = "2027-01-04 15:00:02Z";
  const byId = await bring(
    ctx,
    business,
    Buffer.from(`${head}CAlive1,${at},Inbound,+14155550101,${business.line},Missed,9\n`),
  );
  expect(byId).toMatchObject({ inbound: 0, repeated: 1 });
  const withoutIds = head.replace("Call ID,", "");
  const rows = `${at},Inbound,+14155550101,${business.line},Missed,9\n2027-01-04 15:00:06Z,Inbound,+14155550101,${business.line},Missed,9\n`;
  const byTime = await bring(ctx, business, Buffer.from(withoutIds + rows));
  expect(byTime).toMatchObject({ inbound: 1, repeated: 1 });
  expect(await bring(ctx, business, Buffer.from(withoutIds + rows))).toMatchObject({ inbound: 0, repeated: 2 });
});

test("an import that is taken back leaves what was known before and nothing of its own", async () => {
  await using place = await shop();
  const { ctx, business } = place;
  const { accountId } = business;
  await bring(
    ctx,
    business,
    Buffer.from(`${head}a1,2026-12-01 10:00:00,Inbound,+14155550101,${business.line},Missed,12\n`),
  );
  const second = await bring(
    ctx,
    business,
    Buffer.from(
      `${head}a1,2026-12-01 10:00:00,Inbound,+14155550101,${business.line},Missed,12\na2,2026-12-02 10:00:00,Inbound,+14155550102,${business.line},Answered,12\na3,2026-12-02 11:00:00,Outbound,${business.line},+14155550102,Answered,12\na4,never,Inbound,,,,\n`,
    ),
  );
  expect(second).toMatchObject({ inbound: 1, outbound: 1, repeated: 1, rejected: 1 });
  expect(await undoImport(ctx, { accountId, by: null, importId: second.id })).toEqual({ ok: true });
  await runImport(ctx, { accountId, importId: second.id });
  expect((await writtenCalls(ctx.db)).map(({ other }) => other)).toEqual(["+14155550101"]);
  expect(await countRows(ctx.db, "call_import_reject")).toBe(0);
  expect(await findImport(ctx, { accountId, importId: second.id })).toMatchObject({ state: "undone" });
  expect(await undoImport(ctx, { accountId, by: null, importId: second.id })).toEqual({
    ok: false,
    refusal: "import-already-gone",
  });
  const tally = await acrossAccounts<{ standing: string; calls: number }>(
    ctx.db,
    sql`select standing, sum(calls)::int as calls from ringback.call_tally group by 1 having sum(calls) <> 0`,
  );
  expect(tally).toEqual([{ standing: "history", calls: 1 }]);
});

test("a call with rows all over the log is one call, in whatever order they come", async () => {
  await using place = await shop();
  const { ctx, business } = place;
  const rows = [
    `CA1,,+14155550101,${business.line},Incoming,completed,2026-12-01 16:00:00,2026-12-01 16:01:00,60`,
    `CA1a,CA1,+14155550101,+13125560142,Outgoing Dial,completed,2026-12-01 16:00:02,2026-12-01 16:01:00,50`,
    `CA2,,+14155550102,${business.line},Incoming,completed,2026-12-01 17:00:00,2026-12-01 17:01:00,60`,
    `CA2a,CA2,+14155550102,+13125560142,Outgoing Dial,no-answer,2026-12-01 17:00:02,2026-12-01 17:01:00,0`,
    `CA9a,CA9,+14155550109,+13125560142,Outgoing Dial,completed,2026-12-01 18:00:02,2026-12-01 18:01:00,50`,
  ];
  const log = (order: readonly string[]) =>
    Buffer.from(`Call Sid,Parent Call Sid,From,To,Direction,Status,Start Time,End Time,Duration\n${order.join("\n")}`);
  const first = await bring(ctx, business, log(rows.toReversed()), 50);
  expect(first).toMatchObject({ inbound: 2, rejected: 1, reasons: { "leg-without-call": 1 } });
  expect(await writtenCalls(ctx.db)).toMatchObject([{ ending: "answered" }, { ending: "no-answer" }]);
  expect(await bring(ctx, business, log(rows))).toMatchObject({ inbound: 0, repeated: 2, rejected: 1 });
  expect(await countRows(ctx.db, "call_import_row")).toBe(0);
});

/** A log of so many calls, brought and started but not run. */
async function startLog(ctx: Context, { accountId }: TestBusiness, bytes: Buffer): Promise<string> {
  const importId = await beginImport(ctx, { accountId, by: null, fileName: "log.csv" });
  for (let number = 0; number * 10_000 < bytes.length; number += 1)
    await addImportChunk(ctx, {
      accountId,
      importId,
      number,
      bytes: bytes.subarray(number * 10_000, (number + 1) * 10_000),
    });
  const previewed = await previewImport(ctx, { accountId, importId });
  if (!previewed.ok) throw new Error(previewed.refusal);
  const { mapping } = previewed;
  await startImport(ctx, { accountId, by: null, importId, mapping, connectionId: null, runHere: true });
  return importId;
}

function timeOf(at: number): string {
  return new Date(Date.UTC(2026, 5, 1) + at * 30_000).toISOString();
}

const oneRow = (line: string, at: number) => `c${at},${timeOf(at)},Inbound,+1415${2_000_000 + at},${line},Missed,12`;
const twilioHead = "Call Sid,Parent Call Sid,From,To,Direction,Status,Start Time,End Time,Duration\n";
const twoRows = (line: string, at: number) =>
  `CA${at}x,CA${at},+1415${2_000_000 + at},+13125560142,Outgoing Dial,completed,${timeOf(at)},${timeOf(at + 1)},9\nCA${at},,+1415${2_000_000 + at},${line},Incoming,completed,${timeOf(at)},${timeOf(at + 1)},12`;
const calls = Array.from({ length: 900 }, (_, at) => at);

test.each([
  ["one row a call", (line: string) => head + calls.map((at) => oneRow(line, at)).join("\n")],
  ["several rows a call", (line: string) => twilioHead + calls.map((at) => twoRows(line, at)).join("\n")],
])("an import that was killed goes on where it stood: %s", async (_, log) => {
  await using place = await shop();
  const { ctx, business } = place;
  const { accountId } = business;
  const importId = await startLog(ctx, business, Buffer.from(log(business.line)));
  const killed = runImport(ctx, {
    accountId,
    importId,
    rowsAtOnce: 100,
    onProgress: ({ inbound }) => {
      if (inbound > 0) throw new Error("killed");
    },
  });
  await expect(killed).rejects.toThrow("killed");
  const between = await findImport(ctx, { accountId, importId });
  expect(between?.state).toBe("running");
  expect(between?.inbound).toBeGreaterThan(0);
  expect(between?.inbound).toBeLessThan(900);
  // A database that crashed has lost the rows that wait for others.
  await ctx.db.pool.query("truncate ringback.call_import_row");
  await runImport(ctx, { accountId, importId, rowsAtOnce: 100 });
  expect(await findImport(ctx, { accountId, importId })).toMatchObject({
    state: "done",
    inbound: 900,
    repeated: 0,
    rejected: 0,
  });
  expect(await countRows(ctx.db, "call")).toBe(900);
});

test("an import that is canceled while it runs leaves nothing behind", async () => {
  await using place = await shop();
  const { ctx, business } = place;
  const { accountId } = business;
  const log = head + calls.map((at) => oneRow(business.line, at)).join("\n");
  const importId = await startLog(ctx, business, Buffer.from(log));
  let asked: Promise<unknown> | null = null;
  await runImport(ctx, {
    accountId,
    importId,
    rowsAtOnce: 100,
    onProgress: ({ inbound }) => {
      if (inbound > 0) asked ??= undoImport(ctx, { accountId, by: null, importId, runHere: true });
    },
  });
  await asked;
  // The wish may have come with the last batch; then the next run sees to it.
  await runImport(ctx, { accountId, importId });
  expect(await findImport(ctx, { accountId, importId })).toMatchObject({ state: "canceled" });
  for (const table of ["call", "call_import_chunk", "call_import_row", "call_import_reject"])
    expect([table, await countRows(ctx.db, table)]).toEqual([table, 0]);
});

test("two that run one import at once do its work once", async () => {
  await using place = await shop();
  const { ctx, business } = place;
  const { accountId } = business;
  const log = head + calls.map((at) => oneRow(business.line, at)).join("\n");
  const importId = await startLog(ctx, business, Buffer.from(log));
  await Promise.all([1, 2].map(() => runImport(ctx, { accountId, importId, rowsAtOnce: 100 })));
  expect(await findImport(ctx, { accountId, importId })).toMatchObject({ state: "done", inbound: 900, repeated: 0 });
});

test("a file without a call in it is refused before it starts, and says so", async () => {
  await using place = await shop();
  const { ctx, business } = place;
  const { accountId } = business;
  const importId = await beginImport(ctx, { accountId, by: null, fileName: "empty.csv" });
  expect(await previewImport(ctx, { accountId, importId })).toEqual({ ok: false, refusal: "import-empty" });
  expect(await bring(ctx, business, Buffer.from(head))).toMatchObject({ state: "done", rowsRead: 0 });
});

test("an import places its calls as the table itself would", async () => {
  await using place = await shop();
  const { ctx, business } = place;
  const times = [
    "2026-03-08T05:59:59Z",
    "2026-03-08T06:00:00Z",
    "2026-11-01T04:59:59Z",
    "2026-11-01T05:30:00Z",
    "2026-11-02T05:59:59Z",
  ];
  await bring(
    ctx,
    business,
    Buffer.from(
      head + times.map((at, n) => `p${n},${at},Inbound,+1415555010${n},${business.line},Missed,1`).join("\n"),
    ),
  );
  const placed = sql<{
    day: string;
    standing: string;
  }>`select local_day::text as day, standing from ringback.call order by arrived_at`;
  const brought = await acrossAccounts(ctx.db, placed);
  // An update that empties the day has the trigger reckon it.
  await ctx.db.pool.query("alter table ringback.call alter column local_day drop not null");
  await ctx.db.pool.query("update ringback.call set local_day = null");
  expect(await acrossAccounts(ctx.db, placed)).toEqual(brought);
  expect(brought).toHaveLength(5);
});
