import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import type { ReportName } from "@ringback/core/measurement/report/report-names.ts";
import type { ReportRange } from "@ringback/core/measurement/report/report-range.ts";
import { sql } from "kysely";
import type { AskedReport } from "#db/queries/asked-report.ts";
import type { Transaction } from "#db/transaction.ts";

export interface NewReportLink {
  readonly id: string;
  readonly tokenHash: string;
  readonly report: ReportName;
  /** Days told anew at each opening, or fixed ones. */
  readonly of: ReportRange | DayRange;
  readonly filter: AskedReport;
  readonly label: string;
  /** null: a mail carries it. */
  readonly by: string | null;
  readonly expiresAt: Temporal.Instant;
}

export function insertReportLink(tx: Transaction, link: NewReportLink): void {
  const [range, days] = typeof link.of === "string" ? [link.of, null] : [null, link.of];
  tx.write(sql`insert into ringback.report_link (account_id, id, token_hash, report, range, from_day, to_day, filter, label, created_by, created_at, expires_at)
    values (${tx.accountId}, ${link.id}, ${link.tokenHash}, ${link.report}, ${range}, ${days?.from ?? null}, ${days?.to ?? null}, ${link.filter}, ${link.label}, ${link.by}, ${tx.now}, ${link.expiresAt})`);
}

/** Ends a link. False when there is none; one that ended before stays as it is. */
export async function revokeReportLink(tx: Transaction, id: string): Promise<boolean> {
  const row =
    await tx.first(sql`update ringback.report_link set revoked_at = coalesce(revoked_at, ${tx.now}::timestamptz)
    where account_id = ${tx.accountId} and id = ${id} returning id`);
  return row !== null;
}

export function noteOpened(tx: Transaction, id: string): void {
  tx.write(
    sql`update ringback.report_link set opened = opened + 1, last_opened_at = ${tx.now} where account_id = ${tx.accountId} and id = ${id}`,
  );
}
