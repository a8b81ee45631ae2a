import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { compactTally } from "#db/stores/ledger.ts";
import { acrossAccounts, type Transaction, transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { openBusiness, type TestBusiness } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import type { Context } from "#use-cases/context.ts";
import { judgeStandings } from "./ledger-standings.ts";
import { tallyDifferences } from "./ledger-tally.ts";

let database: TestDatabase;
let db: Database;
let context: Context;
let ours: TestBusiness;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString, 8);
  context = bareContext(db);
  ours = await openBusiness(context, "maya");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const inOurs = <Answer>(work: (tx: Transaction) => Promise<Answer>) =>
  transaction(db, ours.accountId, context.clock.now(), work);
const write = (statement: ReturnType<typeof sql>) => inOurs(async (tx) => tx.write(statement));
/** One at a time of this name, as ingest locks its call and the queue runs one import after another. */
const writeInTurn = (name: string, statement: ReturnType<typeof sql>) =>
  inOurs(async (tx) => {
    tx.write(sql`select pg_advisory_xact_lock(hashtextextended(${`tally-test:${name}`}, 0))`);
    tx.write(statement);
  });

/** A stretch of the business's life, as rows. `which` picks among the calls there are. */
type Step = readonly [what: (typeof steps)[number], which: number];
const steps = [
  "ring",
  "answer",
  "miss",
  "join",
  "close",
  "recover",
  "reopen",
  "lose",
  "drill",
  "move-number",
  "move-time",
  "import",
  "undo-import",
  "compact",
] as const;

const day = (which: number) => sql`timestamptz '2026-03-06T23:30:00Z' + ${`${which * 7} hours`}::interval`;

async function carryOut([what, which]: Step): Promise<void> {
  const some = sql`(select id from ringback.call where account_id = ${ours.accountId} and entered <> 'import' order by id offset ${which} limit 1)`;
  const theirEpisode = sql`(select episode_id from ringback.call where account_id = ${ours.accountId} and id = ${some})`;
  const ofAccount = sql`account_id = ${ours.accountId}`;
  switch (what) {
    case "ring":
      return await writeInTurn(`call:${which}`, call(which, "webhook", null));
    case "answer":
      return await write(
        sql`update ringback.call set outcome = 'answered', state = 'ended' where ${ofAccount} and id = ${some}`,
      );
    case "miss":
      return await miss(some);
    case "join":
      return await inOurs(async (tx) => {
        // Locked first, as joinOpenEpisode does: else it might be closed under our hands.
        const callback = await tx.first<{
          episode_id: string;
        }>(sql`select episode_id from ringback.callback where ${ofAccount} and id =
          (select id from ringback.callback where ${ofAccount} and state <> 'closed' order by id limit 1) and state <> 'closed' for update`);
        if (callback === null) return;
        tx.write(
          sql`update ringback.call set outcome = 'missed', state = 'ended', episode_id = ${callback.episode_id} where ${ofAccount} and id = ${some}`,
        );
      });
    case "close":
    case "recover":
      return await write(sql`update ringback.callback set state = 'closed', closed_at = now(), disposition = 'x', recovered = ${what === "recover"}
        where ${ofAccount} and episode_id = ${theirEpisode}`);
    case "reopen":
      return await write(sql`update ringback.callback set state = 'open', closed_at = null, disposition = null, recovered = false
        where ${ofAccount} and episode_id = ${theirEpisode}`);
    case "lose":
      return await write(
        sql`update ringback.call set outcome = 'missed', episode_id = null where ${ofAccount} and id = ${some}`,
      );
    case "drill":
      return await write(
        sql`update ringback.call set drill_id = case when drill_id is null then id end where ${ofAccount} and id = ${some}`,
      );
    case "move-number":
      return await write(
        sql`update ringback.call set number_id = case when number_id is null then ${ours.numberId}::uuid end where ${ofAccount} and id = ${some}`,
      );
    case "move-time":
      return await write(
        sql`update ringback.call set arrived_at = arrived_at - interval '5 hours' where ${ofAccount} and id = ${some}`,
      );
    case "import":
      return await writeInTurn("imports", call(which, "import", ours.numberId, 40));
    case "undo-import":
      return await writeInTurn(
        "imports",
        sql`delete from ringback.call where ${ofAccount} and import_id = ${ours.numberId}::uuid`,
      );
    case "compact":
      await compactTally(db);
  }
}

/** As ingest writes it: an insert that becomes an update where the call is known. */
function call(which: number, entered: string, importId: string | null, count = 1) {
  return sql`insert into ringback.call (account_id, id, connection_id, provider_call_id, number_id, dialed, arrived_at, state, outcome, playbook_version, facts, entered, import_id, created_at)
    select ${ours.accountId}, md5(${`${entered}${which}`} || n)::uuid, ${ours.connectionId}, ${`${entered}${which}`} || n, case when n % 3 > 0 then ${ours.numberId}::uuid end, '', ${day(which)} + n * interval '20 minutes',
      'ringing', ${importId === null ? null : "missed"}, 1, '{}', ${entered}, ${importId}::uuid, now() from generate_series(1, ${count}::int) n
    on conflict (account_id, id) do update set arrived_at = excluded.arrived_at, state = excluded.state, number_id = excluded.number_id`;
}

/** A miss opens its callback before the call is written. */
async function miss(some: ReturnType<typeof sql>): Promise<void> {
  await inOurs(async (tx) => {
    const found = await tx.first<{ id: string; outcome: string | null }>(
      sql`select id, outcome from ringback.call where account_id = ${tx.accountId} and id = ${some} for update`,
    );
    if (found === null || found.outcome !== null) return;
    const episodeId = context.ids.next();
    tx.write(
      sql`insert into ringback.episode (account_id, id, opened_at, last_call_at) values (${tx.accountId}, ${episodeId}, ${tx.now}, ${tx.now})`,
    );
    tx.write(sql`insert into ringback.callback (account_id, id, episode_id, first_call_id, state, owner_id, urgency, lane, priority, started_at, opened_at, due_at, warn_at, target_minutes, playbook_version, policy, explained)
      values (${tx.accountId}, ${context.ids.next()}, ${episodeId}, ${found.id}, 'open', ${ours.ownerId}, 'unknown', 'unknown', 0, ${tx.now}, ${tx.now}, ${tx.now}, ${tx.now}, 15, 1, '{}', '{}')`);
    tx.write(
      sql`update ringback.call set outcome = 'missed', state = 'ended', episode_id = ${episodeId} where account_id = ${tx.accountId} and id = ${found.id}`,
    );
  });
}

const found = () =>
  inOurs(async (tx) => ({ counts: await tallyDifferences(tx), calls: (await judgeStandings(tx, 9)).wrong }));
const nothing = { counts: [], calls: [] };
const aStep = fc.tuple(fc.constantFrom(...steps), fc.nat({ max: 12 }));

test("whatever happens to calls and callbacks, the daily counts are what counting anew gives", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 5, maxLength: 40 }), async (life) => {
      for (const step of life) await carryOut(step);
      expect(await found()).toEqual(nothing);
    }),
    { numRuns: 12 },
  );
  await compactTally(db);
  expect(await found()).toEqual(nothing);
});

test("also while many change at once and the counts are being summed up", { timeout: 20_000 }, async () => {
  const life = fc.sample(aStep, { numRuns: 400, seed: 3 });
  let [going, compactions, checks] = [true, 0, 0];
  const until = async (work: () => Promise<void>) => {
    while (going) await work();
  };
  const compact = async () => {
    compactions += (await compactTally(db)) > 0 ? 1 : 0;
  };
  const others = [
    until(compact),
    until(compact),
    until(async () => {
      expect((await found()).counts).toEqual([]);
      checks += 1;
    }),
  ];
  const takes = [0, 1, 2, 3].map(async (lane) => {
    for (let index = lane; index < life.length; index += 4) await carryOut(life[index] ?? ["compact", 0]);
  });
  await Promise.all(takes).finally(() => {
    going = false;
  });
  await Promise.all(others);
  expect(await found()).toEqual(nothing);
  expect(compactions).toBeGreaterThan(0);
  expect(checks).toBeGreaterThan(0);
});

test("summing up leaves one row a day, number and standing, and none for nothing", async () => {
  await compactTally(db);
  const [kept] = await acrossAccounts<{ doubled: number; nothing: number; rows: number }>(
    db,
    sql`select count(*) filter (where rows > 1)::int as doubled, count(*) filter (where calls = 0)::int as nothing, count(*)::int as rows
      from (select count(*) as rows, sum(calls) as calls from ringback.call_tally group by account_id, local_day, number_id, standing) one`,
  );
  expect(kept).toMatchObject({ doubled: 0, nothing: 0 });
  expect(kept?.rows).toBeGreaterThan(0);
});

test("a count that was changed behind the triggers' back is named", async () => {
  await acrossAccounts(
    db,
    sql`insert into ringback.call_tally (account_id, local_day, number_id, standing, calls) values (${ours.accountId}, '2026-03-07', ${ours.numberId}, 'answered', 2)`,
  );
  const { counts } = await found();
  expect(counts).toMatchObject([{ day: "2026-03-07", number: ours.line, standing: "answered" }]);
  expect((counts[0]?.kept ?? 0) - (counts[0]?.counted ?? 0)).toBe(2);
  expect(await inOurs((tx) => tallyDifferences(tx, "2026-03-08"))).toEqual([]);
});
