import type { ReportFormat, ReportName } from "@ringback/core/measurement/report/report-names.ts";
import type { ReportRange } from "@ringback/core/measurement/report/report-range.ts";
import type { ReportTiming } from "@ringback/core/measurement/report/report-timing.ts";
import { sql } from "kysely";
import type { AskedReport } from "#db/queries/asked-report.ts";
import type { Transaction } from "#db/transaction.ts";

/** What is mailed when to whom, as a person set it. */
export interface ScheduledReport {
  readonly report: ReportName;
  readonly range: ReportRange;
  /** What the report is narrowed to, as its screen's address says it. */
  readonly filter: AskedReport;
  readonly format: ReportFormat;
  readonly withLink: boolean;
  readonly timing: ReportTiming;
  readonly memberIds: readonly string[];
  readonly addresses: readonly string[];
}

export interface StoredSchedule extends ScheduledReport {
  readonly id: string;
  readonly paused: boolean;
  readonly timeZone: string;
  readonly nextAt: Temporal.Instant;
}

interface Row extends Omit<StoredSchedule, "timing"> {
  readonly every: "week" | "month";
  readonly onDay: number;
  readonly hour: number;
}

/** Locks a schedule; null when it is gone. */
export async function lockSchedule(tx: Transaction, id: string): Promise<StoredSchedule | null> {
  const row = await tx.first(sql<Row>`
    select id, report, range, filter, format, with_link as "withLink", every, on_day as "onDay", hour, member_ids as "memberIds", addresses,
      paused_at is not null as paused, time_zone as "timeZone", next_at as "nextAt"
    from ringback.report_schedule where account_id = ${tx.accountId} and id = ${id} for update`);
  if (row === null) return null;
  const { every, onDay, hour, ...schedule } = row;
  return { ...schedule, timing: timingOf(every, onDay, hour) };
}

export function timingOf(every: "week" | "month", onDay: number, hour: number): ReportTiming {
  return every === "week" ? { every, weekday: onDay, hour } : { every, day: onDay, hour };
}

/** Writes a schedule down, or over what it was. */
export function putSchedule(
  tx: Transaction,
  schedule: ScheduledReport & {
    readonly id: string;
    readonly timeZone: string;
    readonly nextAt: Temporal.Instant;
    readonly by: string;
  },
): void {
  const { timing } = schedule;
  const onDay = timing.every === "week" ? timing.weekday : timing.day;
  tx.write(sql`insert into ringback.report_schedule (account_id, id, report, range, filter, format, with_link, every, on_day, hour, member_ids, addresses, time_zone, next_at, created_by, created_at)
    values (${tx.accountId}, ${schedule.id}, ${schedule.report}, ${schedule.range}, ${schedule.filter}, ${schedule.format}, ${schedule.withLink}, ${timing.every}, ${onDay}, ${timing.hour},
      ${schedule.memberIds}::uuid[], ${schedule.addresses}::text[], ${schedule.timeZone}, ${schedule.nextAt}, ${schedule.by}, ${tx.now})
    on conflict (account_id, id) do update set report = excluded.report, range = excluded.range, filter = excluded.filter, format = excluded.format,
      with_link = excluded.with_link, every = excluded.every, on_day = excluded.on_day, hour = excluded.hour, member_ids = excluded.member_ids,
      addresses = excluded.addresses, time_zone = excluded.time_zone, next_at = excluded.next_at`);
}

/** Moves the next due time on: whoever does it in the transaction that holds the row has claimed the one before. */
export function moveOn(tx: Transaction, id: string, nextAt: Temporal.Instant, timeZone: string): void {
  tx.write(
    sql`update ringback.report_schedule set next_at = ${nextAt}, time_zone = ${timeZone} where account_id = ${tx.accountId} and id = ${id}`,
  );
}

export function setPaused(tx: Transaction, id: string, paused: boolean, nextAt: Temporal.Instant): void {
  tx.write(sql`update ringback.report_schedule set paused_at = case when ${paused} then ${tx.now}::timestamptz end, next_at = ${nextAt}
    where account_id = ${tx.accountId} and id = ${id}`);
}

export async function removeSchedule(tx: Transaction, id: string): Promise<boolean> {
  return (
    (await tx.first(
      sql`delete from ringback.report_schedule where account_id = ${tx.accountId} and id = ${id} returning id`,
    )) !== null
  );
}

/** The addresses of members who are here and have one. */
export async function addressesOf(tx: Transaction, memberIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ email: string }>(sql`select lower(email) as email from ringback.member
    where account_id = ${tx.accountId} and id = any(${memberIds}::uuid[]) and removed_at is null and email is not null`);
  return rows.map(({ email }) => email);
}

/** How many of these are members who are here. */
export async function countMembers(tx: Transaction, memberIds: readonly string[]): Promise<number> {
  const row = await tx.first<{ members: number }>(sql`select count(*)::int as members from ringback.member
    where account_id = ${tx.accountId} and id = any(${memberIds}::uuid[]) and removed_at is null`);
  return row?.members ?? 0;
}
