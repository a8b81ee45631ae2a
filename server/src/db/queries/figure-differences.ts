import { add, countsOfCall, countsOfMatter, noCalls, noMatters } from "@ringback/core/measurement/figures/counts.ts";
import type { Dimensions, MeasuredCall } from "@ringback/core/measurement/figures/measured-call.ts";
import type { MeasuredMatter } from "@ringback/core/measurement/figures/measured-matter.ts";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import {
  answeredColumn,
  columnOf,
  type DimensionName,
  dimensionNames,
  liveColumns,
  matterCounters,
  noNumber,
} from "./figure-ranges.ts";
import { callSums, matterSums, timeColumns } from "./figures.ts";
import {
  callsOfLedger,
  historyOfLedger,
  type LedgerRules,
  liveMattersOfLedger,
  loadLedgerRules,
} from "./measured-ledger.ts";
import { matterColumns, toMeasuredMatter } from "./measured-rows.ts";

/** A kept sum or matter that is not what the ledger gives. */
export interface FigureDifference {
  readonly day: string;
  readonly what: "calls" | "matters" | "matter" | "month" | "day";
  /** Which dimensions, hour or matter. */
  readonly of: string;
  readonly kept: string;
  readonly counted: string;
}

/**
 * Works out all figures anew from the ledger by core's rules and compares: each matter, the sums of each day by all dimensions
 * and hours, and the sums of months that are over. With `since` only the days from then on. To be asked in a transaction that
 * sees one moment.
 */
export async function figureDifferences(tx: Transaction, since: string | null = null): Promise<FigureDifference[]> {
  // A plan made for any day would read everything.
  tx.write(sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`);
  const rules = await loadLedgerRules(tx);
  // A day anywhere begins at most 14 hours before it does in UTC.
  const from =
    since === null ? null : Temporal.PlainDate.from(since).toZonedDateTime("UTC").toInstant().subtract({ hours: 14 });
  const fits = ({ localDay }: { localDay: string }) => since === null || localDay >= since;
  const calls = await countCalls(tx, rules, from, fits);
  const matters = await countMatters(tx, rules, from, fits);
  return [
    ...differences("calls", await keptCalls(tx, since), calls),
    ...differences("matter", await keptMatters(tx, from, fits), matters.each),
    ...differences("matters", await keptMatterSums(tx, since), matters.sums),
    ...(await spanDifferences(tx, since)),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** By day and what it is of; the amounts as text, so that whatever differs can be shown. */
type Sums = Map<string, string>;
const keyOf = (day: string, of: string) => `${day}\n${of}`;

function dimensionsOf({ numberId, missReason, lane, returning, inHours, history }: Dimensions): string {
  return `number ${numberId ?? noNumber}, ${missReason ?? "answered"}, ${lane}${returning ? ", returning" : ""}${inHours ? ", in hours" : ""}${history ? ", from a log" : ""}`;
}

function shown(sums: object): string {
  return Object.entries(sums)
    .filter(([, value]) => value !== 0 && value !== null && value !== false)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

type Fits = (one: { localDay: string }) => boolean;

async function countCalls(
  tx: Transaction,
  rules: LedgerRules,
  from: Temporal.Instant | null,
  fits: Fits,
): Promise<Sums> {
  const sums = new Map<string, { counts: typeof noCalls; hours: Record<string, number> }>();
  for await (const page of callsOfLedger(tx, rules, from))
    for (const call of page.filter(fits)) {
      const key = keyOf(call.localDay, dimensionsOf(call));
      const { counts, hours } = sums.get(key) ?? { counts: noCalls, hours: {} };
      const hour = hourName(call);
      sums.set(key, { counts: add(counts, countsOfCall(call)), hours: { ...hours, [hour]: (hours[hour] ?? 0) + 1 } });
    }
  return new Map([...sums].map(([key, { counts, hours }]) => [key, shown({ ...counts, ...hours })]));
}

const hourName = ({ localHour }: Pick<MeasuredCall, "localHour">) => `h${localHour}`;

async function keptCalls(tx: Transaction, since: string | null): Promise<Sums> {
  const hours = sql.join(
    Array.from(
      { length: 24 },
      (_, hour) => sql`coalesce(sum(${sql.ref(`x.h${hour}`)}), 0)::int as ${sql.id(`h${hour}`)}`,
    ),
  );
  const rows = await tx.rows<SumRow>(sql`select ${dimensionColumns}, ${callSums}, ${hours}
    from (select x.*, ${answeredColumn} from ringback.call_figure x where x.account_id = ${tx.accountId} and (${since}::date is null or x.local_day >= ${since}::date)) x
    group by ${groups}`);
  return toSums(rows);
}

interface SumRow {
  readonly day: string;
  readonly number_id: string;
  readonly reason: string;
  readonly lane: string;
  readonly is_returning: boolean;
  readonly in_hours: boolean;
  readonly history: boolean;
}
const dimensionColumns = sql`x.local_day::text as day, x.number_id, x.reason, x.lane, x.is_returning, x.in_hours, x.history`;
const groups = sql`x.local_day, x.number_id, x.reason, x.lane, x.is_returning, x.in_hours, x.history`;

function toSums(rows: readonly SumRow[]): Sums {
  return new Map(
    rows.map(({ day, number_id, reason, lane, is_returning, in_hours, history, ...sums }) => {
      const of = `number ${number_id}, ${reason}, ${lane}${is_returning ? ", returning" : ""}${in_hours ? ", in hours" : ""}${history ? ", from a log" : ""}`;
      return [keyOf(day, of), shown(sums)];
    }),
  );
}

async function countMatters(
  tx: Transaction,
  rules: LedgerRules,
  from: Temporal.Instant | null,
  fits: Fits,
): Promise<{ each: Sums; sums: Sums }> {
  const each: Sums = new Map();
  const sums = new Map<string, typeof noMatters>();
  for (const pages of [liveMattersOfLedger(tx, rules, from), historyOfLedger(tx, rules, from)])
    for await (const page of pages)
      for (const matter of page.filter(fits)) {
        each.set(keyOf(matter.localDay, matter.id), matterWords(matter));
        const key = keyOf(matter.localDay, dimensionsOf(matter));
        sums.set(key, add(sums.get(key) ?? noMatters, countsOfMatter(matter)));
      }
  return { each, sums: new Map([...sums].map(([key, counts]) => [key, shown(counts)])) };
}

function matterWords({ id: _id, startedAt, times, ...matter }: MeasuredMatter): string {
  return shown({
    ...matter,
    startedAt: startedAt.epochMilliseconds,
    ...Object.fromEntries(Object.entries(times).map(([id, value]) => [id, `${value}`])),
  });
}

async function keptMatters(tx: Transaction, from: Temporal.Instant | null, fits: Fits): Promise<Sums> {
  const kept: Sums = new Map();
  let after: string | null = null;
  while (true) {
    const rows: Parameters<typeof toMeasuredMatter>[0][] = await tx.rows(sql<Parameters<typeof toMeasuredMatter>[0]>`
      select ${matterColumns} from ringback.matter x where x.account_id = ${tx.accountId} and (${from}::timestamptz is null or x.started_at >= ${from}::timestamptz)
        and (${after}::uuid is null or x.id > ${after}::uuid) order by x.id limit 5000`);
    for (const matter of rows.map(toMeasuredMatter).filter(fits))
      kept.set(keyOf(matter.localDay, matter.id), matterWords(matter));
    after = rows.at(-1)?.id ?? null;
    if (rows.length < 5000) return kept;
  }
}

async function keptMatterSums(tx: Transaction, since: string | null): Promise<Sums> {
  return toSums(
    await tx.rows<SumRow>(sql`select ${dimensionColumns}, ${matterSums}
      from (select x.*, ${liveColumns} from ringback.matter_figure x where x.account_id = ${tx.accountId} and (${since}::date is null or x.local_day >= ${since}::date)) x
      group by ${groups}`),
  );
}

function differences(what: FigureDifference["what"], kept: Sums, counted: Sums): FigureDifference[] {
  return [...new Set([...kept.keys(), ...counted.keys()])].flatMap((key) => {
    const [day = "", of = ""] = key.split("\n");
    const one = { day, what, of, kept: kept.get(key) || "nothing", counted: counted.get(key) || "nothing" };
    return one.kept === one.counted ? [] : [one];
  });
}

/** Months and days whose sums are read in the place of their rows, against those rows and against their matters. */
async function spanDifferences(tx: Transaction, since: string | null): Promise<FigureDifference[]> {
  const found: FigureDifference[] = [];
  for (const span of ["month", "day"] as const)
    for (const [of, sums] of [
      ["sums of calls", keptBesideRows(tx, span, since, "call")],
      ["sums of matters", keptBesideRows(tx, span, since, "matter")],
      ...(span === "month" ? [["calls by weekday", weekdaysBesideRows(tx, since)] as const] : []),
      ["times", timesBesideMatters(tx, span, since)],
    ] as const) {
      const rows = await tx.rows<{ starts: string; kept: string; counted: string }>(
        sql`select starts::text, kept::text, counted::text from (${sums}) s where kept <> counted`,
      );
      found.push(
        ...rows.map(({ starts, kept, counted }): FigureDifference => ({ day: starts, what: span, of, kept, counted })),
      );
    }
  return found;
}

/** The days or months `s (starts, ends)` whose sums hold. */
function holding(tx: Transaction, span: "month" | "day", since: string | null): RawBuilder<unknown> {
  const table = sql.ref(`ringback.figure_${span}`);
  const starts = sql.ref(`f.${span}`);
  const ends = span === "month" ? sql`(f.month + interval '1 month')::date` : sql`f.day + 1`;
  const fresh = (figure: string) =>
    sql`exists (select from ${sql.ref(`ringback.${figure}`)} x where x.account_id = f.account_id and x.fresh and x.local_day >= ${starts} and x.local_day < ${ends})`;
  return sql`(select f.account_id, ${starts} as starts, ${ends} as ends from ${table} f where f.account_id = ${tx.accountId} and f.summed_at is not null
    and (${since}::date is null or ${starts} >= date_trunc(${span}, ${since}::date)) and not ${fresh("call_figure")} and not ${fresh("matter_figure")}) s`;
}

/** Two lists of sums by what they are of, side by side. */
function sideBySide(
  spans: RawBuilder<unknown>,
  kept: RawBuilder<unknown>,
  counted: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`select s.starts, coalesce(k.sums, '{}') as kept, coalesce(c.sums, '{}') as counted from ${spans}
    cross join lateral (select jsonb_object_agg(of, n) as sums from (${kept}) one) k
    cross join lateral (select jsonb_object_agg(of, n) as sums from (${counted}) one) c`;
}

const sliceText = sql`concat_ws(' ', x.slice, x.number_id, x.reason, x.lane, x.is_returning, x.in_hours)`;

function keptBesideRows(
  tx: Transaction,
  span: "month" | "day",
  since: string | null,
  kind: "call" | "matter",
): RawBuilder<unknown> {
  const columns =
    kind === "call" ? ["calls", "answered", "late"] : [...matterCounters, "live", "live_recovered", "open"];
  const sums = sql`array[${sql.join(columns.map((name) => sql`sum(${sql.ref(`x.${name}`)})`))}]`;
  const more = kind === "call" ? answeredColumn : liveColumns;
  const dimensions = sql.join(dimensionNames.map((name) => columnOf[name]));
  return sideBySide(
    holding(tx, span, since),
    sql`select ${sliceText} as of, ${sums} as n from ${sql.ref(`ringback.${kind}_sum`)} x
      where x.account_id = s.account_id and x.span = ${span} and x.starts = s.starts group by 1`,
    sql`select concat_ws(' ', ringback.slice_of(grouping(${dimensions})), ${dimensions}) as of, ${sums} as n
      from (select x.*, ${more} from ${sql.ref(`ringback.${kind}_figure`)} x where x.account_id = s.account_id and x.local_day >= s.starts and x.local_day < s.ends) x
      group by grouping sets (${groupingSets(span)}) having sum(${sql.ref(`x.${kind}s`)}) <> 0`,
  );
}

/** The dimensions of each slice that a month or day keeps. */
function slicesOf(span: "month" | "day"): (readonly DimensionName[])[] {
  const two = dimensionNames.flatMap((one, index) => dimensionNames.slice(index + 1).map((other) => [one, other]));
  return [[], ...dimensionNames.map((name) => [name]), ...two, ...(span === "month" ? [dimensionNames] : [])];
}

function groupingSets(span: "month" | "day"): RawBuilder<unknown> {
  const sets = slicesOf(span).map((names) =>
    names.length === 0 ? sql`()` : sql`(${sql.join(names.map((name) => columnOf[name]))})`,
  );
  return sql.join(sets);
}

function weekdaysBesideRows(tx: Transaction, since: string | null): RawBuilder<unknown> {
  const hours = sql`array[sum(x.calls), sum(x.late), ${sql.join(Array.from({ length: 24 }, (_, hour) => sql`coalesce(sum(${sql.ref(`x.h${hour}`)}), 0)`))}]`;
  const of = (weekday: RawBuilder<unknown>) =>
    sql`concat_ws(' ', x.number_id, x.reason, x.lane, x.is_returning, x.in_hours, x.history, ${weekday}) as of, ${hours} as n`;
  return sideBySide(
    holding(tx, "month", since),
    sql`select ${of(sql`x.weekday`)} from ringback.call_month x where x.account_id = s.account_id and x.month = s.starts group by x.number_id, x.reason, x.lane, x.is_returning, x.in_hours, x.history, x.weekday`,
    sql`select ${of(sql`extract(isodow from x.local_day)::int`)} from ringback.call_figure x where x.account_id = s.account_id and x.local_day >= s.starts and x.local_day < s.ends
      group by x.number_id, x.reason, x.lane, x.is_returning, x.in_hours, x.history, extract(isodow from x.local_day)::int having sum(x.calls) <> 0`,
  );
}

/** Times by a sum that each of them changes: of amounts and how many there are. */
function timesBesideMatters(tx: Transaction, span: "month" | "day", since: string | null): RawBuilder<unknown> {
  const slices = slicesOf(span).map((names) =>
    names.length === dimensionNames.length ? "each" : names.join("+") || "all",
  );
  const columns = Object.values(timeColumns);
  const times = sql`(values ${sql.join(columns.map((name) => sql`(${name}, ${sql.ref(`x.${name}`)})`))})`;
  return sideBySide(
    holding(tx, span, since),
    sql`select x.slice || ' ' || t.time as of, sum((select sum(u.n * (u.amount::bigint * 31 + 7)) from ringback.counts_of(t.written) u)) as n
      from ${sql.ref(`ringback.time_${span}`)} x cross join lateral ${times} t (time, written)
      where x.account_id = s.account_id and ${sql.ref(`x.${span}`)} = s.starts and t.written is not null group by 1`,
    sql`select slice || ' ' || t.time as of, sum(t.amount::bigint * 31 + 7) as n
      from ringback.matter x cross join unnest(${slices}::text[]) slice cross join lateral ${times} t (time, amount)
      where x.account_id = s.account_id and x.started_at >= s.starts - interval '2 days' and x.started_at < s.ends + interval '2 days'
        and x.local_day >= s.starts and x.local_day < s.ends and t.amount is not null group by 1`,
  );
}
