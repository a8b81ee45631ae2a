import { agencyQuery } from "@ringback/contract/figures.ts";
import { reportQuery } from "@ringback/contract/reports.ts";
import { reportFormats, reportNames } from "@ringback/core/measurement/report/report-names.ts";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Person } from "#auth/auth.ts";
import type { Context } from "#use-cases/context.ts";
import { makeAgencyReport } from "#use-cases/make-agency-report.ts";
import { makeReport } from "#use-cases/make-report.ts";
import { openReportLink } from "#use-cases/open-report-link.ts";
import { type ReportFile, reportFile } from "#use-cases/report-file.ts";
import type { MemberSession } from "./access.ts";
import type { Guard } from "./mount.ts";
import { accepted } from "./refused.ts";

const params = z.object({ report: z.enum(reportNames), format: z.enum(reportFormats) });
// The business may stand in the address of a file: a link that is followed sends no header.
const asked = reportQuery.extend({ account: z.string().optional() });
const shared = z.object({ token: z.string().min(1).max(200) });

/** Files a minute from one address or person: making paper keeps a processor busy for a fifth of a second. */
const filesPerMinute = 30;

/**
 * `GET /api/v1/reports/:report.:format`: a report as CSV, workbook or PDF, asked as its screen is; for whoever may see the
 * screen. `GET /api/v1/agency/report.:format`: the same of all businesses of a person. `GET /api/v1/shared-reports/:token/report.pdf`: what a link shows, as paper.
 */
export function installReportFiles(server: FastifyInstance, guard: Guard, context: Context): void {
  server.get<{ Params: z.output<typeof params>; Querystring: z.output<typeof asked> }>(
    "/api/v1/reports/:report.:format",
    {
      schema: { hide: true, params, querystring: asked },
      config: { rateLimit: { max: filesPerMinute, timeWindow: "1 minute" } },
      preParsing: async (request) => await guard("viewer")(request),
      handler: async (request, reply) => {
        const { accountId } = request.session as MemberSession; // of an account route, so a member
        const { report: name, format } = request.params;
        const { account: _, ...question } = request.query;
        const made = accepted(await makeReport(context, { accountId, name, asked: question, readers: "team" }));
        return send(reply, await reportFile(context, made, format));
      },
    },
  );
  server.get<{ Params: Pick<z.output<typeof params>, "format">; Querystring: z.output<typeof agencyQuery> }>(
    "/api/v1/agency/report.:format",
    {
      schema: { hide: true, params: params.pick({ format: true }), querystring: agencyQuery },
      config: { rateLimit: { max: filesPerMinute, timeWindow: "1 minute" } },
      preParsing: async (request) => await guard("signed-in")(request),
      handler: async (request, reply) => {
        const { userId } = request.session as Person; // of a route for whoever is signed in
        const made = accepted(await makeAgencyReport(context, userId, request.query));
        return send(reply, await reportFile(context, made, request.params.format));
      },
    },
  );
  server.get<{ Params: z.output<typeof shared> }>("/api/v1/shared-reports/:token/report.pdf", {
    schema: { hide: true, params: shared },
    config: { rateLimit: { max: filesPerMinute, timeWindow: "1 minute" } },
    handler: async (request, reply) => {
      const { made } = accepted(await openReportLink(context, request.params.token, "as-file"));
      reply.header("x-robots-tag", "noindex");
      return send(reply, await reportFile(context, made, "pdf"));
    },
  });
}

function send(reply: FastifyReply, { name, contentType, bytes }: ReportFile): FastifyReply {
  return reply
    .header("cache-control", "private, no-store")
    .header("content-disposition", `attachment; filename="${name}"`)
    .type(contentType)
    .send(bytes);
}
