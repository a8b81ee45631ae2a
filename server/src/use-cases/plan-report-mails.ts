import type { ReportFormat, ReportName } from "@ringback/core/measurement/report/report-names.ts";
import { type ReportRange, reportDays } from "@ringback/core/measurement/report/report-range.ts";
import { sendReportJob } from "#db/jobs.ts";
import type { AskedReport } from "#db/queries/asked-report.ts";
import { insertReportLink } from "#db/stores/report-links.ts";
import { planReportMail } from "#db/stores/report-mails.ts";
import { addressesOf, type StoredSchedule } from "#db/stores/report-schedules.ts";
import type { Transaction } from "#db/transaction.ts";
import { hashToken } from "#token-hash.ts";
import type { Context } from "./context.ts";
import { askedOfDays } from "./open-report-link.ts";

/** How long a link in a mail shows its report. */
const linkDays = 28;

export interface ReportOccasion {
  readonly scheduleId: string | null;
  /** What makes it one of a kind. */
  readonly occasion: string;
  readonly addresses: readonly string[];
  readonly report: ReportName;
  readonly asked: AskedReport;
  readonly format: ReportFormat;
  readonly withLink: boolean;
}

type Parts = Pick<Context, "ids" | "secretBox">;

/** Writes a mail to each address down, with the jobs that send them. Answers how many are new. */
export async function planReportMails(ctx: Parts, tx: Transaction, occasion: ReportOccasion): Promise<number> {
  const { addresses, ...about } = occasion;
  let planned = 0;
  for (const address of new Set(addresses)) {
    const id = ctx.ids.next();
    if (!(await planReportMail(tx, { ...about, id, address }))) continue;
    planned += 1;
    tx.enqueue(sendReportJob(tx.accountId, id));
    if (about.withLink) insertReportLink(tx, mailedLink(ctx, tx, { id, ...about }));
  }
  return planned;
}

/** The mails of a schedule for one time: of days that were over then. */
export async function planScheduledMails(
  ctx: Parts,
  tx: Transaction,
  schedule: StoredSchedule,
  due: { readonly at: Temporal.Instant; readonly timeZone: string },
): Promise<number> {
  const { id: scheduleId, report, range, filter, format, withLink } = schedule;
  const days = reportDays(range, due.at.toZonedDateTimeISO(due.timeZone).toPlainDate().toString());
  return await planReportMails(ctx, tx, {
    scheduleId,
    occasion: `${scheduleId} ${due.at}`,
    addresses: [...(await addressesOf(tx, schedule.memberIds)), ...schedule.addresses],
    report,
    asked: askedOfDays(report, days, filter),
    format,
    withLink,
  });
}

function mailedLink(
  { secretBox }: Parts,
  tx: Transaction,
  { id, report, asked }: { readonly id: string; readonly report: ReportName; readonly asked: AskedReport },
) {
  const { from, to, compare: _compare, range: _range, week: _week, ...filter } = asked;
  // A report without days of its own says how things stand when it is opened.
  const of: ReportRange | { from: string; to: string } =
    from === undefined || to === undefined ? "last-week" : { from, to };
  const tokenHash = hashToken(mailedToken(secretBox, tx.accountId, id));
  const expiresAt = tx.now.add({ hours: 24 * linkDays });
  return { id, tokenHash, report, of, filter, label: "In a mail", by: null, expiresAt };
}

/** The token of a mail's link. It is worked out again when the mail is sent: it is kept nowhere, and a repeat has the same. */
export function mailedToken(secretBox: Context["secretBox"], accountId: string, mailId: string): string {
  return secretBox.mark(accountId, "report-link", mailId).toString("base64url");
}
