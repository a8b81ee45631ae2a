// The reports that leave the house: what is mailed again and again, and the links that show one.
import type { ReportLinkBody, ReportScheduleBody } from "@ringback/contract/reports.ts";
import { reportTitles } from "@ringback/core/measurement/report/report-names.ts";
import { timingWords } from "@ringback/core/measurement/report/report-timing.ts";
import { sql } from "kysely";
import type { Database } from "#db/database.ts";
import { timingOf } from "#db/stores/report-schedules.ts";
import { transaction } from "#db/transaction.ts";

interface ScheduleRow
  extends Pick<
    ReportScheduleBody,
    "id" | "report" | "range" | "filter" | "format" | "withLink" | "members" | "addresses" | "paused"
  > {
  readonly every: "week" | "month";
  readonly onDay: number;
  readonly hour: number;
  readonly nextAt: Temporal.Instant;
  readonly lastAt: Temporal.Instant | null;
  readonly sent: number;
  readonly waiting: number;
  readonly failed: number;
  readonly error: string | null;
}

/** What is mailed again and again, the next first, each with how its newest mails went. */
export async function listReportSchedules(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
): Promise<ReportScheduleBody[]> {
  const rows = await transaction(db, accountId, now, (tx) =>
    tx.rows(sql<ScheduleRow>`
      select s.id, s.report, s.range, s.filter, s.format, s.with_link as "withLink", s.every, s.on_day as "onDay", s.hour, s.addresses,
        s.paused_at is not null as paused, s.next_at as "nextAt", members.members, last.at as "lastAt", last.sent, last.waiting, last.failed, last.error
      from ringback.report_schedule s
      cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'hasEmail', m.email is not null) order by lower(m.name)), '[]') as members
        from ringback.member m where m.account_id = s.account_id and m.id = any(s.member_ids) and m.removed_at is null) members
      left join lateral (select newest.created_at as at,
          count(*) filter (where r.state = 'sent')::int as sent, count(*) filter (where r.state in ('queued', 'sending'))::int as waiting,
          count(*) filter (where r.state = 'failed')::int as failed, max(r.error) as error
        from (select created_at from ringback.report_mail where account_id = s.account_id and schedule_id = s.id order by created_at desc limit 1) newest
        join ringback.report_mail r on r.account_id = s.account_id and r.schedule_id = s.id and r.created_at = newest.created_at
        group by newest.created_at) last on true
      where s.account_id = ${accountId} order by s.paused_at is not null, s.next_at, s.id limit 200`),
  );
  return rows.map(({ every, onDay, hour, nextAt, lastAt, sent, waiting, failed, error, ...row }) => {
    const timing = timingOf(every, onDay, hour);
    return {
      ...row,
      title: reportTitles[row.report],
      timing,
      timingWords: timingWords(timing),
      nextAt: nextAt.toString(),
      last: lastAt === null ? null : { at: lastAt.toString(), sent, waiting, failed, error },
    };
  });
}

/** Ended links stay in the list for so long. */
const endedDays = 30;

/** Links that show a report, those that work first; links of mails are among them. */
export async function listReportLinks(
  db: Database,
  accountId: string,
  now: Temporal.Instant,
): Promise<ReportLinkBody[]> {
  interface Row
    extends Omit<ReportLinkBody, "title" | "days" | "createdAt" | "expiresAt" | "revokedAt" | "lastOpenedAt"> {
    readonly fromDay: string | null;
    readonly toDay: string | null;
    readonly createdAt: Temporal.Instant;
    readonly expiresAt: Temporal.Instant;
    readonly revokedAt: Temporal.Instant | null;
    readonly lastOpenedAt: Temporal.Instant | null;
  }
  const rows = await transaction(db, accountId, now, (tx) =>
    tx.rows(sql<Row>`
      select l.id, l.report, l.range, l.from_day::text as "fromDay", l.to_day::text as "toDay", l.label, coalesce(m.name, 'A mail') as "createdBy",
        l.created_at as "createdAt", l.expires_at as "expiresAt", l.revoked_at as "revokedAt", l.opened, l.last_opened_at as "lastOpenedAt"
      from ringback.report_link l left join ringback.member m on m.account_id = l.account_id and m.id = l.created_by
      where l.account_id = ${accountId} and least(l.expires_at, l.revoked_at) > ${tx.now.subtract({ hours: 24 * endedDays })}
      order by (l.revoked_at is null and l.expires_at > ${tx.now}) desc, l.created_at desc, l.id limit 200`),
  );
  return rows.map(({ fromDay, toDay, createdAt, expiresAt, revokedAt, lastOpenedAt, ...row }) => ({
    ...row,
    title: reportTitles[row.report],
    days: fromDay === null || toDay === null ? null : { from: fromDay, to: toDay },
    createdAt: createdAt.toString(),
    expiresAt: expiresAt.toString(),
    revokedAt: revokedAt?.toString() ?? null,
    lastOpenedAt: lastOpenedAt?.toString() ?? null,
  }));
}
