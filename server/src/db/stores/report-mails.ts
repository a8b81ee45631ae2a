import type { ReportFormat, ReportName } from "@ringback/core/measurement/report/report-names.ts";
import { sql } from "kysely";
import type { AskedReport } from "#db/queries/asked-report.ts";
import type { Transaction } from "#db/transaction.ts";

export interface PlannedReportMail {
  readonly id: string;
  readonly scheduleId: string | null;
  /** The schedule with its due time, or the tap that asked: with the address it exists once. */
  readonly occasion: string;
  readonly address: string;
  readonly report: ReportName;
  readonly asked: AskedReport;
  readonly format: ReportFormat;
  readonly withLink: boolean;
}

export type ReportMailState = "queued" | "sending" | "sent" | "failed";

/** Writes a mail down before it is sent. False when this occasion was written to this address before. */
export async function planReportMail(tx: Transaction, mail: PlannedReportMail): Promise<boolean> {
  const row = await tx.first(sql`
    insert into ringback.report_mail (account_id, id, schedule_id, occasion, address, report, asked, format, with_link, created_at)
    values (${tx.accountId}, ${mail.id}, ${mail.scheduleId}, ${mail.occasion}, ${mail.address}, ${mail.report}, ${mail.asked}, ${mail.format}, ${mail.withLink}, ${tx.now})
    on conflict (account_id, occasion, address) do nothing returning id`);
  return row !== null;
}

export interface StoredReportMail extends PlannedReportMail {
  readonly state: ReportMailState;
  readonly createdAt: Temporal.Instant;
  /** Whether the address is that of somebody in the team. */
  readonly toMember: boolean;
}

export async function lockReportMail(tx: Transaction, id: string): Promise<StoredReportMail | null> {
  return await tx.first(sql<StoredReportMail>`
    select id, schedule_id as "scheduleId", occasion, address, report, asked, format, with_link as "withLink", state, created_at as "createdAt",
      exists (select from ringback.member m where m.account_id = r.account_id and lower(m.email) = lower(r.address) and m.removed_at is null) as "toMember"
    from ringback.report_mail r where r.account_id = ${tx.accountId} and r.id = ${id} for update`);
}

export function changeReportMail(tx: Transaction, id: string, state: ReportMailState, error: string | null): void {
  tx.write(sql`update ringback.report_mail set state = ${state}, error = ${error}, sent_at = case when ${state} = 'sent' then ${tx.now}::timestamptz else sent_at end
    where account_id = ${tx.accountId} and id = ${id}`);
}
