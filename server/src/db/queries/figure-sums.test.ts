// Kept sums of months and days, rows of days that changed since, and the matters themselves add up to what a plain count of
// all rows gives; and each figure opens exactly the rows that it counts, page by page.
import { countAll, noCalls, noMatters } from "@ringback/core/measurement/figures/counts.ts";
import { figureDefinitions, figuresOf } from "@ringback/core/measurement/figures/definitions.ts";
import { fitsFilter, type MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import type { MeasuredCall } from "@ringback/core/measurement/figures/measured-call.ts";
import type { MeasuredMatter } from "@ringback/core/measurement/figures/measured-matter.ts";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "#db/database.ts";
import { transaction } from "#db/transaction.ts";
import { bareContext } from "#testing/bare-context.ts";
import { giveLine, HandClock, openBusiness, type TestBusiness } from "#testing/business.ts";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { sumsOfAccounts } from "./agency-counts.ts";
import { readPlace } from "./cursor.ts";
import { loadParts } from "./figure-parts.ts";
import { type DayRange, summedRange } from "./figure-ranges.ts";
import { type AskedRows, figureRows } from "./figure-rows.ts";
import { type FigureSplit, splitCounts } from "./figure-splits.ts";
import { loadCounts } from "./figures.ts";
import { callColumns, matterColumns, toMeasuredCall, toMeasuredMatter } from "./measured-rows.ts";

let database: TestDatabase;
let db: Database;
let business: TestBusiness;
/** Of the same person, and of another one. */
let others: readonly TestBusiness[];
let calls: MeasuredCall[];
let matters: MeasuredMatter[];
let numbers: (string | null)[];
const clock = new HandClock("2026-04-02T15:00:00Z");
const first = Temporal.PlainDate.from("2025-12-20");
const days = 100;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.connectionString);
  const context = { ...bareContext(db), clock };
  business = await openBusiness(context, "maya");
  const second = await giveLine(context, business.accountId, business.ownerId, "+13125550198");
  numbers = [business.numberId, second.numberId, null];
  await db.pool.query("select setseed(0.42)");
  await db.pool.query(rowsOfDays, [
    business.accountId,
    business.connectionId,
    business.numberId,
    second.numberId,
    days,
  ]);
  others = [await openBusiness(context, "maya", "+13125550196"), await openBusiness(context, "stan", "+13125550195")];
  for (const { accountId, connectionId, numberId } of others)
    await db.pool.query(rowsOfDays, [accountId, connectionId, numberId, numberId, days - 20]);
  await db.pool.query("select ringback.compact_figures(1, '1 hour')");
  // Then some days change: their sums hold no longer, nor do those of their months.
  await db.pool.query(
    "update ringback.matter set attempts = attempts + 1, attempt_wall = coalesce(attempt_wall, 0) + 3 where local_day in ('2026-01-08', '2026-03-02', '2026-03-03')",
  );
  await db.pool.query("delete from ringback.matter where local_day = '2026-03-15'");
  await db.pool.query(
    "update ringback.call set answered_late = not answered_late where local_day = '2026-03-20' and outcome = 'answered'",
  );
  [calls, matters] = await asked(async (tx) => [
    (
      await tx.rows(
        sql<
          Parameters<typeof toMeasuredCall>[0]
        >`select ${callColumns} from ringback.call x where outcome is not null and drill_id is null`,
      )
    ).map(toMeasuredCall),
    (await tx.rows(sql<Parameters<typeof toMeasuredMatter>[0]>`select ${matterColumns} from ringback.matter x`)).map(
      toMeasuredMatter,
    ),
  ]);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const asked = <Answer>(work: Parameters<typeof transaction<Answer>>[3]) =>
  transaction(db, business.accountId, clock.now(), work);

/** Calls and matters of some days with all that figures tell apart. By the ledger they would be impossible; sums do not mind. */
const rowsOfDays = `
  with drawn as materialized (
    select day, n, uuidv7() as id, (array[$3::uuid, $4::uuid, null])[1 + floor(random() * 2.4)::int] as number_id, (array['no-answer', 'busy', 'after-hours'])[1 + floor(random() * 3)::int] as reason,
      (array['new-lead', 'existing-customer', 'vendor', 'unknown'])[1 + floor(random() * 4)::int] as lane, random() < 0.3 as again, random() < 0.6 as answered, random() < 0.1 as late,
      (day + time '00:20' + random() * interval '23 hours') at time zone 'America/Chicago' as at, random() < 0.7 as live, random() as a, random() as b, random() as c
    from (select '2025-12-20'::date + d as day, generate_series(1, floor(random() * 14)::int) as n from generate_series(0, $5::int - 1) d where d % 9 <> 0) x
  ), rang as (
    insert into ringback.call (account_id, id, connection_id, provider_call_id, number_id, dialed, arrived_at, ended_at, state, outcome, miss_reason, playbook_version, facts, entered, created_at, answered_late, lane, is_returning, local_day)
    select $1, id, $2, id::text, number_id, '+13125550199', at, at + interval '1 minute', 'ended', case when answered then 'answered' else 'missed' end, case when not answered then reason end, 1, '{}',
      'import', at, late and answered, lane, again, day from drawn
  )
  insert into ringback.matter
  select $1, id, case when live then 'live' else 'history' end, id, at, day, number_id, reason, lane, again, a < 0.8, 1 + floor(b * 3)::int, live, case when b < 0.5 and live then 'delivered' else 'none' end, floor(c * 3)::int, c > 0.5,
    c < 0.1, a < 0.5, a < 0.2 and live, b < 0.7 and live, b < 0.3, c < 0.4, a > 0.95 and live, b > 0.95 and live, case when live then floor(a * 9)::int end, case when live then floor(b * 9)::int end,
    case when c > 0.3 then floor(a * 400)::int end, case when c > 0.3 then floor(b * 200)::int end, case when a < 0.5 then floor(b * 90000)::int end, case when a < 0.5 then floor(c * 900)::int end, null, null, case when b < 0.5 then floor(c * 60)::int end
  from drawn where not answered`;

const orNull = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: null, freq: 2 });
const range = fc.tuple(fc.nat({ max: days }), fc.nat({ max: days })).map(([a, b]): DayRange => {
  const day = (index: number) => first.add({ days: index }).toString();
  return { from: day(Math.min(a, b)), to: day(Math.max(a, b)) };
});
const filters = fc.record({
  number: orNull([0, 1, 2]),
  missReason: orNull(["no-answer", "busy"] as const),
  lane: orNull(["new-lead", "vendor"] as const),
  returning: orNull([true, false]),
  inHours: orNull([true, false]),
});
const toFilter = ({
  number,
  ...rest
}: { number: number | null } & Omit<MeasureFilter, "numberIds">): MeasureFilter => ({
  ...rest,
  numberIds: number === null ? null : [numbers[number] ?? null],
});

function counted({ from, to }: DayRange, filter: MeasureFilter) {
  const fits = (one: MeasuredCall | MeasuredMatter) =>
    one.localDay >= from && one.localDay <= to && fitsFilter(one, filter);
  return countAll(calls.filter(fits), matters.filter(fits));
}

test("sums of any range and filter are what counting each row gives", async () => {
  expect(calls.length).toBeGreaterThan(300);
  const { months, summedDays, looseDays } = await asked((tx) =>
    summedRange(tx, { from: "2025-12-25", to: "2026-03-31" }),
  );
  expect([months, summedDays.length > 30, looseDays.length > 3]).toEqual([["2026-02-01"], true, true]);
  await fc.assert(
    fc.asyncProperty(range, filters, async (days, drawn) => {
      const filter = toFilter(drawn);
      const plain = counted(days, filter);
      const kept = await asked((tx) => loadCounts(tx, days, filter));
      expect({ ...kept, times: sorted(kept.times) }).toEqual({ ...plain, times: sorted(plain.times) });
    }),
    { numRuns: 120 },
  );
});

const sorted = (times: object) =>
  Object.fromEntries(Object.entries(times).map(([id, histogram]) => [id, [...histogram].sort(([a], [b]) => a - b)]));

test("their splits add up to them, and each part is what its filter counts", async () => {
  const ways: readonly FigureSplit[] = ["number", "lane", "returning", "hours", "day", "month"];
  await fc.assert(
    fc.asyncProperty(range, filters, fc.constantFrom(...ways), async (days, drawn, by) => {
      const filter = toFilter(drawn);
      const plain = counted(days, filter);
      const parts = await asked((tx) => splitCounts(tx, days, filter, by));
      const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
      expect([sum(({ calls }) => calls.missed), sum(({ matters }) => matters.open)]).toEqual([
        plain.calls.missed,
        plain.matters.open,
      ]);
      const split = await asked(async (tx) => loadParts(tx, await summedRange(tx, days), filter));
      for (const { key, calls, matters } of split.lane)
        if (filter.lane === null || filter.lane === key) {
          const ofLane = counted(days, { ...filter, lane: key as "vendor" });
          expect([key, calls, matters]).toEqual([key, ofLane.calls, ofLane.matters]);
        }
      expect(split.number.reduce((total, { matters }) => total + matters.recovered, 0)).toBe(plain.matters.recovered);
    }),
    { numRuns: 80 },
  );
});

test("businesses that are counted together get what each gets by itself, and those of others nothing", async () => {
  const asOne = async ({ accountId }: TestBusiness, days: DayRange) => {
    const filter = toFilter({ number: null, missReason: null, lane: null, returning: null, inHours: null });
    const { calls, matters } = await transaction(db, accountId, clock.now(), (tx) => loadCounts(tx, days, filter));
    return { calls, matters };
  };
  const [mayas = business, stans = business] = others;
  expect((await asOne(stans, { from: "2025-12-20", to: "2026-04-02" })).calls.calls).toBeGreaterThan(100);
  await fc.assert(
    fc.asyncProperty(range, range, range, async (days, otherDays, before) => {
      const sumsOf = await sumsOfAccounts(db, "maya", [
        { id: business.accountId, range: days, before },
        { id: mayas.accountId, range: otherDays, before: null },
        { id: stans.accountId, range: days, before },
      ]);
      const nothing = { calls: noCalls, matters: noMatters };
      expect(sumsOf(business.accountId)).toEqual({
        now: await asOne(business, days),
        before: await asOne(business, before),
      });
      expect(sumsOf(mayas.accountId)).toEqual({ now: await asOne(mayas, otherDays), before: nothing });
      expect(sumsOf(stans.accountId)).toEqual({ now: nothing, before: nothing });
    }),
    { numRuns: 60 },
  );
});

test("a figure opens what it counts, newest first, page by page", async () => {
  // Which calls were covered is told by callbacks, which these rows do not have.
  const figures = figureDefinitions.filter(({ id }) => id !== "calls.coverage");
  const question = fc.record({
    figure: fc.constantFrom(...figures),
    side: fc.constantFrom("part" as const, "whole" as const),
    limit: fc.integer({ min: 1, max: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(range, filters, question, async (days, drawn, { figure, side, limit }) => {
      const filter = toFilter(drawn);
      const plain = counted(days, filter);
      const { value, part, whole } = figure.value(plain);
      const everything = figure.opens === "calls" ? plain.calls.calls : plain.matters.matters;
      const isTime = figure.unit === "minutes" || figure.unit === "seconds";
      const wanted = isTime && side === "part" ? null : side === "part" ? part : (whole ?? everything);
      const rows = await allRows({ ...asQuery(days, drawn), figure: figure.id, side, limit });
      expect(rows.map(({ at, id }) => `${at} ${id}`)).toEqual(
        [...rows]
          .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? -1 : 1))
          .map(({ at, id }) => `${at} ${id}`),
      );
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      if (wanted !== null) expect([figure.id, rows.length]).toEqual([figure.id, wanted]);
      else expect(rows.every(({ took }) => took !== null && value !== null && took >= value)).toBe(true);
    }),
    { numRuns: 120 },
  );
  expect(
    figuresOf(
      counted(
        { from: "2026-01-01", to: "2026-03-31" },
        toFilter({ number: null, missReason: null, lane: null, returning: null, inHours: null }),
      ),
    ).length,
  ).toBeGreaterThan(20);
});

test("an hour of the week opens the calls that came in it, also after the time zone was another", async () => {
  const wanted = calls.filter(
    ({ localDay, localHour }) => localHour === 9 && Temporal.PlainDate.from(localDay).dayOfWeek === 3,
  );
  const rows = () =>
    allRows({
      from: "2025-12-20",
      to: "2026-03-31",
      figure: "calls.inbound",
      side: "part",
      limit: 3,
      weekday: 3,
      hour: 9,
    });
  expect((await rows()).length).toBe(wanted.length);
  expect(wanted.length).toBeGreaterThan(3);
  await db.pool.query("update ringback.account set time_zone = 'Pacific/Auckland'");
  expect((await rows()).length).toBe(wanted.length);
});

function asQuery(
  { from, to }: DayRange,
  { number, missReason, lane, returning, inHours }: { number: number | null } & Omit<MeasureFilter, "numberIds">,
) {
  return {
    from,
    to,
    ...(number === null ? {} : { number: numbers[number] ?? "00000000-0000-0000-0000-000000000000" }),
    ...(missReason === null ? {} : { reason: missReason }),
    ...(lane === null ? {} : { lane }),
    ...(returning === null ? {} : { returning: `${returning}` as const }),
    ...(inHours === null ? {} : { hours: inHours ? ("open" as const) : ("closed" as const) }),
  };
}

async function allRows(query: Omit<AskedRows, "after">) {
  const rows = [];
  for (let after: AskedRows["after"] = null; ; ) {
    const page = await figureRows(db, business.accountId, clock.now(), { ...query, after });
    if (!page.ok) throw new Error(page.refusal);
    rows.push(...page.rows);
    if (page.nextCursor === null) return rows;
    expect(page.rows.length).toBe(query.limit);
    after = readPlace(page.nextCursor);
  }
}

test("after an upgrade the sums are made in rounds, newest months first", async () => {
  await db.pool.query("update ringback.figure_day set summed_at = null");
  await db.pool.query("delete from ringback.figure_month");
  const rounds: string[][] = [];
  for (let round = 0; round < 20; round += 1) {
    const { rows } = await db.pool.query<{ touched: number }>(
      "select ringback.compact_figures(1, '0 seconds')::int as touched",
    );
    if (rows[0]?.touched === 0) break;
    const held = await db.pool.query<{ month: string }>(
      "select distinct to_char(day, 'YYYY-MM') as month from ringback.figure_day where summed_at is not null order by 1",
    );
    rounds.push(held.rows.map(({ month }) => month));
  }
  // The months just over are due as well, also where nothing was in them.
  expect(rounds.filter((months, index) => months.length > 0 && months.join() !== rounds[index - 1]?.join())).toEqual([
    ["2026-03"],
    ["2026-02", "2026-03"],
    ["2026-01", "2026-02", "2026-03"],
    ["2025-12", "2026-01", "2026-02", "2026-03"],
  ]);
});
