import { rangeWords } from "@ringback/core/measurement/figures/range-words.ts";
import type { ReportSection } from "@ringback/core/measurement/report/report-model.ts";
import { reportTitles } from "@ringback/core/measurement/report/report-names.ts";
import { changeReportMail, lockReportMail, type PlannedReportMail } from "#db/stores/report-mails.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "./context.ts";
import { type MadeReport, makeReport } from "./make-report.ts";
import { mailedToken } from "./plan-report-mails.ts";
import { reportFile } from "./report-file.ts";

/** A mail server that is down for longer is no reason to mail old news. */
const usefulHours = 48;

/**
 * Makes a report and mails it to one address. A mail whose outcome is unknown (a crash between sending and noting it) is
 * sent again with the same Message-ID, which mail programs fold into one: SMTP has no look-up.
 * @throws Error when the mail server could not take it now, or the report is still being worked out; the job comes back.
 */
export async function sendReport(ctx: Context, job: { accountId: string; mailId: string }): Promise<void> {
  const { accountId, mailId } = job;
  const mail = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const found = await lockReportMail(tx, mailId);
    if (found === null || found.state === "sent" || found.state === "failed") return null;
    if (Temporal.Instant.compare(found.createdAt.add({ hours: usefulHours }), tx.now) < 0) {
      changeReportMail(tx, mailId, "failed", "too-late");
      return null;
    }
    changeReportMail(tx, mailId, "sending", null);
    return found;
  });
  if (mail === null) return;
  // Whoever is not of the team reads what a link would show them: nobody's name or number.
  const readers = mail.toMember ? "team" : "anyone";
  const made = await makeReport(ctx, { accountId, name: mail.report, asked: mail.asked, readers });
  if (!made.ok) {
    const again = made.refusal === "report-working";
    await note(ctx, job, again ? "queued" : "failed", made.refusal);
    if (again) throw new Error("The report is being worked out.");
    return;
  }
  if (ctx.email === null) return await note(ctx, job, "failed", "no-mail-server");
  const result = await ctx.email.send({
    to: mail.address,
    ...words(ctx, accountId, mail, made),
    messageId: `<report-${mailId}@${new URL(ctx.publicUrl).hostname}>`,
    files: [await reportFile(ctx, made, mail.format)],
  });
  if (result.outcome === "sent") return await note(ctx, job, "sent", null);
  await note(ctx, job, result.outcome === "refused" ? "failed" : "queued", result.reason);
  if (result.outcome === "not-sent") throw new Error("The mail server did not take the message.");
}

async function note(
  ctx: Context,
  { accountId, mailId }: { readonly accountId: string; readonly mailId: string },
  state: "queued" | "sent" | "failed",
  error: string | null,
): Promise<void> {
  await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    const current = await lockReportMail(tx, mailId);
    if (current?.state === "sending") changeReportMail(tx, mailId, state, error);
  });
}

/** What the mail says around its file. Nobody's name or number is in it. */
function words(
  { publicUrl, secretBox }: Context,
  accountId: string,
  mail: PlannedReportMail,
  made: MadeReport,
): { readonly subject: string; readonly text: string } {
  const { report, business } = made;
  const { from, to, week } = mail.asked;
  const days = from !== undefined && to !== undefined ? { from, to } : week === undefined ? {} : { week };
  const page = `${publicUrl}/measure/${report.id}?${new URLSearchParams({ ...days, account: accountId })}`;
  const link = mail.withLink ? `${publicUrl}/r/${mailedToken(secretBox, accountId, mail.id)}` : null;
  const lines = [
    `${report.title}\n${report.subtitle}`,
    // The headline is short: what follows it is told, too.
    ...report.sections.slice(0, report.sections[0]?.chart?.kind === "headline" ? 3 : 2).map(inShort),
    "The report is attached.",
    link === null ? null : `Look at it without signing in, for four weeks: ${link}`,
    `With everything behind each figure, signed in: ${page}`,
    mail.scheduleId === null ? null : "An owner or coordinator can stop this mail under Settings, Reports that go out.",
    report.claim,
  ];
  return {
    subject: `${business}: ${reportTitles[made.name]}${made.days === null ? "" : `, ${rangeWords(made.days)}`}`,
    text: `${lines.filter((line) => line !== null).join("\n\n")}\n`,
  };
}

/** The beginning of a section, with its bars or large figures as lines; null for a table alone. */
function inShort({ title, words, chart }: ReportSection): string | null {
  const lines = linesOf(chart);
  if (words.length + lines.length === 0) return null;
  return [[`${title}.`, ...words.slice(0, 2)].join(" "), ...lines].join("\n");
}

function linesOf(chart: ReportSection["chart"]): string[] {
  if (chart?.kind === "bars") return chart.bars.map(({ label, words }) => `- ${label}: ${words}`);
  if (chart?.kind !== "headline") return [];
  return chart.figures.map(({ label, words, beside }) => `- ${label}: ${words}${beside === "" ? "" : `, ${beside}`}`);
}
