// Reports that leave the house: as a file, by mail once or again and again, and behind a link that anybody may open.
import { compares } from "@ringback/core/measurement/figures/asked.ts";
import { reportFormats, reportNames } from "@ringback/core/measurement/report/report-names.ts";
import { reportRanges } from "@ringback/core/measurement/report/report-range.ts";
import { z } from "zod";
import { done, id, idParams, instant } from "./common.ts";
import { agencyQuery, dayRange, figureFilter, figureQuery } from "./figures.ts";
import { day } from "./ledger.ts";
import { route } from "./route.ts";

export const reportName = z.enum(reportNames);
export const reportFormat = z.enum(reportFormats);

/** What a report is asked with: as its screen's address. What a report does not know it leaves. */
export const reportQuery = figureQuery.extend({
  compare: z.enum(compares).default("before"),
  /** Of the weekly review: a day of the week, its Monday. */
  week: day.optional(),
});
export type ReportQuery = z.input<typeof reportQuery>;

const columnKind = z.enum(["text", "count", "share", "goal-share", "money", "minutes", "seconds", "day", "phone"]);

/** A report before it is a page or a file: sections of sentences, tables and pictures. */
export const reportBody = z.object({
  id: z.enum([...reportNames, "agency"]),
  title: z.string(),
  subtitle: z.string(),
  /** What may be claimed from it. */
  claim: z.string(),
  sections: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      words: z.array(z.string()),
      columns: z.array(
        z.object({
          title: z.string(),
          /** `share` is 0 to 1, `goal-share` one held against the goal of the pilot, `money` whole cents of `currency`, `minutes` and `seconds` whole ones, `phone` E.164. */
          kind: columnKind,
          currency: z.string().exactOptional(),
          people: z.literal(true).exactOptional(),
          /** For programs to know a row by. */
          programs: z.literal(true).exactOptional(),
        }),
      ),
      /** A cell for each column. */
      rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
      /** How the `count` columns of each row are read. */
      rowKinds: z.array(columnKind).exactOptional(),
      chart: z
        .discriminatedUnion("kind", [
          z.object({
            kind: z.literal("bars"),
            bars: z.array(z.object({ label: z.string(), share: z.number(), words: z.string() })),
          }),
          z.object({
            kind: z.literal("headline"),
            figures: z.array(
              z.object({
                label: z.string(),
                words: z.string(),
                beside: z.string(),
                tone: z.enum(["better", "worse", "same"]),
              }),
            ),
          }),
          z.object({
            kind: z.literal("hours"),
            fewerThan: z.number().int(),
            cells: z.array(
              z.object({
                weekday: z.number().int(),
                hour: z.number().int(),
                calls: z.number().int(),
                missed: z.number().int(),
              }),
            ),
          }),
        ])
        .exactOptional(),
    }),
  ),
});
export type ReportBody = z.infer<typeof reportBody>;

/** Members who have an e-mail, and addresses of anybody. */
export const reportRecipients = z.object({
  memberIds: z.array(id).max(50).default([]),
  addresses: z
    .array(z.string().trim().toLowerCase().max(254).pipe(z.email("This is no e-mail address.")))
    .max(20)
    .default([]),
});

const weekday = z.number().int().min(1).max(7);
const hour = z.number().int().min(0).max(23);

/** When it goes, by the clocks of the business; Monday is 1. A month without the day has it on its last one. */
export const reportTiming = z.discriminatedUnion("every", [
  z.object({ every: z.literal("week"), weekday, hour }),
  z.object({ every: z.literal("month"), day: z.number().int().min(1).max(31), hour }),
]);

export const scheduleSettings = reportRecipients.extend({
  report: reportName,
  /** Of reports of days: whole days that are over when it goes. */
  range: z.enum(reportRanges).default("last-week"),
  filter: figureFilter.default({}),
  format: reportFormat.default("pdf"),
  /** The mail also has a link that opens without signing in, for four weeks; names and numbers of people are not behind it. */
  withLink: z.boolean().default(false),
  timing: reportTiming,
});
export type ScheduleSettings = z.input<typeof scheduleSettings>;

export const reportSchedule = z.object({
  id,
  report: reportName,
  title: z.string(),
  range: z.enum(reportRanges),
  filter: figureFilter,
  format: reportFormat,
  withLink: z.boolean(),
  timing: reportTiming,
  /** `Every Monday at 7:00`. */
  timingWords: z.string(),
  members: z.array(
    z.object({ id, name: z.string(), /** Without one nothing is mailed to them. */ hasEmail: z.boolean() }),
  ),
  addresses: z.array(z.string()),
  paused: z.boolean(),
  nextAt: instant,
  /** How the newest mails of it went; null before the first. */
  last: z
    .object({
      at: instant,
      sent: z.number().int(),
      waiting: z.number().int(),
      failed: z.number().int(),
      /** Why one of them failed. */
      error: z.string().nullable(),
    })
    .nullable(),
});
export type ReportScheduleBody = z.infer<typeof reportSchedule>;

export const reportLink = z.object({
  id,
  report: reportName,
  title: z.string(),
  range: z.enum(reportRanges).nullable(),
  days: dayRange.nullable(),
  /** Whom it is for, as whoever made it wrote. */
  label: z.string(),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  opened: z.number().int(),
  lastOpenedAt: instant.nullable(),
});
export type ReportLinkBody = z.infer<typeof reportLink>;

export const reportRoutes = {
  report: route({
    method: "GET",
    path: "/reports/:report",
    access: "viewer",
    summary: "A report as data; with `.csv`, `.xlsx` or `.pdf` behind its name as a file",
    params: z.object({ report: reportName }),
    query: reportQuery,
    ok: reportBody,
  }),
  agencyReport: route({
    method: "GET",
    path: "/agency/report",
    access: "signed-in",
    summary:
      "The businesses one belongs to side by side as a report; with `.csv`, `.xlsx` or `.pdf` behind its name as a file",
    query: agencyQuery,
    ok: reportBody,
  }),
  mailReport: route({
    method: "POST",
    path: "/reports/:report/mail",
    access: "coordinator",
    summary: "Mail a report as a file, once, now",
    params: z.object({ report: reportName }),
    body: reportRecipients.extend({
      format: reportFormat.default("pdf"),
      query: reportQuery.default({ compare: "before" }),
    }),
    ok: z.object({ mails: z.number().int() }),
  }),
  listReportSchedules: route({
    method: "GET",
    path: "/report-schedules",
    access: "coordinator",
    summary: "Reports that are mailed again and again, and how the last ones went",
    ok: z.object({
      /** A mail server is set up here. */
      mailReady: z.boolean(),
      schedules: z.array(reportSchedule),
    }),
  }),
  createReportSchedule: route({
    method: "POST",
    path: "/report-schedules",
    access: "coordinator",
    summary: "Mail a report every week or month",
    body: scheduleSettings,
    ok: z.object({ id, nextAt: instant }),
  }),
  changeReportSchedule: route({
    method: "PUT",
    path: "/report-schedules/:id",
    access: "coordinator",
    summary: "Change what is mailed when to whom",
    params: idParams,
    body: scheduleSettings,
    ok: z.object({ id, nextAt: instant }),
  }),
  pauseReportSchedule: route({
    method: "PUT",
    path: "/report-schedules/:id/paused",
    access: "coordinator",
    summary: "Stop mailing for a while, or go on with the next time",
    params: idParams,
    body: z.object({ paused: z.boolean() }),
    ok: done,
  }),
  removeReportSchedule: route({
    method: "DELETE",
    path: "/report-schedules/:id",
    access: "coordinator",
    summary: "Mail it no more",
    params: idParams,
    ok: done,
  }),
  sendReportSchedule: route({
    method: "POST",
    path: "/report-schedules/:id/send",
    access: "coordinator",
    summary: "Mail it now as well; twice within a minute is once",
    params: idParams,
    ok: z.object({ mails: z.number().int() }),
  }),
  listReportLinks: route({
    method: "GET",
    path: "/report-links",
    access: "coordinator",
    summary: "Links to reports that open without signing in: those that work, and those that ended lately",
    ok: z.object({ links: z.array(reportLink) }),
  }),
  createReportLink: route({
    method: "POST",
    path: "/report-links",
    access: "coordinator",
    summary: "Make a link that shows a report to whoever has it; the link is answered this once",
    body: z.object({
      report: reportName,
      /** Told anew at each opening. With neither this nor `days` a report of days is of the last four weeks. */
      range: z.enum(reportRanges).optional(),
      days: dayRange.optional(),
      filter: figureFilter.default({}),
      label: z.string().trim().max(80).default(""),
      /** After so many days it shows nothing. */
      forDays: z.number().int().min(1).max(90).default(30),
    }),
    ok: z.object({ id, link: z.string(), expiresAt: instant }),
  }),
  revokeReportLink: route({
    method: "DELETE",
    path: "/report-links/:id",
    access: "coordinator",
    summary: "Let a link show nothing from now on",
    params: idParams,
    ok: done,
  }),
  sharedReport: route({
    method: "GET",
    path: "/shared-reports/:token",
    access: "public",
    summary: "What a link shows; the names and numbers of people are not in it. With `/report.pdf` behind it as a file",
    params: z.object({ token: z.string().min(1).max(200) }),
    ok: z.object({
      business: z.string(),
      madeAt: instant,
      timeZone: z.string(),
      expiresAt: instant,
      report: reportBody,
    }),
  }),
};
