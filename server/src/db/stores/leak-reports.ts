import type { LeakReport } from "@ringback/core/measurement/leaks/leak-report.ts";
import { sql } from "kysely";
import type { FigureQuestion } from "#db/queries/figure-question.ts";
import type { Transaction } from "#db/transaction.ts";

/** What a report of leaks is about: all that decides what it says, besides the calls. */
export type LeakQuestion = Pick<FigureQuestion, "timeZone" | "range" | "filter" | "rangeWords" | "filterWords">;

export interface KeptLeakReport {
  readonly report: LeakReport;
  readonly playbookVersion: number;
  readonly madeAt: Temporal.Instant;
}

/** As many are kept of a business; the oldest make room. */
const mostKept = 60;

/** The report kept for a question; null when there is none. */
export async function findLeakReport(tx: Transaction, key: string): Promise<KeptLeakReport | null> {
  return await tx.first(sql<KeptLeakReport>`select report, playbook_version as "playbookVersion", made_at as "madeAt"
    from ringback.leak_report where account_id = ${tx.accountId} and key = ${key} and report is not null`);
}

/** The question a report is kept for. */
export async function findLeakQuestion(tx: Transaction, key: string): Promise<LeakQuestion | null> {
  const row = await tx.first(
    sql<{
      about: LeakQuestion;
    }>`select about from ringback.leak_report where account_id = ${tx.accountId} and key = ${key}`,
  );
  return row?.about ?? null;
}

/** Keeps a question whose report is still to be made. */
export function keepLeakQuestion(tx: Transaction, key: string, about: LeakQuestion, playbookVersion: number): void {
  tx.write(sql`insert into ringback.leak_report (account_id, key, about, playbook_version, made_at)
    values (${tx.accountId}, ${key}, ${about}, ${playbookVersion}, ${tx.now}) on conflict (account_id, key) do nothing`);
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

/** Keeps a report in place of the one before. */
export function keepLeakReport(
  tx: Transaction,
  kept: {
    readonly key: string;
    readonly about: unknown;
    readonly report: LeakReport;
    readonly calls: Readonly<Record<string, readonly string[]>>;
    readonly playbookVersion: number;
  },
): void {
  tx.write(sql`insert into ringback.leak_report (account_id, key, about, report, calls, playbook_version, made_at)
    values (${tx.accountId}, ${kept.key}, ${kept.about}, ${kept.report}, ${kept.calls}, ${kept.playbookVersion}, ${tx.now})
    on conflict (account_id, key) do update set report = excluded.report, calls = excluded.calls, playbook_version = excluded.playbook_version, made_at = excluded.made_at`);
  tx.write(sql`delete from ringback.leak_report where account_id = ${tx.accountId} and key in (
    select key from ringback.leak_report where account_id = ${tx.accountId} order by made_at desc offset ${mostKept})`);
}
