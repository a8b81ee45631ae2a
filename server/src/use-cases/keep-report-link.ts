import type { DayRange } from "@ringback/core/measurement/figures/day-range.ts";
import type { ReportName } from "@ringback/core/measurement/report/report-names.ts";
import type { ReportRange } from "@ringback/core/measurement/report/report-range.ts";
import type { AskedReport } from "#db/queries/asked-report.ts";
import { type QuestionRefusal, readQuestion } from "#db/queries/figure-question.ts";
import { appendAuditEvent } from "#db/stores/audit-events.ts";
import { insertReportLink, revokeReportLink as revoke } from "#db/stores/report-links.ts";
import { transaction } from "#db/transaction.ts";
import { hashToken } from "#token-hash.ts";
import type { AccountActor } from "./actor.ts";
import type { Context } from "./context.ts";
import { usualRange } from "./open-report-link.ts";

type Parts = Pick<Context, "db" | "clock" | "ids" | "publicUrl">;
type Made =
  | { readonly ok: true; readonly id: string; readonly link: string; readonly expiresAt: Temporal.Instant }
  | { readonly ok: false; readonly refusal: QuestionRefusal | "range-twice"; readonly detail?: string };

/** Makes a link that shows a report to whoever has it. It is answered this once; the database has the token's hash. */
export async function createReportLink(
  { db, clock, ids, publicUrl }: Parts,
  { accountId, memberId }: AccountActor,
  wish: {
    readonly report: ReportName;
    readonly range?: ReportRange | undefined;
    readonly days?: DayRange | undefined;
    readonly filter: AskedReport;
    readonly label: string;
    readonly forDays: number;
  },
): Promise<Made> {
  const { report, range, days, filter, label, forDays } = wish;
  if (range !== undefined && days !== undefined) return { ok: false, refusal: "range-twice" };
  const [id, token] = [ids.next(), ids.token()];
  return await transaction(db, accountId, clock.now(), async (tx): Promise<Made> => {
    const read = await readQuestion(tx, { ...filter, ...days });
    if (!read.ok) return read;
    const expiresAt = tx.now.add({ hours: 24 * forDays });
    const of = days ?? range ?? usualRange;
    insertReportLink(tx, { id, tokenHash: hashToken(token), report, of, filter, label, by: memberId, expiresAt });
    appendAuditEvent(tx, { id: ids.next(), by: memberId, action: "report-link-made", subject: id, detail: { report } });
    return { ok: true, id, link: `${publicUrl}/r/${token}`, expiresAt };
  });
}

/** Ends a link. Twice is once. */
export async function revokeReportLink(
  { db, clock, ids }: Parts,
  { accountId, memberId }: AccountActor,
  id: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: "link-not-found" }> {
  return await transaction(db, accountId, clock.now(), async (tx) => {
    if (!(await revoke(tx, id))) return { ok: false, refusal: "link-not-found" } as const;
    appendAuditEvent(tx, { id: ids.next(), by: memberId, action: "report-link-revoked", subject: id });
    return { ok: true } as const;
  });
}
