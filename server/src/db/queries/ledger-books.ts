// The Ledger screen: how the calls of a range of days stand. Everything is read from the daily counts, so that a year of a
// million calls costs what its days cost.
import type { Books } from "@ringback/contract/ledger.ts";
import { noNumberId } from "@ringback/contract/no-number.ts";
import type { AnswerOf } from "@ringback/contract/route.ts";
import type { Routes } from "@ringback/contract/routes.ts";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { type Transaction, transaction } from "#db/transaction.ts";
import { headBlock, sealedUntil } from "./ledger-blocks.ts";

export type LedgerAnswer = AnswerOf<Routes["ledger"]>;
export type LedgerDays = AnswerOf<Routes["ledgerDays"]>;

/** Days of the business's calendar, both included, and one of its numbers. */
export interface LedgerRange {
  readonly from: string;
  readonly to: string;
  readonly number?: string | undefined;
}

/** A connection without the knowledge whether its phone system has a log: only its adapter knows that. */
export type CheckedConnection = Omit<LedgerAnswer["connections"][number], "hasLog"> & { readonly provider: string };

/** The account's books of a range, and how far they were checked. */
export async function ledgerBooks(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  range: LedgerRange,
): Promise<Omit<LedgerAnswer, "connections"> & { connections: CheckedConnection[] }> {
  return await transaction(db, accountId, now, async (tx) => {
    const [counts, about, numbers, connections, sealed, head, check] = await Promise.all([
      tx.rows<CountRow>(countRows(tx, range, false)),
      tx.first(sql<{ zone: string; today: string; firstDay: string | null }>`
        select time_zone as zone, (${tx.now}::timestamptz at time zone time_zone)::date::text as today,
          (select local_day::text from ringback.call_tally where account_id = ${accountId} order by account_id, local_day limit 1) as "firstDay"
        from ringback.account where id = ${accountId}`),
      tx.rows(sql<{ id: string; number: string; label: string; retired: boolean }>`
        select id, number, label, retired_at is not null as retired from ringback.phone_number where account_id = ${accountId} order by created_at, id`),
      loadConnections(tx),
      sealedUntil(tx),
      headBlock(tx),
      loadCheck(tx),
    ]);
    if (about === null) throw new Error("The account does not exist.");
    const totals = Map.groupBy(counts, (row) => row.number);
    const ofNone = totals.get(noNumberId);
    return {
      timeZone: about.zone,
      today: about.today,
      firstDay: about.firstDay,
      total: sumBooks(counts),
      numbers: [
        ...numbers.map((number) => ({ ...number, total: sumBooks(totals.get(number.id) ?? []) })),
        ...(ofNone === undefined
          ? []
          : [{ id: null, number: null, label: "No number of yours", retired: false, total: sumBooks(ofNone) }]),
      ],
      connections,
      seal: { until: head === null ? null : sealed.at.toString(), number: head?.number ?? 0, hash: head?.hash ?? null },
      check,
    };
  });
}

/** The books by day and number, the latest day first, a page of days at a time. */
export async function ledgerDays(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
  { before, limit, ...range }: LedgerRange & { before?: string | undefined; limit: number },
): Promise<LedgerDays> {
  const rows = await transaction(db, accountId, now, async (tx) => {
    const days = await tx.rows<{ day: string }>(daysWithCalls(tx, range, before, limit + 1));
    const [first, last] = [days.at(0), days.at(-1)];
    if (first === undefined || last === undefined) return [];
    return await tx.rows<CountRow>(countRows(tx, { ...range, from: last.day, to: first.day }, true));
  });
  const byDay = [...Map.groupBy(rows, (row) => row.day ?? "")].sort(([a], [b]) => (a < b ? 1 : -1));
  const page = byDay.slice(0, limit).map(([day, ofDay]) => ({
    day,
    total: sumBooks(ofDay),
    numbers: ofDay.map((row) => ({ ...sumBooks([row]), id: row.number === noNumberId ? null : row.number })),
  }));
  return { days: page, nextBefore: byDay.length > limit ? (page.at(-1)?.day ?? null) : null };
}

interface CountRow extends Books {
  /** null where a range was summed up. */
  readonly day: string | null;
  readonly number: string;
}

/** What a gap counts for: a call of their log without one in our books was not heard, and nobody has accepted that. */
const unheard = sql`call_id is null and kind in ('never-heard', 'unknown-number')`;

function countRows(tx: Transaction, range: LedgerRange, byDay: boolean): RawBuilder<CountRow> {
  const day = byDay ? sql`local_day` : sql`null::date`;
  const count = (standing: string) =>
    sql`coalesce(sum(calls) filter (where standing = ${sql.lit(standing)}), 0)::int as ${sql.ref(standing)}`;
  return sql<CountRow>`
    with counts as (
      select ${day} as day, number_id as number, standing, sum(calls) as calls from ringback.call_tally
      where account_id = ${tx.accountId} and local_day between ${range.from}::date and ${range.to}::date ${ofNumber(range, sql`number_id`)} group by 1, 2, 3
      union all
      select ${day}, coalesce(number_id, ${noNumberId}::uuid), case when ${unheard} then 'unheard' else 'gap' end, count(*) from ringback.reconciliation_gap
      where account_id = ${tx.accountId} and state = 'open' and local_day between ${range.from}::date and ${range.to}::date
        ${ofNumber(range, sql`coalesce(number_id, ${noNumberId}::uuid)`)} group by 1, 2, 3
    )
    select day::text as day, number, ${sql.join(["live", "answered", "open", "recovered", "closed", "loose", "history", "unheard"].map(count))},
      coalesce(sum(calls) filter (where standing in ('gap', 'unheard')), 0)::int as gaps
    from counts group by 1, 2 having bool_or(calls <> 0)`;
}

/** The latest days of the range that have calls or open gaps. A skip through the index, not a sum over it. */
function daysWithCalls(tx: Transaction, range: LedgerRange, before: string | undefined, limit: number) {
  const end = before === undefined ? sql`${range.to}::date + 1` : sql`least(${range.to}::date + 1, ${before}::date)`;
  const latest = (beforeDay: RawBuilder<unknown>) => sql`select greatest(
      (select max(local_day) from ringback.call_tally where account_id = ${tx.accountId} and local_day < ${beforeDay} and local_day >= ${range.from}::date
        ${ofNumber(range, sql`number_id`)}),
      (select max(local_day) from ringback.reconciliation_gap where account_id = ${tx.accountId} and state = 'open' and local_day < ${beforeDay}
        and local_day >= ${range.from}::date ${ofNumber(range, sql`coalesce(number_id, ${noNumberId}::uuid)`)}))`;
  return sql<{ day: string }>`
    with recursive days (day) as (
      ${latest(end)}
      union all
      select (${latest(sql`days.day`)}) from days where days.day is not null
    )
    select day::text as day from days where day is not null limit ${limit}`;
}

function ofNumber({ number }: LedgerRange, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return number === undefined ? sql`` : sql`and ${column} = ${number}::uuid`;
}

/** Sums rows that count different calls. */
function sumBooks(rows: readonly Books[]): Books {
  const total = { live: 0, answered: 0, open: 0, recovered: 0, closed: 0, loose: 0, history: 0, unheard: 0, gaps: 0 };
  for (const row of rows) for (const name of Object.keys(total) as (keyof Books)[]) total[name] += row[name];
  return total;
}

async function loadConnections(tx: Transaction): Promise<CheckedConnection[]> {
  const rows = await tx.rows(sql<
    Omit<CheckedConnection, "readUntil" | "errorAt"> & {
      readUntil: Temporal.Instant | null;
      errorAt: Temporal.Instant | null;
    }
  >`select id, provider, label, simulated, log_read_until as "readUntil", log_error as error, log_error_at as "errorAt"
    from ringback.connection where account_id = ${tx.accountId} and removed_at is null order by created_at, id`);
  return rows.map((row) => ({
    ...row,
    readUntil: row.readUntil?.toString() ?? null,
    errorAt: row.errorAt?.toString() ?? null,
  }));
}

async function loadCheck(tx: Transaction): Promise<LedgerAnswer["check"]> {
  const row = await tx.first(
    sql<{
      askedAt: Temporal.Instant;
      finishedAt: Temporal.Instant | null;
      report: NonNullable<LedgerAnswer["check"]>["report"];
      error: string | null;
    }>`select asked_at as "askedAt", finished_at as "finishedAt", report, error from ringback.ledger_check where account_id = ${tx.accountId}`,
  );
  return row === null
    ? null
    : { ...row, askedAt: row.askedAt.toString(), finishedAt: row.finishedAt?.toString() ?? null };
}
