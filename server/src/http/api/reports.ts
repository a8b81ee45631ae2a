import type { ReportBody } from "@ringback/contract/reports.ts";
import type { Report } from "@ringback/core/measurement/report/report-model.ts";
import { listReportLinks, listReportSchedules } from "#db/queries/report-outlets.ts";
import type { Handlers } from "#http/mount.ts";
import { accepted } from "#http/refused.ts";
import { createReportLink, revokeReportLink } from "#use-cases/keep-report-link.ts";
import {
  pauseReportSchedule,
  putReportSchedule,
  removeReportSchedule,
  sendReportSchedule,
} from "#use-cases/keep-report-schedule.ts";
import { mailReport } from "#use-cases/mail-report.ts";
import { makeAgencyReport } from "#use-cases/make-agency-report.ts";
import { makeReport } from "#use-cases/make-report.ts";
import { openReportLink } from "#use-cases/open-report-link.ts";
import type { ApiParts } from "./api-parts.ts";

const done = { ok: true as const };

/** Reports as data, by mail and behind links. */
export function reportHandlers({ context }: ApiParts) {
  return {
    report: async ({ session, params, query }) => {
      const { accountId } = session;
      return toBody(
        accepted(await makeReport(context, { accountId, name: params.report, asked: query, readers: "team" })).report,
      );
    },
    agencyReport: async ({ session, query }) =>
      toBody(accepted(await makeAgencyReport(context, session.userId, query)).report),
    mailReport: async ({ session, params, body, requestId }) => {
      const { query: asked, ...to } = body;
      return {
        mails: accepted(await mailReport(context, session, { ...to, name: params.report, asked, requestId })).mails,
      };
    },
    listReportSchedules: async ({ session, now }) => ({
      mailReady: context.email !== null,
      schedules: await listReportSchedules(context.db, session.accountId, now),
    }),
    createReportSchedule: async ({ session, body }) => toSet(accepted(await putReportSchedule(context, session, body))),
    changeReportSchedule: async ({ session, params, body }) =>
      toSet(accepted(await putReportSchedule(context, session, body, params.id))),
    pauseReportSchedule: async ({ session, params, body }) => {
      accepted(await pauseReportSchedule(context, session, { ...params, ...body }));
      return done;
    },
    removeReportSchedule: async ({ session, params }) => {
      accepted(await removeReportSchedule(context, session, params.id));
      return done;
    },
    sendReportSchedule: async ({ session, params }) => ({
      mails: accepted(await sendReportSchedule(context, session, params.id)).mails,
    }),
    listReportLinks: async ({ session, now }) => ({
      links: await listReportLinks(context.db, session.accountId, now),
    }),
    createReportLink: async ({ session, body }) => {
      const { id, link, expiresAt } = accepted(await createReportLink(context, session, body));
      return { id, link, expiresAt: expiresAt.toString() };
    },
    revokeReportLink: async ({ session, params }) => {
      accepted(await revokeReportLink(context, session, params.id));
      return done;
    },
    sharedReport: async ({ params, now }) => {
      const { made, expiresAt } = accepted(await openReportLink(context, params.token, "on-screen"));
      const { business, timeZone, report } = made;
      return { business, timeZone, madeAt: now.toString(), expiresAt: expiresAt.toString(), report: toBody(report) };
    },
  } satisfies Partial<Handlers>;
}

function toSet({ id, nextAt }: { readonly id: string; readonly nextAt: Temporal.Instant }) {
  return { id, nextAt: nextAt.toString() };
}

/** The copy only takes the read-only marks off. */
function toBody(report: Report): ReportBody {
  return structuredClone(report) as ReportBody;
}
