import type { Urgency } from "@ringback/contract/common.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { isOpenAt, openUntil } from "@ringback/core/business-hours/is-open.ts";
import { nextOpening } from "@ringback/core/business-hours/next-opening.ts";
import { findingsOfPeople } from "@ringback/core/callbacks/finding-words.ts";
import type { Playbook } from "@ringback/core/playbook/playbook.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { currentPlaybook } from "#db/stores/playbooks.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { callbackRows, type RowColumns, toCallbackRow } from "./callback-row.ts";
import { instantForm, readCursor, uuidForm, writeCursor } from "./cursor.ts";

type Answer = AnswerOf<Routes["today"]>;
type GroupKey = Answer["groups"][number]["key"];

export interface TodayQuestion {
  readonly owner?: string | undefined;
  readonly urgency?: Urgency | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
  /** From `readTodayCursor`. */
  readonly after?: TodayPlace | undefined;
}

/** Where a page ended: the moment the first page was made at, since groups depend on it, and the last row's place. */
export interface TodayPlace {
  readonly asOf: Temporal.Instant;
  readonly group: number;
  /** Within the group: emergencies, then the others, then who waits for the next try. */
  readonly rank: number;
  readonly at: Temporal.Instant;
  readonly priority: number;
  readonly id: string;
}

/** A callback due this soon is in "call back now". */
const nowMinutes = 30;
const groupKeys: readonly GroupKey[] = ["now", "next", "snoozed", "closed-today"];
const closedGroup = 3;

/** The list by clock with the figures above it, all of one moment. */
export async function today(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  question: TodayQuestion,
): Promise<Answer> {
  return await transaction(db, accountId, now, async (tx) => {
    const { playbook } = await currentPlaybook(tx);
    const { timeZone } = playbook.hours;
    const dayStart = now.toZonedDateTimeISO(timeZone).startOfDay().toInstant();
    const [figures, rows] = await Promise.all([loadFigures(tx, dayStart), loadRows(tx, dayStart, question)]);
    const page = rows.slice(0, question.limit);
    const last = page.at(-1);
    return {
      now: now.toString(),
      ...figures,
      hours: hoursAt(playbook, now),
      groups: groupKeys.map((key, group) => ({
        key,
        rows: page.filter((row) => row.list_group === group).map(toCallbackRow),
      })),
      nextCursor: rows.length > question.limit && last ? writeTodayCursor(question.after?.asOf ?? now, last) : null,
    };
  });
}

type Figures = Pick<
  Answer,
  | "open"
  | "overdue"
  | "medianCallbackMinutes"
  | "recovered"
  | "attempted"
  | "missed"
  | "brokenUnheard"
  | "reviewCount"
  | "reviewOverdue"
>;

async function loadFigures(tx: Transaction, dayStart: Temporal.Instant): Promise<Figures> {
  const row = await tx.first(sql<Figures>`
    select live.open, live.overdue, started.median as "medianCallbackMinutes", started.recovered, started.attempted, started.missed,
      held.waiting as "reviewCount", held.overdue as "reviewOverdue",
      (select count(*)::int from ringback.audit_finding where account_id = ${tx.accountId} and kind <> all(${[...findingsOfPeople]}::text[]) and last_found_at >= ${tx.now.subtract({ hours: 24 })}) as "brokenUnheard"
    from
      (select count(*)::int as waiting, (count(*) filter (where due_at <= ${tx.now}))::int as overdue
        from ringback.hold where account_id = ${tx.accountId} and resolved_at is null) held,
      (select count(*)::int as open, (count(*) filter (where due_at <= ${tx.now} and state <> 'snoozed'))::int as overdue
        from ringback.callback where account_id = ${tx.accountId} and state <> 'closed') live,
      (select count(*)::int as missed, (count(*) filter (where attempt_count > 0))::int as attempted, (count(*) filter (where recovered))::int as recovered,
          round((percentile_cont(0.5) within group (order by date_part('epoch', first_attempt_at - started_at)) / 60)::numeric, 1)::float8 as median
        from ringback.callback where account_id = ${tx.accountId} and started_at >= ${dayStart} and kind = 'call') started`);
  if (row === null) throw new Error("Figures are one row.");
  return row;
}

type ListedRow = RowColumns & { readonly list_group: number; readonly list_rank: number };

async function loadRows(tx: Transaction, dayStart: Temporal.Instant, question: TodayQuestion): Promise<ListedRow[]> {
  const asOf = question.after?.asOf ?? tx.now;
  const filters = filtersOf(question, dayStart);
  const rows = await tx.rows(sql<ListedRow>`
    select listed.*, place.list_group, place.list_rank from (${callbackRows(tx.accountId, tx.now, pageOf(tx, asOf, dayStart, question, filters))}) listed
    cross join lateral (select ${groupOf(asOf)} as list_group, ${rankOf(asOf)} as list_rank) place`);
  return rows.sort(byPlace);
}

/** The group of a row, from columns that both the table and the row have. Whom to try again later is not to be called now. */
function groupOf(asOf: Temporal.Instant): RawBuilder<number> {
  return sql`case when state = 'closed' then ${sql.lit(closedGroup)} when state = 'snoozed' then 2
    when priority = 0 then 0 when next_try_at > ${asOf}::timestamptz then 1
    when priority = 1 or due_at <= ${asOf.add({ minutes: nowMinutes })}::timestamptz then 0 else 1 end`;
}

/** The rank within a group, from the same columns, as `compareCallbacks` ranks. */
function rankOf(asOf: Temporal.Instant): RawBuilder<number> {
  return sql`case when state <> 'closed' and next_try_at > ${asOf}::timestamptz then 2 when state <> 'closed' and priority = 0 then 0 else 1 end`;
}

/**
 * The ids of one page, in the order of the screen: groups; within the live ones as `compareCallbacks` orders; the closed
 * ones newest first. Written as one key, so that a cursor is one comparison: the time counts backwards for the closed. It stays
 * a time all along; made a number, the sorting of ten thousand took twice as long.
 */
function pageOf(
  tx: Transaction,
  asOf: Temporal.Instant,
  dayStart: Temporal.Instant,
  { after, limit }: TodayQuestion,
  filters: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const beyond = after
    ? sql`where (list_group, list_rank, clock, priority, id) > (${after.group}::int, ${after.rank}::int, ${clockOf(after)}::timestamptz, ${after.priority}::int, ${after.id}::uuid)`
    : sql``;
  // Two questions, so that what waits is read from its index alone.
  return sql`select id from (
      select b.id, b.priority, ${groupOf(asOf)} as list_group, ${rankOf(asOf)} as list_rank,
        case when b.next_try_at > ${asOf}::timestamptz then b.next_try_at else b.due_at end as clock
      from ringback.callback b ${filters} and b.account_id = ${tx.accountId} and b.state <> 'closed'
      union all
      select b.id, b.priority, ${sql.lit(closedGroup)}, 1,
        (timestamp '${sql.raw(mirrorSum)}' - (b.closed_at at time zone 'UTC') + timestamp '1970-01-01') at time zone 'UTC'
      from ringback.callback b ${filters} and b.account_id = ${tx.accountId} and b.state = 'closed' and b.closed_at >= ${dayStart}
    ) listed ${beyond} order by list_group, list_rank, clock, priority, id limit ${limit + 1}`;
}

/** The far end of the mirror in which the closed ones are looked at: their times count backwards. */
const mirrorSum = "2200-01-01";

function clockOf({ group, at }: ListPlace): Temporal.Instant {
  if (group !== closedGroup) return at;
  const sum = Temporal.Instant.from(`${mirrorSum}T00:00:00Z`).epochNanoseconds;
  return Temporal.Instant.fromEpochNanoseconds(sum - at.epochNanoseconds);
}

function byPlace(a: ListedRow, b: ListedRow): number {
  const [x, y] = [placeOf(a), placeOf(b)];
  return (
    x.group - y.group ||
    x.rank - y.rank ||
    Temporal.Instant.compare(clockOf(x), clockOf(y)) ||
    x.priority - y.priority ||
    (x.id < y.id ? -1 : 1)
  );
}

type ListPlace = Omit<TodayPlace, "asOf">;

function placeOf(row: ListedRow): ListPlace {
  const at = row.closed_at ?? (row.list_rank === 2 ? (row.next_try_at ?? row.due_at) : row.due_at);
  return { group: row.list_group, rank: row.list_rank, at, priority: row.priority, id: row.id };
}

function filtersOf({ owner, urgency, search }: TodayQuestion, dayStart: Temporal.Instant): RawBuilder<unknown> {
  const words = search?.trim() ?? "";
  const tests = [sql`true`];
  if (owner !== undefined) tests.push(sql`(b.owner_id = ${owner} or b.claimed_by = ${owner})`);
  if (urgency !== undefined) tests.push(sql`b.urgency = ${urgency}`);
  if (words !== "")
    tests.push(sql`b.id = any(array(select callback_id from ringback.find_callbacks(${words}, ${dayStart})))`);
  return sql`where ${sql.join(tests, sql` and `)}`;
}

/** Whether the business is open, and until when it stays so (or when it opens). */
function hoursAt({ hours }: Playbook, now: Temporal.Instant): Answer["hours"] {
  const open = isOpenAt(hours, now);
  const until = open ? openUntil(hours, now) : nextOpening(hours, now);
  return { open, until: until?.toString() ?? null, timeZone: hours.timeZone };
}

function writeTodayCursor(asOf: Temporal.Instant, row: ListedRow): string {
  const { group, rank, at, priority, id } = placeOf(row);
  return writeCursor([asOf.toString(), String(group), String(rank), at.toString(), String(priority), id]);
}

/** The place a cursor names; null when it is none of ours. */
export function readTodayCursor(cursor: string): TodayPlace | null {
  const parts = readCursor(cursor, [instantForm, /^[0-3]$/, /^[0-2]$/, instantForm, /^\d{1,4}$/, uuidForm]);
  const [asOf = "", group, rank, at = "", priority, id = ""] = parts ?? [];
  if (parts === null) return null;
  return {
    asOf: Temporal.Instant.from(asOf),
    group: Number(group),
    rank: Number(rank),
    at: Temporal.Instant.from(at),
    priority: Number(priority),
    id,
  };
}
