import type { ReportFormat, ReportName } from "@ringback/core/measurement/report/report-names.ts";
import { reportTitles } from "@ringback/core/measurement/report/report-names.ts";
import type { AskedReport } from "#db/queries/asked-report.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { addressesOf } from "#db/stores/report-schedules.ts";
import { transaction } from "#db/transaction.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";
import { makeReport, type ReportRefusal } from "./make-report.ts";
import { planReportMails } from "./plan-report-mails.ts";

type Mailed =
  | { readonly ok: true; readonly mails: number }
  | {
      readonly ok: false;
      readonly refusal: ReportRefusal | "nobody-to-mail" | "no-mail-server";
      readonly detail?: string;
    };

/**
 * Mails a report as a file, once. It is made first, so that what cannot be made is said at once. A tap has a name: repeated,
 * it mails nothing again.
 */
export async function mailReport(
  ctx: Pick<Context, "db" | "clock" | "ids" | "telephony" | "email" | "secretBox">,
  actor: AccountActor,
  wish: {
    readonly name: ReportName;
    readonly asked: AskedReport;
    readonly format: ReportFormat;
    readonly memberIds: readonly string[];
    readonly addresses: readonly string[];
    readonly requestId: string | undefined;
  },
): Promise<Mailed> {
  const { accountId, memberId } = actor;
  const { name, asked, format } = wish;
  if (ctx.email === null) return { ok: false, refusal: "no-mail-server" };
  const made = await makeReport(ctx, { accountId, name, asked, readers: "team" });
  if (!made.ok) return made;
  return await transaction(ctx.db, accountId, ctx.clock.now(), async (tx): Promise<Mailed> => {
    const addresses = [...(await addressesOf(tx, wish.memberIds)), ...wish.addresses];
    if (addresses.length === 0) return { ok: false, refusal: "nobody-to-mail" };
    const id = ctx.ids.next();
    const mails = await planReportMails(ctx, tx, {
      scheduleId: null,
      occasion: `once ${wish.requestId ?? id}`,
      addresses,
      report: name,
      // A named range is told by the day it was asked on, not by the day the mail server takes it.
      asked: made.days === null ? asked : { ...asked, range: undefined, ...daysAsked(name, made.days) },
      format,
      withLink: false,
    });
    appendAuditEvent(tx, { id, by: memberId, action: "report-mailed", detail: { report: reportTitles[name], mails } });
    return { ok: true, mails };
  });
}

function daysAsked(name: ReportName, { from, to }: { readonly from: string; readonly to: string }): AskedReport {
  return name === "weekly" ? { week: from } : { from, to };
}
