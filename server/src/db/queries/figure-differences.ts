import { add, countsOfCall, countsOfMatter, noCalls, noMatters } from "@ringback/core/measurement/figures/counts.ts";
import type { Dimensions, MeasuredCall } from "@ringback/core/measurement/figures/measured-call.ts";
import type { MeasuredMatter } from "@ringback/core/measurement/figures/measured-matter.ts";
import { sql } from "kysely";
import type { Transaction } from "#db/transaction.ts";
import { noNumber } from "./figure-ranges.ts";
import { callSums, matterSums } from "./figures.ts";
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
  readonly what: "calls" | "matters" | "matter" | "month";
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
    ...(await monthDifferences(tx, since)),
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
  const rows = await tx.rows<SumRow>(sql`select ${dimensionColumns}, ${callSums}, ${hours} from ringback.call_figure x
    where x.account_id = ${tx.accountId} and (${since}::date is null or x.local_day >= ${since}::date) group by ${groups}`);
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
    await tx.rows<SumRow>(sql`select ${dimensionColumns}, ${matterSums} from ringback.matter_figure x
      where x.account_id = ${tx.accountId} and (${since}::date is null or x.local_day >= ${since}::date) group by ${groups}`),
  );
}

function differences(what: FigureDifference["what"], kept: Sums, counted: Sums): FigureDifference[] {
  return [...new Set([...kept.keys(), ...counted.keys()])].flatMap((key) => {
    const [day = "", of = ""] = key.split("\n");
    const one = { day, what, of, kept: kept.get(key) || "nothing", counted: counted.get(key) || "nothing" };
    return one.kept === one.counted ? [] : [one];
  });
}

/** Months whose sums are read in the place of their days, against those days and against their matters. */
async function monthDifferences(tx: Transaction, since: string | null): Promise<FigureDifference[]> {
  const holds = sql`from ringback.figure_month f where f.account_id = ${tx.accountId} and (${since}::date is null or f.month >= date_trunc('month', ${since}::date))
    and not exists (select from ringback.call_figure x where x.account_id = f.account_id and x.fresh and x.local_day >= f.month and x.local_day < f.month + interval '1 month')
    and not exists (select from ringback.matter_figure x where x.account_id = f.account_id and x.fresh and x.local_day >= f.month and x.local_day < f.month + interval '1 month')`;
  const sumsOf = (kind: "call" | "matter") => sql`
    select f.month, coalesce(m.sums, '{}') as kept, coalesce(d.sums, '{}') as counted from (select f.month, f.account_id ${holds}) f
    cross join lateral (select jsonb_object_agg(of, n) as sums from (select ${dimensionText} as of, ${kind === "call" ? sql`array[sum(x.calls), sum(x.late)]` : sql`array[sum(x.matters), sum(x.attempted), sum(x.recovered), sum(x.completed), sum(x.told)]`} as n
      from ${sql.ref(`ringback.${kind}_month`)} x where x.account_id = f.account_id and x.month = f.month group by 1) s) m
    cross join lateral (select jsonb_object_agg(of, n) as sums from (select ${dimensionText} as of, ${kind === "call" ? sql`array[sum(x.calls), sum(x.late)]` : sql`array[sum(x.matters), sum(x.attempted), sum(x.recovered), sum(x.completed), sum(x.told)]`} as n
      from ${sql.ref(`ringback.${kind}_figure`)} x where x.account_id = f.account_id and x.local_day >= f.month and x.local_day < f.month + interval '1 month' group by 1 having sum(${sql.ref(`x.${kind}s`)}) <> 0) s) d`;
  const times = sql`
    select f.month, coalesce(m.sums, '{}') as kept, coalesce(d.sums, '{}') as counted from (select f.month, f.account_id ${holds}) f
    cross join lateral (select jsonb_object_agg(of, n) as sums from (select x.slice || ' ' || x.time_id as of, sum((select sum(c * (a::bigint * 31 + 7)) from unnest(x.amounts, x.counts) u (a, c))) as n
      from ringback.time_month x where x.account_id = f.account_id and x.month = f.month group by 1) s) m
    cross join lateral (select jsonb_object_agg(of, n) as sums from (select slice || ' ' || t.time_id as of, sum(t.amount::bigint * 31 + 7) as n
      from ringback.matter x cross join unnest(array['all', 'number', 'reason', 'lane', 'returning', 'hours', 'each']) slice
      cross join lateral (values ('owner-wall', x.owner_wall), ('owner-open', x.owner_open), ('attempt-wall', x.attempt_wall), ('attempt-open', x.attempt_open),
        ('conversation-wall', x.conversation_wall), ('conversation-open', x.conversation_open), ('completed-wall', x.completed_wall), ('completed-open', x.completed_open),
        ('told', x.told_seconds)) t (time_id, amount)
      where x.account_id = f.account_id and x.local_day >= f.month and x.local_day < f.month + interval '1 month' and t.amount is not null group by 1) s) d`;
  const found: FigureDifference[] = [];
  for (const [of, sums] of [
    ["sums of calls", sumsOf("call")],
    ["sums of matters", sumsOf("matter")],
    ["times", times],
  ] as const) {
    const rows = await tx.rows<{ month: string; kept: string; counted: string }>(
      sql`select month::text, kept::text, counted::text from (${sums}) s where kept <> counted`,
    );
    found.push(
      ...rows.map(({ month, kept, counted }): FigureDifference => ({ day: month, what: "month", of, kept, counted })),
    );
  }
  return found;
}

const dimensionText = sql`concat_ws(' ', x.number_id, x.reason, x.lane, x.is_returning, x.in_hours, x.history)`;
