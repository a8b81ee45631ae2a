import type { FigureQuery } from "@ringback/contract/figures.ts";
import type { LeakReport } from "@ringback/core/measurement/leaks/leak-report.ts";
import { sql } from "kysely";
import type { FigureQuestion } from "#db/queries/figure-question.ts";
import type { Transaction } from "#db/transaction.ts";

/** How a report of leaks is asked for. */
export type AskedLeaks = FigureQuery;

/** What a report of leaks is about: all that decides what it says, besides the calls; and who will want it again. */
export interface LeakQuestion
  extends Pick<FigureQuestion, "timeZone" | "range" | "filter" | "rangeWords" | "filterWords"> {
  /** The day on which somebody last asked it; missing where nobody did yet, or an older release kept it. */
  readonly askedOn?: string;
  /** Of a range that moves with the days: how it was asked, and the day that its range was counted from. */
  readonly daily?: { readonly asked: AskedLeaks; readonly day: string };
}

export interface KeptLeakReport {
  /** null while the first one is made. */
  readonly report: LeakReport | null;
  readonly about: LeakQuestion;
  /** 0 where people have changed since, which are no part of the rules. */
  readonly playbookVersion: number;
  readonly madeAt: Temporal.Instant;
}

/** As many are kept of a business; the oldest make room. */
const mostKept = 60;

/** What is kept for a question; null when it was never asked. */
export async function findLeakReport(tx: Transaction, key: string): Promise<KeptLeakReport | null> {
  return await tx.first(sql<KeptLeakReport>`
    select report, about, playbook_version as "playbookVersion", made_at as "madeAt"
    from ringback.leak_report where account_id = ${tx.accountId} and key = ${key}`);
}

/** Keeps a question as it is asked now; its report, if there is one, stays. */
export function keepLeakQuestion(tx: Transaction, key: string, about: LeakQuestion, playbookVersion: number): void {
  tx.write(sql`insert into ringback.leak_report (account_id, key, about, playbook_version, made_at)
    values (${tx.accountId}, ${key}, ${about}, ${playbookVersion}, ${tx.now})
    on conflict (account_id, key) do update set about = excluded.about`);
}

/** The newest report of a question as it was asked on a day before, but not before `since`. */
export async function findEarlierReport(
  tx: Transaction,
  { asked, day }: NonNullable<LeakQuestion["daily"]>,
  since: string,
): Promise<{ readonly key: string; readonly report: LeakReport } | null> {
  return await tx.first(sql<{ key: string; report: LeakReport }>`
    select key, report from ringback.leak_report
    where account_id = ${tx.accountId} and about->'daily'->'asked' = ${asked}::jsonb and about->'daily'->>'day' between ${since} and ${day}
      and report is not null
    order by about->'daily'->>'day' desc, made_at desc limit 1`);
}

/** A question whose range moves with the days: the last day it was read on, and the last on which somebody asked. */
export interface DailyQuestion {
  readonly asked: AskedLeaks;
  readonly day: string;
  readonly askedOn: string | null;
}

/** The kept questions that move with the days, those that somebody asked last first. */
export async function findDailyQuestions(tx: Transaction): Promise<DailyQuestion[]> {
  return await tx.rows(sql<DailyQuestion>`
    select about->'daily'->'asked' as asked, max(about->'daily'->>'day') as day, max(about->>'askedOn') as "askedOn"
    from ringback.leak_report where account_id = ${tx.accountId} and about ? 'daily'
    group by 1 order by 3 desc nulls last, 1`);
}

/** Lets go of a question that can be asked no more, say of a number that is gone. */
export function dropDailyQuestion(tx: Transaction, asked: AskedLeaks): void {
  tx.write(
    sql`delete from ringback.leak_report where account_id = ${tx.accountId} and about->'daily'->'asked' = ${asked}::jsonb`,
  );
}

/** The questions that somebody asked since a day, by their keys; the ones asked last first, `most` at the most. */
export async function findAskedSince(tx: Transaction, day: string, most: number): Promise<string[]> {
  const rows = await tx.rows(sql<{ key: string }>`
    select key from ringback.leak_report where account_id = ${tx.accountId} and about->>'askedOn' >= ${day}
    order by about->>'askedOn' desc, made_at desc, key limit ${most}`);
  return rows.map(({ key }) => key);
}

/** Says of all kept reports that they are old, whatever rules they were made by. */
export function ageLeakReports(tx: Transaction): void {
  tx.write(sql`update ringback.leak_report set playbook_version = 0 where account_id = ${tx.accountId}`);
}

/** The missed calls behind a finding of a kept report, newest first; null when there is no such finding. */
export async function findLeakCalls(tx: Transaction, key: string, finding: string): Promise<string[] | null> {
  const row = await tx.first(
    sql<{
      calls: string[] | null;
    }>`select calls->${finding}::text as calls from ringback.leak_report where account_id = ${tx.accountId} and key = ${key}`,
  );
  return row?.calls ?? null;
}

/** Keeps a report in place of the one before, and of those that the same question had on days before. */
export function keepLeakReport(
  tx: Transaction,
  kept: {
    readonly key: string;
    readonly about: LeakQuestion;
    readonly report: LeakReport;
    readonly calls: Readonly<Record<string, readonly string[]>>;
    readonly playbookVersion: number;
  },
): void {
  const { daily } = kept.about;
  tx.write(sql`insert into ringback.leak_report (account_id, key, about, report, calls, playbook_version, made_at)
    values (${tx.accountId}, ${kept.key}, ${kept.about}, ${kept.report}, ${kept.calls}, ${kept.playbookVersion}, ${tx.now})
    on conflict (account_id, key) do update set report = excluded.report, calls = excluded.calls, playbook_version = excluded.playbook_version, made_at = excluded.made_at`);
  if (daily !== undefined)
    tx.write(sql`delete from ringback.leak_report where account_id = ${tx.accountId} and key <> ${kept.key}
      and about->'daily'->'asked' = ${daily.asked}::jsonb and about->'daily'->>'day' < ${daily.day}`);
  tx.write(sql`delete from ringback.leak_report where account_id = ${tx.accountId} and key in (
    select key from ringback.leak_report where account_id = ${tx.accountId} order by made_at desc offset ${mostKept})`);
}
