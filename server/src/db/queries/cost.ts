// The Cost screen: how many callers were lost, what they would have brought, and where each number comes from.
import type { CostAnswer } from "@ringback/contract/costs.ts";
import { noNumberId } from "@ringback/contract/no-number.ts";
import type { Lane } from "@ringback/core/classification/assessment.ts";
import { type CostInput, sourceWords } from "@ringback/core/measurement/cost/cost-input.ts";
import { roundingWords } from "@ringback/core/measurement/cost/estimate-cost.ts";
import type { LaneCallers } from "@ringback/core/measurement/cost/lost-callers.ts";
import { outsideFigures } from "@ringback/core/measurement/cost/outside-figures.ts";
import type { Reached, Worth } from "@ringback/core/measurement/cost/own-inputs.ts";
import {
  type Cost,
  type CostMaterial,
  type CostNumber,
  workOutCost,
} from "@ringback/core/measurement/cost/work-out-cost.ts";
import type { AskedRange, DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { type CostKey, loadCostInputs, type StoredCostInput } from "#db/stores/cost-inputs.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { type ReadQuestion, readQuestion } from "./figure-question.ts";
import { type SummedRange, summedRange, sumRows } from "./figure-ranges.ts";

/** A range, and numbers by id, source or line of service. */
export interface CostQuery extends AskedRange {
  readonly number?: string | undefined;
  readonly source?: string | undefined;
  readonly line?: string | undefined;
}

/** A cost with what it was worked out from. */
export interface LoadedCost {
  readonly ok: true;
  readonly timeZone: string;
  readonly material: CostMaterial;
  readonly cost: Cost;
}

/** What missed calls cost, for a screen. */
export async function costAnswer(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  query: CostQuery,
): Promise<{ readonly ok: true; readonly answer: CostAnswer } | Extract<ReadQuestion, { readonly ok: false }>> {
  const loaded = await transaction(db, accountId, now, (tx) => loadCost(tx, query));
  return loaded.ok ? { ok: true, answer: toAnswer(loaded) } : loaded;
}

/** What missed calls cost in a range of the account's days. Numbers, sources and lines that are none are refused, as in every report. */
export async function loadCost(
  tx: Transaction,
  query: CostQuery,
): Promise<LoadedCost | Extract<ReadQuestion, { readonly ok: false }>> {
  const { range: named, from, to, number, source, line } = query;
  const read = await readQuestion(tx, { range: named, from, to, number, source, line });
  if (!read.ok) return read;
  const { range, today, firstDay, timeZone } = read.question;
  const [typed, numbers, reached, won] = await Promise.all([
    loadCostInputs(tx),
    summedRange(tx, range).then((summed) => loadNumbers(tx, range, summed, query)),
    loadReached(tx, today),
    loadWon(tx, today),
  ]);
  const extraTries = await loadExtraTries(tx, range, timeZone, query, numbers);
  const material: CostMaterial = {
    range,
    today,
    firstDay,
    currency: typed.currency,
    typed: typedCost(typed.inputs),
    adSpend: typed.inputs
      .filter(({ key }) => key === "ad-spend")
      .map(({ source, value }) => ({ source, cents: value })),
    numbers,
    reached,
    won,
    extraTries,
  };
  return { ok: true, timeZone, material, cost: workOutCost(material) };
}

function typedCost(inputs: readonly StoredCostInput[]): CostMaterial["typed"] {
  const of = (key: CostKey) => inputs.find((input) => input.key === key) ?? null;
  return {
    missedPerMonth: of("missed-per-month"),
    conversion: of("conversion"),
    worth: of("customer-value"),
    repeat: of("repeat-value"),
    referral: of("referral-value"),
    minutesPerTry: of("minutes-per-try"),
    staffHour: of("staff-hour"),
  };
}

/** The calls and callers of each number. Read from the kept sums, so that a large business costs what its days cost. */
async function loadNumbers(
  tx: Transaction,
  range: DayRange,
  summed: SummedRange,
  query: CostQuery,
): Promise<CostNumber[]> {
  const { accountId } = tx;
  const wanted = wantedNumbers(query);
  const began = sql`(b.started_at at time zone a.time_zone)::date between ${range.from}::date and ${range.to}::date`;
  const rows = await tx.rows<{
    id: string;
    label: string | null;
    number: string | null;
    source: string | null;
    calls: number;
    missed: number;
    lanes: {
      lane: Lane;
      callers: number;
      recovered: number;
      duplicates: number;
      noLeads: number;
      open: number;
      openLate: number;
    }[];
  }>(sql`
    with calls as (
      select number_id, sum(calls)::int as calls, sum(calls - answered)::int as missed
      from (${sumRows(tx, summed, "call", "number", sql`true`)}) x group by 1
    ), matters as (
      select number_id, lane, sum(matters)::int as callers, sum(recovered)::int as recovered, sum(duplicates)::int as duplicates
      from (${sumRows(tx, summed, "matter", "number+lane", sql`true`)}) x group by 1, 2
    ), running as (
      select coalesce(b.number_id, ${noNumberId}) as number_id, b.lane, count(*)::int as open, count(*) filter (where b.breached_at is not null)::int as open_late
      from ringback.callback b join ringback.account a on a.id = b.account_id
      where b.account_id = ${accountId} and b.state <> 'closed' and b.kind = 'call' and b.drill_id is null and ${began} group by 1, 2
    ), no_leads as (
      select coalesce(b.number_id, ${noNumberId}) as number_id, b.lane, count(*)::int as no_leads
      from ringback.callback b join ringback.account a on a.id = b.account_id
      where b.account_id = ${accountId} and b.disposition in ('vendor', 'spam', 'wrong-number') and b.state = 'closed' and b.kind = 'call' and not b.recovered
        and b.drill_id is null and b.started_at >= ${range.from}::date - interval '2 days' and b.started_at < ${range.to}::date + interval '2 days' and ${began} group by 1, 2
    )
    select i.id, n.label, n.number, nullif(btrim(n.source), '') as source, coalesce(c.calls, 0) as calls, coalesce(c.missed, 0) as missed,
      coalesce((select jsonb_agg(jsonb_build_object('lane', m.lane, 'callers', m.callers, 'recovered', m.recovered, 'duplicates', m.duplicates,
          'noLeads', coalesce(l.no_leads, 0), 'open', coalesce(r.open, 0), 'openLate', coalesce(r.open_late, 0)) order by m.lane)
        from matters m left join running r on r.number_id = m.number_id and r.lane = m.lane
        left join no_leads l on l.number_id = m.number_id and l.lane = m.lane where m.number_id = i.id and m.callers > 0), '[]') as lanes
    from (select number_id as id from calls union select number_id from matters) i
    left join calls c on c.number_id = i.id
    left join ringback.phone_number n on n.account_id = ${accountId} and n.id = i.id
    where ${wanted} order by n.created_at nulls last, i.id`);
  return rows.map(({ id, label, lanes, ...row }) => ({
    ...row,
    id: id === noNumberId ? null : id,
    label: label ?? "No number of yours",
    lanes: lanes.map(consistent),
  }));
}

/** Sums come from counts kept at different times; a part is never more than what is left of the whole. */
function consistent({ lane, callers, ...parts }: LaneCallers): LaneCallers {
  const recovered = Math.min(parts.recovered, callers);
  const duplicates = Math.min(parts.duplicates, callers - recovered);
  const noLeads = Math.min(parts.noLeads, callers - recovered - duplicates);
  const open = Math.min(parts.open, callers - recovered - duplicates - noLeads);
  return { lane, callers, recovered, duplicates, noLeads, open, openLate: Math.min(parts.openLate, open) };
}

function wantedNumbers({ number, source, line }: CostQuery) {
  return sql`${number === undefined ? sql`true` : sql`i.id = any(${number.split(",")}::uuid[])`}
    and ${source === undefined ? sql`true` : sql`lower(btrim(n.source)) = lower(${source})`}
    and ${line === undefined ? sql`true` : sql`lower(btrim(n.line_of_service)) = lower(${line})`}`;
}

/** Of callers who may become customers, in the last twelve months: how many were reached, and how many of them booked. */
async function loadReached(tx: Transaction, today: string): Promise<Reached> {
  const from = Temporal.PlainDate.from(today).subtract({ years: 1 }).add({ days: 1 }).toString();
  const summed = await summedRange(tx, { from, to: today });
  const leads = sql`x.lane in ('new-lead', 'unknown')`;
  const row = await tx.first<Reached>(sql`
    select coalesce(sum(live_recovered), 0)::int as reached, coalesce(sum(booked), 0)::int as booked
    from (${sumRows(tx, summed, "matter", "lane", leads)}) x`);
  return row ?? { reached: 0, booked: 0 };
}

/** What the leads won in the last twelve months were worth. */
async function loadWon(tx: Transaction, today: string): Promise<Worth> {
  const row = await tx.first<Worth>(sql`
    select count(*)::int as cases, coalesce(avg(value_cents), 0)::float8 as "meanCents", coalesce(stddev_samp(value_cents), 0)::float8 as "spreadCents"
    from ringback.lead where account_id = ${tx.accountId} and state = 'won' and value_cents is not null
      and closed_at > ${today}::date - interval '1 year'`);
  return row ?? { cases: 0, meanCents: 0, spreadCents: 0 };
}

/** Above so many callers the tries of the newest stand for all. */
const triesCounted = 5_000;

/** Tries beyond the first of each caller, in the range. */
async function loadExtraTries(
  tx: Transaction,
  range: DayRange,
  zone: string,
  { number, source, line }: CostQuery,
  numbers: readonly CostNumber[],
): Promise<number> {
  const ids = numbers.map(({ id }) => id ?? noNumberId);
  const narrowed = [number, source, line].some((one) => one !== undefined);
  const row = await tx.first<{ tries: number; callers: number }>(sql`
    select coalesce(sum(greatest(attempts - 1, 0)), 0)::int as tries, count(*)::int as callers from (
      select attempts from ringback.matter where account_id = ${tx.accountId}
        and started_at >= ${range.from}::date::timestamp at time zone ${zone} and started_at < (${range.to}::date + 1)::timestamp at time zone ${zone}
        and ${narrowed ? sql`coalesce(number_id, ${noNumberId}) = any(${ids}::uuid[])` : sql`true`}
      order by started_at desc, id limit ${triesCounted}) newest`);
  const { tries, callers } = row ?? { tries: 0, callers: 0 };
  const all = numbers.reduce((sum, { lanes }) => sum + lanes.reduce((total, lane) => total + lane.callers, 0), 0);
  return callers < triesCounted ? tries : Math.round((tries * all) / callers);
}

function toAnswer({ timeZone, material, cost }: LoadedCost): CostAnswer {
  const { inputs, own, lines, numbers, sources, ...rest } = cost;
  const { typed } = material;
  const worded = ({ value, source, confidence }: CostInput) => ({
    value,
    kind: source.kind,
    source: sourceWords(source),
    confidence,
  });
  const orNull = (input: CostInput | null) => input && worded(input);
  return {
    ...rest,
    range: material.range,
    timeZone,
    currency: material.currency,
    rounding: roundingWords,
    inputs: {
      lost: worded(inputs.lost),
      conversion: worded(inputs.conversion),
      worth: orNull(inputs.worth),
      repeat: orNull(inputs.repeat),
      referral: orNull(inputs.referral),
    },
    own: { conversion: orNull(own.conversion), worth: orNull(own.worth) },
    lines: [...lines],
    numbers: [...numbers],
    sources: [...sources],
    typed: {
      missedPerMonth: typed.missedPerMonth?.value ?? null,
      conversion: typed.conversion?.value ?? null,
      customerValueCents: typed.worth?.value ?? null,
      repeatValueCents: typed.repeat?.value ?? null,
      referralValueCents: typed.referral?.value ?? null,
      minutesPerTry: typed.minutesPerTry?.value ?? null,
      staffHourCents: typed.staffHour?.value ?? null,
    },
    outside: [...outsideFigures],
  };
}
