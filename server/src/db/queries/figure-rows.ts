// The calls and matters behind a figure. What a row must be for it stands here once a figure, beside core's definitions; the
// check of the figures counts these rows too, so that no figure opens other calls than it counts.
import type { FigureQuery, FigureRow } from "@ringback/contract/figures.ts";
import { noCalls, noMatters } from "@ringback/core/measurement/figures/counts.ts";
import { type FigureDefinition, figureDefinitions } from "@ringback/core/measurement/figures/definitions.ts";
import type { MeasureFilter } from "@ringback/core/measurement/figures/filter.ts";
import type { TimeId } from "@ringback/core/measurement/figures/measured-matter.ts";
import { type ToldFigure, verdictFigure } from "@ringback/core/measurement/pilot/verdict-figure.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { type Place, pageOf } from "./cursor.ts";
import { type FigureQuestion, noneLabel, type ReadQuestion, readQuestion } from "./figure-question.ts";
import { noNumber, summedRange } from "./figure-ranges.ts";
import { type DayWindow, daysToRead, windows } from "./figure-row-days.ts";
import { timeColumns, timesOf } from "./figures.ts";
import { findKeptRows, type KeptRows } from "./kept-rows.ts";

/** Which rows: of which figure, which side of it, and for calls which hour of the week. */
export interface AskedRows extends FigureQuery {
  readonly figure: string;
  readonly side: "part" | "whole";
  /** 1 is Monday. */
  readonly weekday?: number | undefined;
  readonly hour?: number | undefined;
  /** The pilot whose kept figure is opened. */
  readonly pilot?: string | undefined;
  readonly limit: number;
  readonly after: Place | null;
}

export type RowsOrRefusal =
  | {
      readonly ok: true;
      readonly definition: ToldFigure;
      readonly rows: FigureRow[];
      readonly nextCursor: string | null;
      /** Of a pilot's kept figure; null for any other. */
      readonly kept: KeptRows | null;
    }
  | Extract<ReadQuestion, { readonly ok: false }>
  | { readonly ok: false; readonly refusal: "figure-not-found" };

/** A page of what is behind a figure, newest first; of a time, what took at least as long as the figure says. */
export async function figureRows(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  asked: AskedRows,
): Promise<RowsOrRefusal> {
  const definition = [...figureDefinitions, verdictFigure].find(({ id }) => id === asked.figure);
  if (definition === undefined) return { ok: false, refusal: "figure-not-found" };
  return await transaction(db, accountId, now, async (tx) => {
    const read = await readQuestion(tx, asked);
    if (!read.ok) return read;
    const { question } = read;
    const { pilot } = asked;
    const kept = pilot === undefined ? null : await findKeptRows(tx, pilot, question.range, asked);
    const rows =
      kept === null || kept.ids === null
        ? await newestRows(tx, definition, question, asked)
        : await tx.rows(mattersOf(tx, kept.ids, question, asked));
    const { page, nextCursor } = pageOf(rows, asked.limit, ({ at, id }) => ({ at, id }));
    const labels = new Map(question.numbers.map(({ id, label }) => [id, label]));
    const shown = page.map((row) => ({
      ...row,
      kind: definition.opens === "calls" ? ("call" as const) : ("matter" as const),
      at: row.at.toString(),
      numberLabel: row.numberId === null ? noneLabel : (labels.get(row.numberId) ?? noneLabel),
    }));
    return { ok: true, definition, rows: shown, nextCursor, kept };
  });
}

/** One of the figures; that of a pilot's verdict is counted elsewhere. */
export type CountedFigure = ToldFigure & Partial<Pick<FigureDefinition, "value">>;

type RowColumns = Omit<FigureRow, "at" | "kind" | "numberLabel"> & { readonly at: Temporal.Instant };
const all = sql`true`;

/** What a call must be, for the part and the whole of each figure of calls. */
const callSides: Readonly<Record<string, { readonly part: RawBuilder<unknown>; readonly whole: RawBuilder<unknown> }>> =
  {
    "calls.inbound": { part: all, whole: all },
    "calls.answered": { part: sql`c.outcome = 'answered'`, whole: all },
    "calls.answered-late": {
      part: sql`c.outcome = 'answered' and c.answered_late`,
      whole: sql`c.outcome = 'answered'`,
    },
    "calls.missed": { part: sql`c.outcome = 'missed'`, whole: all },
    "calls.missed-rate": { part: sql`c.outcome = 'missed'`, whole: all },
    "calls.coverage": {
      part: sql`(c.outcome = 'answered' or exists (select from ringback.matter m where m.account_id = c.account_id and m.id = ${matterOfCall()} and m.attempted_in_time))`,
      whole: all,
    },
  };

/** A live call's matter is its callback's; an imported one's is the last that the same caller had begun by then. */
function matterOfCall(): RawBuilder<unknown> {
  return sql`case when c.entered <> 'import' then (select b.id from ringback.callback b where b.account_id = c.account_id and b.episode_id = c.episode_id)
    when c.caller is null then c.id
    else (select f.id from ringback.call f join ringback.matter h on h.account_id = f.account_id and h.id = f.id and h.kind = 'history'
      where f.account_id = c.account_id and f.caller = c.caller and (f.arrived_at, f.id) <= (c.arrived_at, c.id) order by f.arrived_at desc, f.id desc limit 1) end`;
}

const live = sql`m.kind = 'live'`;
const side = (part: RawBuilder<unknown>, whole: RawBuilder<unknown> = all) => ({ part, whole });

/** What a matter must be, for the part and the whole of each figure of matters but those of time. */
const matterSides: Readonly<Record<string, ReturnType<typeof side>>> = {
  "callers.missed": side(all),
  "callers.owned": side(sql`m.has_owner`, live),
  "callers.told": side(sql`m.told in ('sent', 'delivered')`, live),
  "callers.attempted": side(sql`(m.attempts > 0 or m.recovered)`),
  "callers.attempted-in-time": side(sql`m.attempted_in_time`),
  "callers.recovered": side(sql`m.recovered`),
  "callers.booked": side(sql`m.booked`, live),
  "callers.completed": side(sql`m.completed`, live),
  "callers.open": side(sql`m.kind = 'live' and not m.completed`, live),
  "callers.stale": side(sql`m.stale`),
  "callers.repeated": side(sql`m.calls > 1`),
  "callers.phone-tag": side(sql`m.attempts >= 2`),
  "callers.wrong-owner": side(sql`m.wrong_owner`, live),
  "callers.duplicate": side(sql`m.duplicate`, live),
  "callers.conversion": side(sql`m.booked`, sql`m.kind = 'live' and m.recovered`),
  "callers.carried-over": side(sql`not m.closed_same_day`),
  "voicemails.unreturned": side(sql`m.voicemail and m.attempts = 0 and not m.recovered`, sql`m.voicemail`),
  // `lackingOf` in SQL: nothing is lacking.
  [verdictFigure.id]: side(
    sql`m.kind = 'live' and m.has_owner and m.completed and (m.attempted_in_time or (m.recovered and m.attempts = 0 and not m.stale))`,
    live,
  ),
  "told.delivered": side(sql`m.told = 'delivered'`, sql`m.told in ('sent', 'delivered')`),
};

/** The times behind figures, by the beginnings of their ids. */
const timeBeginnings: readonly (readonly [beginning: string, time: TimeId])[] = [
  ["told.latency", "told"],
  ["missed_call_callback_time.assigned.wall", "owner-wall"],
  ["missed_call_callback_time.assigned.open", "owner-open"],
  ["callers.time-to-attempt.wall", "attempt-wall"],
  ["callers.time-to-attempt.open", "attempt-open"],
  ["callers.time-to-conversation.wall", "conversation-wall"],
  ["callers.time-to-conversation.open", "conversation-open"],
  ["missed_call_callback_time.completed.wall", "completed-wall"],
  ["missed_call_callback_time.completed.open", "completed-open"],
];

function timeOf({ id }: CountedFigure): TimeId | null {
  return timeBeginnings.find(([beginning]) => id.startsWith(beginning))?.[1] ?? null;
}

/** The newest rows, one more than a page: days in which there are none are not read. */
async function newestRows(
  tx: Transaction,
  definition: CountedFigure,
  question: FigureQuestion,
  asked: AskedRows,
): Promise<RowColumns[]> {
  const rowsOn =
    definition.opens === "calls"
      ? callsOn(tx, definition, question, asked)
      : await mattersOn(tx, definition, question, asked);
  const found: RowColumns[] = [];
  for await (const { days, rest } of daysToRead(tx, definition, question, asked)) {
    found.push(...(await tx.rows(rowsOn(days))));
    found.sort((a, b) => Temporal.Instant.compare(b.at, a.at) || (a.id < b.id ? -1 : 1));
    const last = found[asked.limit];
    // After a change of the time zone a day may begin before the day before has ended.
    if (last !== undefined && (rest === null || Temporal.Instant.compare(last.at, rest) >= 0)) break;
  }
  return found.slice(0, asked.limit + 1);
}

/** The rows of a page in some days. */
type RowsOn = (days: readonly DayWindow[]) => RawBuilder<RowColumns>;

function callsOn(
  tx: Transaction,
  { id }: CountedFigure,
  { filter }: FigureQuestion,
  { side: which, weekday, hour, limit, after }: AskedRows,
): RowsOn {
  const sides = callSides[id];
  if (sides === undefined) throw new Error(`Nobody says which calls ${id} counts.`);
  const reason =
    filter.missReason === null ? all : sql`(c.outcome = 'answered' or c.miss_reason = ${filter.missReason})`;
  return (days) => sql<RowColumns>`
    with found as materialized (select c.* from ${windows(days)} cross join lateral (select c.* from ringback.call c
      where c.account_id = ${tx.accountId} and c.drill_id is null and c.outcome is not null and c.arrived_at >= d.from_at and c.arrived_at < d.until_at and c.local_day = d.day
        and ${sides[which]} and ${reason} and ${dimensionsOf(filter, "c")}
        and ${weekday === undefined ? all : sql`extract(isodow from c.local_day) = ${weekday}`} and ${hour === undefined ? all : sql`c.local_hour = ${hour}`}
        and ${beyond(after, sql`c.arrived_at`, sql`c.id`)} order by c.arrived_at desc, c.id limit ${limit + 1}) c
      order by c.arrived_at desc, c.id limit ${limit + 1})
    select c.id, c.id as "callId", b.id as "callbackId", c.arrived_at as at, c.caller, coalesce(o.name, c.caller_name) as "callerName", c.number_id as "numberId",
      c.miss_reason as "missReason", c.lane, c.is_returning as returning, c.entered = 'import' as history, 1 as calls, null::int as took
    from found c
    left join ringback.contact o on o.account_id = c.account_id and o.id = c.contact_id
    left join ringback.callback b on b.account_id = c.account_id and b.episode_id = c.episode_id`;
}

async function mattersOn(
  tx: Transaction,
  definition: CountedFigure,
  { range, filter }: FigureQuestion,
  { side: which, limit, after }: AskedRows,
): Promise<RowsOn> {
  const id = timeOf(definition);
  const took = id === null ? sql`null::int` : sql.ref(`m.${timeColumns[id]}`);
  const condition =
    id === null ? matterSides[definition.id]?.[which] : await tookAsLong(tx, definition, { range, filter }, id, which);
  if (condition === undefined) throw new Error(`Nobody says which matters ${definition.id} counts.`);
  const reason = reasonOf(filter);
  return (days) => sql<RowColumns>`
    with found as materialized (select m.* from ${windows(days)} cross join lateral (select m.* from ringback.matter m
      where m.account_id = ${tx.accountId} and m.started_at >= d.from_at and m.started_at < d.until_at and m.local_day = d.day
        and ${condition} and ${reason} and ${dimensionsOf(filter, "m")}
        and ${beyond(after, sql`m.started_at`, sql`m.id`)} order by m.started_at desc, m.id limit ${limit + 1}) m
      order by m.started_at desc, m.id limit ${limit + 1})
    ${shownMatters(took)}`;
}

/** A page of certain matters. */
function mattersOf(
  tx: Transaction,
  ids: readonly string[],
  { filter }: FigureQuestion,
  { limit, after }: AskedRows,
): RawBuilder<RowColumns> {
  return sql<RowColumns>`
    with found as materialized (select m.* from ringback.matter m where m.account_id = ${tx.accountId} and m.id = any(${[...ids]}::uuid[])
      and ${reasonOf(filter)} and ${dimensionsOf(filter, "m")} and ${beyond(after, sql`m.started_at`, sql`m.id`)}
      order by m.started_at desc, m.id limit ${limit + 1})
    ${shownMatters(sql`null::int`)} order by m.started_at desc, m.id`;
}

/** The rows of the matters `found`, with the call that each began by. */
function shownMatters(took: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select m.id, c.id as "callId", case when m.kind = 'live' then m.id end as "callbackId", m.started_at as at, c.caller, coalesce(o.name, c.caller_name) as "callerName",
      m.number_id as "numberId", m.miss_reason as "missReason", m.lane, m.is_returning as returning, m.kind = 'history' as history, m.calls, ${took} as took
    from found m
    left join ringback.call c on c.account_id = m.account_id and c.id = m.first_call_id
    left join ringback.contact o on o.account_id = c.account_id and o.id = c.contact_id`;
}

function reasonOf({ missReason }: MeasureFilter): RawBuilder<unknown> {
  return missReason === null ? all : sql`m.miss_reason = ${missReason}`;
}

/** Of a time its whole is all that were measured, its part those that took at least as long as the figure says. */
async function tookAsLong(
  tx: Transaction,
  definition: CountedFigure,
  { range, filter }: Pick<FigureQuestion, "range" | "filter">,
  id: TimeId,
  which: "part" | "whole",
): Promise<RawBuilder<unknown>> {
  const took = sql.ref(`m.${timeColumns[id]}`);
  if (which === "whole") return sql`${took} is not null`;
  const times = await timesOf(tx, await summedRange(tx, range), filter, [id]);
  const value = definition.value?.({ calls: noCalls, matters: noMatters, times }).value ?? null;
  return value === null ? sql`false` : sql`${took} >= ${value}`;
}

function beyond(after: Place | null, at: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return after === null ? all : sql`${at} <= ${after.at} and (${at} < ${after.at} or ${id} > ${after.id}::uuid)`;
}

function dimensionsOf({ numberIds, lane, returning, inHours }: MeasureFilter, table: "c" | "m"): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const each = [
    ...(numberIds === null
      ? []
      : [sql`coalesce(${column("number_id")}, ${noNumber}) = any(${numberIds.map((id) => id ?? noNumber)}::uuid[])`]),
    ...(lane === null ? [] : [sql`${column("lane")} = ${lane}`]),
    ...(returning === null ? [] : [sql`${column("is_returning")} = ${returning}`]),
    ...(inHours === null ? [] : [sql`${column("in_hours")} = ${inHours}`]),
  ];
  return each.length === 0 ? all : sql.join(each, sql` and `);
}
