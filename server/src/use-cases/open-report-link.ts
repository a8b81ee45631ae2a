import { isOfDays } from "@ringback/core/measurement/report/report-names.ts";
import { type ReportRange, reportDays } from "@ringback/core/measurement/report/report-range.ts";
import { weekOf } from "@ringback/core/measurement/weekly/week.ts";
import type { AskedReport } from "#db/queries/asked-report.ts";
import { type FoundReportLink, findReportLink } from "#db/stores/installation.ts";
import { timeZoneOf } from "#db/stores/local-days.ts";
import { noteOpened } from "#db/stores/report-links.ts";
import { transaction } from "#db/transaction.ts";
import { hashToken } from "#token-hash.ts";
import type { Context } from "./context.ts";
import { type MadeReport, makeReport } from "./make-report.ts";

type Opened =
  | { readonly ok: true; readonly made: MadeReport; readonly expiresAt: Temporal.Instant }
  | { readonly ok: false; readonly refusal: "link-shows-nothing" | "report-working" };

/**
 * What a link shows. One that has expired, was revoked or never was is answered alike, and so is a report that can no longer
 * be made. Openings are counted; its file is not.
 */
export async function openReportLink(
  ctx: Pick<Context, "db" | "clock" | "telephony">,
  token: string,
  how: "on-screen" | "as-file",
): Promise<Opened> {
  const link = await findReportLink(ctx.db, hashToken(token), ctx.clock.now());
  if (link === null) return { ok: false, refusal: "link-shows-nothing" };
  const { accountId, report: name } = link;
  const asked = await transaction(ctx.db, accountId, ctx.clock.now(), async (tx) => {
    if (how === "on-screen") noteOpened(tx, link.id);
    const today = tx.now
      .toZonedDateTimeISO(await timeZoneOf(tx))
      .toPlainDate()
      .toString();
    return askedOf(link, today);
  });
  const made = await makeReport(ctx, { accountId, name, asked, readers: "anyone" });
  if (made.ok) return { ok: true, made, expiresAt: link.expiresAt };
  return { ok: false, refusal: made.refusal === "report-working" ? "report-working" : "link-shows-nothing" };
}

function askedOf({ report, range, fromDay, toDay, filter }: FoundReportLink, today: string): AskedReport {
  if (fromDay !== null && toDay !== null) return askedOfDays(report, { from: fromDay, to: toDay }, filter);
  return askedOfDays(report, reportDays(range ?? "last-4-weeks", today), filter);
}

/** What a report of these days is asked with: of days those, of a week the one they end in. */
export function askedOfDays(
  report: FoundReportLink["report"],
  { from, to }: { readonly from: string; readonly to: string },
  filter: AskedReport,
): AskedReport {
  if (isOfDays(report)) return { ...filter, from, to, compare: "before" };
  return report === "weekly" ? { week: weekOf(to).from } : {};
}

/** The range that is asked where nobody said one. */
export const usualRange: ReportRange = "last-4-weeks";
